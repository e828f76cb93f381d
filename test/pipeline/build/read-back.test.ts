import { describe, expect, it } from 'vitest';
import { csvHeader, csvRows } from '../../../src/appendix/write/csv.ts';
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { EXTRA_COLUMNS } from '../../../src/pipeline/build/extra-columns.ts';
import { RevocationPolicy } from '../../../src/pipeline/build/revocation-policy.ts';
import type { CertificateSource } from '../../../src/sources/source.ts';
import { integer } from '../../support/der.ts';
import { makeCa } from '../../support/make-certificate.ts';
import {
  dnsName,
  extendedKeyUsage,
  rawCertificate,
  subjectAltName,
} from '../../support/raw-certificate.ts';
import { hasShared, sharedPath } from '../../support/shared.ts';
import { openLocalSource } from '../../../src/sources/local.ts';
import { AS_OF, buildOf, localSource } from './building.ts';

const ca = await makeCa();
const final = await ca.issue();
const precertificate = await ca.issue({ precertificate: true });
const lone = await ca.issue({ precertificate: true, serial: '7b03' });
const old = await ca.issue({ serial: '7b04', notAfter: new Date('2025-03-02T00:00:00Z') });
const person = rawCertificate({
  serial: integer('0c'),
  extensions: [extendedKeyUsage('1.3.6.1.5.5.7.3.4')],
});
const formula = rawCertificate({
  extensions: [subjectAltName(dnsName('=1+1'), dnsName('a\r\nb'))],
});
const ALL = [final, precertificate, lone, old, person, formula];
const A = 'aa'.repeat(32);
const B = 'bb'.repeat(32);
const C = 'cc'.repeat(32);

function table(rows: readonly (readonly string[])[], custom: readonly string[] = []): string {
  return csvHeader(custom) + csvRows(rows);
}

function row(pre: string, cert: string, serial: string, ...rest: string[]): string[] {
  return [pre, cert, '', '', '', '', serial, '', ...rest];
}

describe('a table that was written', () => {
  it('gives the same table when it is read back', async () => {
    const from = [await localSource(ALL)];
    const policy = new RevocationPolicy({ plannedDate: '2025-04-05', asOf: AS_OF });
    const { text } = await buildOf([ALL], { policy });
    // what was planned is carried over, not planned anew
    expect((await buildOf([text], { from })).text).toBe(text);
  });

  it('gives the same table with its custom columns', async () => {
    const from = [await localSource(ALL)];
    const { text } = await buildOf([ALL], { extra: EXTRA_COLUMNS });
    expect((await buildOf([text], { from, keepColumns: true })).text).toBe(text);
    expect((await buildOf([text], { from })).text).not.toBe(text);
  });

  it('gives the same table where nothing could be obtained', async () => {
    const text = table([
      row(A, B, '0a01', 'Yes', '2025-03-20', 'superseded'),
      row('', C, '', '', '', ''),
      row('', '', '0a02', 'Planned', '2025-04-20', 'N/A'),
    ]);
    const { text: again, account } = await buildOf([text]);
    expect(again).toBe(text);
    expect(account).toMatchObject({ rows: 3, missing: 2, serials: 1 });
  });

  it.skipIf(!hasShared('corpus/pairs.pem'))(
    'gives the same table of real certificates',
    async () => {
      const path = sharedPath('corpus/real.pem');
      const { text } = await buildOf([path], { format: 'csv' });
      const from = [await openLocalSource(path)];
      expect((await buildOf([text], { from, format: 'csv' })).text).toBe(text);
    },
    60_000,
  );
});

