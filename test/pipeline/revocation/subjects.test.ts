import { describe, expect, it } from 'vitest';
import { RevocationSubjects } from '../../../src/pipeline/revocation/subjects.ts';
import { RevocationSubjectReader } from '../../../src/revocation/revocation-subject.ts';
import { SerialSet } from '../../../src/revocation/serial-set.ts';
import { CertificateReader } from '../../../src/x509/certificate-reader.ts';
import { makeCrlCa } from '../../support/make-crl.ts';

const [one, other] = [makeCrlCa({ name: 'One' }), makeCrlCa({ name: 'Other', keyId: null })];

describe('subjects', () => {
  it('are packed without loss', () => {
    const ders = [
      one.issue({ serial: '01', crls: ['http://a.example/1.crl'] }),
      one.issue({ serial: '02', ca: true, serverAuth: false }),
      other.issue({ serial: '01', notAfter: '260301000000Z', crls: ['http://a.example/2.crl'] }),
      one.issue({ serial: '0102', crls: ['http://a.example/1.crl', 'ldap://a.example/x'] }),
    ];
    const [subjects, reader, plain] = [
      new RevocationSubjects(),
      new CertificateReader(),
      new RevocationSubjectReader(),
    ];
    const serials = new SerialSet();
    const expected = ders.map((der) => {
      reader.read(der);
      subjects.add(reader);
      return plain.read(reader, serials);
    });
    expect(ders.map((_, row) => subjects.at(row))).toEqual(expected);
    expect([...subjects.urls()].sort()).toEqual([
      'http://a.example/1.crl',
      'http://a.example/2.crl',
      'ldap://a.example/x',
    ]);
    expect([...subjects.byIssuer()]).toHaveLength(2);
  });

  it('take less than 100 bytes each', () => {
    const [subjects, reader] = [new RevocationSubjects(), new CertificateReader()];
    reader.read(one.issue({ serial: '0102030405060708090a0b0c0d0e0f10' }));
    const serialAt = reader.serialStart;
    const count = 50_000;
    for (let index = 0; index < count; index++) {
      new DataView(reader.bytes.buffer, reader.bytes.byteOffset).setUint32(serialAt + 2, index);
      subjects.add(reader);
    }
    expect(subjects.serials.size).toBe(count);
    expect(subjects.byteLength / count).toBeLessThan(100);
  });
});
