import { performance } from 'node:perf_hooks';
import { decodeCrlFile } from '../../src/revocation/crl-file.ts';
import { CrlIssuers } from '../../src/revocation/crl-issuer.ts';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { examineCrl } from '../../src/revocation/evidence.ts';
import { lookUp } from '../../src/revocation/look-up.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { bytesOf, concat, element, integer, octetString, sequence } from '../support/der.ts';
import { describeLinearTime, repeated } from '../support/linear-time.ts';
import { type CrlOptions, makeCrlCa, pointOf, time, uri } from '../support/make-crl.ts';
import { extension } from '../support/raw-certificate.ts';

const ca = makeCrlCa();

function many(n: number, make: (i: number) => Uint8Array): Uint8Array {
  return concat(...Array.from({ length: n }, (_, i) => make(i)));
}

function crl(options: CrlOptions): Uint8Array {
  return ca.crl(options);
}

const SHAPES: [name: string, shape: (n: number) => Uint8Array, n: number][] = [
  ['30 80 and nothing else', (n) => repeated('30 80', n), 250_000],
  ['empty entries', (n) => crl({ entries: [repeated('30 00', n)] }), 250_000],
  ['entries that are NULL', (n) => crl({ entries: [repeated('05 00', n)] }), 250_000],
  [
    'entries of indefinite length',
    (n) => crl({ entries: [repeated('30 80 02 01 05 00 00', n)] }),
    250_000,
  ],
  ['entries that never end', (n) => crl({ entries: [repeated('30 80', n)] }), 250_000],
  [
    'the same serial number again and again',
    (n) => crl({ entries: [many(n, () => sequence(integer('05'), time('250101000000Z')))] }),
    20_000,
  ],
  [
    'one serial number of 1 MB',
    (n) => crl({ entries: [sequence(element(2, new Uint8Array(n).fill(0x71)))] }),
    250_000,
  ],
  [
    'serial numbers of 100 octets',
    (n) => crl({ entries: [many(n, (i) => sequence(integer(`${'71'.repeat(99)}${hex(i)}`)))] }),
    5_000,
  ],
  [
    'an entry of many extensions',
    (n) =>
      crl({
        entries: [sequence(integer('05'), time('250101000000Z'), sequence(repeated('30 00', n)))],
      }),
    250_000,
  ],
  [
    'a CRL of many critical extensions',
    (n) => crl({ extensions: [many(n, () => extension('1.2.3', bytesOf('05 00'), true))] }),
    10_000,
  ],
  [
    'a scope of many names',
    (n) => crl({ extensions: [scopeOf(many(n, (i) => uri(`http://a/${i}`)))] }),
    20_000,
  ],
  [
    'a freshest CRL of many distribution points',
    (n) =>
      crl({
        extensions: [extension('2.5.29.46', sequence(many(n, (i) => pointOf(uri(`http://${i}`)))))],
      }),
    10_000,
  ],
  [
    'a number of 1 MB',
    (n) => crl({ extensions: [extension('2.5.29.20', element(2, new Uint8Array(n).fill(1)))] }),
    250_000,
  ],
  [
    'an issuer of 1 MB',
    (n) =>
      crl({
        issuer: sequence(
          element(
            0x31,
            sequence(bytesOf('06 03 55 04 03'), element(12, new Uint8Array(n).fill(32))),
          ),
        ),
      }),
    250_000,
  ],
  ['a time of 1 MB', (n) => crl({ thisUpdate: '20250101000000.'.padEnd(n, '0') }), 250_000],
  [
    'an octet string in the place of everything',
    (n) => sequence(sequence(octetString(new Uint8Array(n)), octetString(new Uint8Array(n)))),
    250_000,
  ],
  ['text that is no PEM', (n) => repeated('2d 2d 2d 2d 2d', n), 250_000],
  ['BEGIN lines', (n) => Buffer.from('-----BEGIN X509 CRL-----\n'.repeat(n)), 10_000],
];

function scopeOf(names: Uint8Array): Uint8Array {
  return extension('2.5.29.28', sequence(element(0xa0, element(0xa0, names))), true);
}

function hex(i: number): string {
  return (i & 0x7f).toString(16).padStart(2, '0');
}

describeLinearTime(SHAPES, milliseconds);

const issuers = new CrlIssuers();
issuers.add(ca.certificate);

/** The median of three readings. */
function milliseconds(file: Uint8Array): number {
  const times = [0, 1, 2].map(() => {
    const wanted = new SerialSet();
    wanted.add(bytesOf('05'));
    wanted.add(bytesOf('71'.repeat(100)));
    const start = performance.now();
    for (const { der } of decodeCrlFile(file)) {
      examineCrl(der, { kind: 'file', name: 'x' }, issuers, wanted);
      const reader = new CrlReader();
      reader.read(der);
      lookUp(reader, wanted);
    }
    return performance.now() - start;
  });
  return times.sort((a, b) => a - b)[1]!;
}
