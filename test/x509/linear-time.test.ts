import { performance } from 'node:perf_hooks';
import { readFacts } from '../../src/x509/facts.ts';
import {
  attribute,
  bytesOf,
  concat,
  element,
  octetString,
  sequence,
  set,
  text,
} from '../support/der.ts';
import { type Shape, describeLinearTime, repeated } from '../support/linear-time.ts';
import { extension, rawCertificate, subjectAltName } from '../support/raw-certificate.ts';

/** `n` elements, one behind the other. */
function many(n: number, make: (i: number) => Uint8Array): Uint8Array {
  return new Uint8Array(Buffer.concat(Array.from({ length: n }, (_, i) => make(i))));
}

/** `n` definite lengths inside each other, built from the inside without copying it each time. */
function nested(tag: number, levels: number): Uint8Array {
  const octets: number[] = [];
  for (let i = 0; i < levels; i++) {
    const length = octets.length;
    const header =
      length < 128 ? [length] : [length & 0xff, (length >> 8) & 0xff, length >> 16, 0x83];
    octets.push(...header, tag);
  }
  return Uint8Array.from(octets).reverse();
}

const SHAPES: [name: string, shape: Shape, n: number][] = [
  ['30 80 and nothing else', (n) => repeated('30 80', n), 250_000],
  [
    'indefinite lengths that open and close',
    (n) => repeated('30 80 30 80 00 00 00 00', n),
    250_000,
  ],
  [
    'indefinite lengths inside indefinite lengths in every field',
    (n) =>
      rawCertificate({
        extensions: [concat(repeated('30 80', 24), repeated('05 00', n), repeated('00 00', 24))],
      }),
    250_000,
  ],
  [
    'unclosed indefinite lengths as RDNs',
    (n) => rawCertificate({ subject: sequence(repeated('31 80', n)) }),
    250_000,
  ],
  ['definite lengths inside each other', (n) => nested(0x30, n), 25_000],
  [
    'a subject of lengths inside each other',
    (n) => rawCertificate({ subject: nested(0x30, n) }),
    25_000,
  ],
  [
    'tiny elements in the list of extensions',
    (n) => rawCertificate({ extensions: [repeated('05 00', n)] }),
    250_000,
  ],
  ['empty extensions', (n) => rawCertificate({ extensions: [repeated('30 00', n)] }), 250_000],
  [
    'tiny elements inside one extension',
    (n) =>
      rawCertificate({ extensions: [sequence(bytesOf('06 03 55 1d 11'), repeated('05 00', n))] }),
    250_000,
  ],
  [
    'the same extension again and again',
    (n) =>
      rawCertificate({
        extensions: [many(n, () => extension('2.5.29.17', bytesOf('30 00')))],
      }),
    25_000,
  ],
  [
    'a subjectAltName of 100,000 names',
    (n) =>
      rawCertificate({
        extensions: [subjectAltName(many(n, (i) => text(0x82, `${i}.example`)))],
      }),
    25_000,
  ],
  [
    'a name of 100,000 attributes',
    (n) => {
      const rdn = set(attribute('2.5.4.11', text(0x0c, 'a, b')));
      return rawCertificate({ subject: sequence(many(n, () => rdn)) });
    },
    25_000,
  ],
  [
    'an RDN of 100,000 attributes',
    (n) => {
      const value = attribute('2.5.4.11', text(0x1e, '\0a\0b'));
      return rawCertificate({ subject: sequence(set(many(n, () => value))) });
    },
    25_000,
  ],
  [
    'an attribute of 1 MB of escapes',
    (n) =>
      rawCertificate({
        subject: sequence(set(attribute('2.5.4.3', text(0x0c, ', '.repeat(n / 2))))),
      }),
    250_000,
  ],
  [
    'a BMPString of 1 MB',
    (n) =>
      rawCertificate({
        subject: sequence(set(attribute('2.5.4.3', element(0x1e, new Uint8Array(n))))),
      }),
    250_000,
  ],
  [
    'an OID of 1 MB',
    (n) =>
      rawCertificate({
        extensions: [
          extension('2.5.29.37', sequence(element(6, repeated('ff', n - 1), bytesOf('01')))),
        ],
      }),
    250_000,
  ],
  [
    'OIDs of one octet',
    (n) =>
      rawCertificate({ extensions: [extension('2.5.29.37', sequence(repeated('06 01 2a', n)))] }),
    250_000,
  ],
  [
    'OIDs of 128 octets in one arc',
    (n) =>
      rawCertificate({
        extensions: [
          extension('2.5.29.37', sequence(repeated(`06 81 80 ${'ff'.repeat(127)} 01`, n))),
        ],
      }),
    250_000,
  ],
  [
    'a serial number of 1 MB',
    (n) => rawCertificate({ serial: element(2, new Uint8Array(n).fill(0x80)) }),
    250_000,
  ],
  [
    'a time of 1 MB',
    (n) =>
      rawCertificate({
        validity: sequence(text(0x18, '2'.repeat(n)), text(0x18, '20250101000000.'.padEnd(n, '0'))),
      }),
    250_000,
  ],
  [
    'SCTs of no octets',
    (n) =>
      rawCertificate({
        extensions: [
          extension('1.3.6.1.4.1.11129.2.4.2', octetString(bytesOf('ff fe'), new Uint8Array(n))),
        ],
      }),
    250_000,
  ],
  [
    'a high tag number of 1 MB',
    (n) => rawCertificate({ subject: sequence(bytesOf('bf'), repeated('81', n)) }),
    250_000,
  ],
];

describeLinearTime(SHAPES, milliseconds);

/** The median of three readings. */
function milliseconds(der: Uint8Array): number {
  const times = [0, 1, 2].map(() => {
    const start = performance.now();
    const { problems } = readFacts(der);
    const time = performance.now() - start;
    if (problems.length > 32) throw new Error('too many problems');
    return time;
  });
  return times.sort((a, b) => a - b)[1]!;
}