describe('what a table lists in one row', () => {
  it('stays in one row where the final certificate is in no log', async () => {
    const text = table([row(fingerprintOf(lone), B, '', 'Delayed', '2025-03-20', 'superseded')]);
    const { rows, account } = await buildOf([text], { from: [await localSource([lone])] });
    expect(account).toMatchObject({ rows: 1, presumed: 1, missing: 0, attached: 1 });
    expect(rows[0]).toMatchObject({
      precertificateHash: fingerprintOf(lone),
      certificateHash: B,
      subject: 'CN=example.org',
      serial: '7b03',
      isRevoked: 'Delayed',
    });
  });

  it('stays as the list says it where it could not be obtained', async () => {
    const text = [
      'Certificate,Subject,Issuer,Not before,Not after,Serial #,dNSNames,owner',
      `${B},CN=b,"CN=CA,C=NL",2025-03-01,2025-05-30,0b,"b,c",Bob`,
      `${A},REDACTED,REDACTED,REDACTED,REDACTED,0a,REDACTED,Alice`,
      '',
    ].join('\n');
    const { rows } = await buildOf([text], { keepColumns: true });
    expect(rows).toMatchObject([
      { certificateHash: A, subject: 'REDACTED', serial: '0a', owner: 'REDACTED' },
      {
        certificateHash: B,
        subject: 'CN=b',
        issuer: 'CN=CA,C=NL',
        notBefore: '2025-03-01',
        notAfter: '2025-05-30',
        serial: '0b',
        dnsNames: 'b,c',
        owner: 'Bob',
      },
    ]);
  });

  it('is two rows where the certificates contradict it', async () => {
    const text = table([row(fingerprintOf(final), B, '', '', '', '')]);
    const { rows, account } = await buildOf([text], { from: [await localSource([final])] });
    expect(account).toMatchObject({ rows: 2, final: 1, missing: 1, attached: 0 });
    expect(rows.map(({ certificateHash }) => certificateHash)).toEqual([fingerprintOf(final), B]);
    expect(rows[1]).toMatchObject({ subject: '' });
  });

  it('is N/A once it has expired, unless it was revoked before', async () => {
    const from = [await localSource([old])];
    const planned = table([row('N/A', fingerprintOf(old), '', 'Planned', '2025-03-20', 'N/A')]);
    expect((await buildOf([planned], { from })).rows[0]).toMatchObject({ isRevoked: 'N/A' });
    const revoked = table([row('N/A', fingerprintOf(old), '', 'Yes', '2025-02-20', 'superseded')]);
    expect((await buildOf([revoked], { from })).rows[0]).toMatchObject({ isRevoked: 'Yes' });
  });

  it('keeps the cells of custom columns, also where two have one name', async () => {
    const text = table(
      [
        row('N/A', fingerprintOf(final), '', '', '', '', '=1+1', 'x', 'y'),
        row('N/A', fingerprintOf(old), '', '', '', '', '', '', 'z'),
      ],
      ['ticket', 'note', 'note'],
    );
    const from = [await localSource([final, old])];
    const { text: again } = await buildOf([text], { from, keepColumns: true });
    expect(again).toContain(',ticket,note,note\r\n');
    expect(again).toContain(",'=1+1,x,y\r\n");
    expect(again).toContain(',N/A,N/A,N/A,,,z\r\n');
  });
});

describe('siblings', () => {
  /** Knows the sibling of each of these. */
  function server(pairs: readonly (readonly [Uint8Array, Uint8Array])[]): CertificateSource {
    const known = new Map(
      pairs.flatMap(([a, b]) => [[hash(a), b] as const, [hash(b), a] as const]),
    );
    return {
      name: 'server',
      local: false,
      collect: () => Promise.resolve(),
      async siblings({ fingerprints, rows }, sink) {
        for (const each of rows) {
          const der = known.get(fingerprints.at(each));
          if (der === undefined) sink.none(each);
          else await sink.sibling(each, hash(der), der);
        }
      },
    };
  }
  const hash = (der: Uint8Array): Fingerprint => fingerprintOf(der);

  it('stand in the row of the certificate, and count for nothing', async () => {
    const loneFinal = await ca.issue({ serial: '7b03' });
    const from = [
      server([
        [final, precertificate],
        [lone, loneFinal],
      ]),
    ];
    const { rows, account } = await buildOf([[final, lone]], { from });
    expect(account).toMatchObject({ rows: 2, final: 1, presumed: 1, siblings: 2 });
    const cells = rows.map((each) => [each.precertificateHash, each.certificateHash]);
    expect(cells.sort()).toEqual(
      [
        [hash(precertificate), hash(final)],
        [hash(lone), hash(loneFinal)],
      ].sort(),
    );
    const { text: links } = await buildOf([[final, lone]], { from, format: 'links' });
    expect(links.trim().split('\n').sort()).toEqual(
      [final, loneFinal].map((der) => `https://crt.sh/?sha256=${hash(der)}`).sort(),
    );
  });

  it('stand in one row only, the same in any order of the input', async () => {
    const again = await ca.issue();
    const from = [
      server([
        [final, precertificate],
        [again, precertificate],
      ]),
    ];
    const { text, account } = await buildOf([[final, again]], { from });
    expect(account).toMatchObject({ rows: 2, final: 2 });
    expect(text.split(hash(precertificate))).toHaveLength(2);
    expect((await buildOf([[again, final]], { from })).text).toBe(text);
  });

  it('with other contents stand nowhere', async () => {
    const impostor = await ca.issue({ subject: 'CN=other.example', precertificate: true });
    const { rows } = await buildOf([[final]], { from: [server([[final, impostor]])] });
    expect(rows[0]!.precertificateHash).toBe('N/A');
  });
});
