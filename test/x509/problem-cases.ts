/** Certificates with one thing wrong each, what it is called, and where it is. */
import {
  bytesOf,
  concat,
  element,
  explicit,
  integer,
  oid,
  sequence,
  set,
  text,
} from '../support/der.ts';
import {
  type RawFields,
  CA_CONSTRAINTS,
  extension,
  sctList,
  subjectAltName,
  validity,
} from '../support/raw-certificate.ts';

const EMPTY = new Uint8Array(0);

/** The problem codes, and the octets at the first problem's offset to tell the place by. */
export interface ProblemCase {
  readonly name: string;
  readonly fields: RawFields;
  readonly codes: readonly string[];
  readonly at: string;
}

export const PROBLEM_CASES: readonly ProblemCase[] = [
  {
    name: 'version 4',
    fields: { version: bytesOf('a0 03 02 01 03') },
    codes: ['bad-version'],
    at: 'a003',
  },
  {
    name: 'an empty version',
    fields: { version: bytesOf('a0 00') },
    codes: ['bad-version'],
    at: 'a000',
  },
  {
    name: 'a negative serial number',
    fields: { serial: integer('80') },
    codes: ['negative-serial'],
    at: '020180',
  },
  {
    name: 'serial number zero',
    fields: { serial: integer('00') },
    codes: ['zero-serial'],
    at: '020100',
  },
  {
    name: '21 octets',
    fields: { serial: integer('01'.repeat(21)) },
    codes: ['long-serial'],
    at: '0215',
  },
  {
    name: '20 octets and a sign octet',
    fields: { serial: integer(`00${'ff'.repeat(20)}`) },
    codes: ['long-serial'],
    at: '021500',
  },
  {
    name: 'a padded serial number',
    fields: { serial: integer('0001') },
    codes: ['non-minimal-integer'],
    at: '02020001',
  },
  {
    name: 'an empty serial number',
    fields: { serial: integer('') },
    codes: ['missing-field'],
    at: '0200',
  },
  { name: 'no serial number', fields: { serial: EMPTY }, codes: ['missing-field'], at: '300a0608' },
  {
    name: 'a serial number of another type',
    fields: { serial: bytesOf('04 01 05') },
    codes: ['unexpected-tag'],
    at: '040105',
  },
  {
    name: '31 February',
    fields: { validity: validity('250231000000Z', '260101000000Z') },
    codes: ['bad-time'],
    at: '170d3235',
  },
  {
    name: 'no seconds',
    fields: { validity: validity('2501010000Z', '260101000000Z') },
    codes: ['nonstandard-time'],
    at: '170b',
  },
  {
    name: 'one time only',
    fields: { validity: sequence(text(0x17, '250101000000Z')) },
    codes: ['missing-field'],
    at: '',
  },
  {
    name: 'three times',
    fields: { validity: sequence(...['25', '26', '27'].map((y) => text(0x17, `${y}0101000000Z`))) },
    codes: ['trailing-data'],
    at: '170d3237',
  },
  {
    name: 'notAfter before notBefore',
    fields: { validity: validity('260101000000Z', '250101000000Z') },
    codes: ['inverted-validity'],
    at: '170d3236',
  },
  {
    name: 'octets behind the certificate',
    fields: { trailer: bytesOf('0a') },
    codes: ['trailing-data'],
    at: '0a',
  },
  { name: 'no signature', fields: { signature: EMPTY }, codes: ['missing-field'], at: '' },
  {
    name: 'an OCTET STRING for a signature',
    fields: { signature: bytesOf('04 01 77') },
    codes: ['unexpected-tag'],
    at: '040177',
  },
  {
    name: 'octets behind the signature',
    fields: { signature: bytesOf('03 01 00 05 00') },
    codes: ['trailing-data'],
    at: '0500',
  },
  {
    name: 'another algorithm outside',
    fields: { outerAlgorithm: sequence(oid('1.3.101.112')) },
    codes: ['signature-algorithm-mismatch'],
    at: '30050603',
  },
  {
    name: 'extensions in v1',
    fields: { version: EMPTY, extensions: [CA_CONSTRAINTS] },
    codes: ['extensions-not-v3'],
    at: 'a3',
  },
  {
    name: 'no extensions in the field',
    fields: { extensionsField: bytesOf('a3 02 30 00') },
    codes: ['empty-extensions'],
    at: '3000',
  },
  {
    name: 'no list in the field',
    fields: { extensionsField: bytesOf('a3 00') },
    codes: ['unexpected-tag'],
    at: '',
  },
  {
    name: 'octets behind the list',
    fields: { extensionsField: explicit(3, sequence(CA_CONSTRAINTS), bytesOf('05 00')) },
    codes: ['trailing-data'],
    at: '0500',
  },
  {
    name: 'the field twice',
    fields: { extensionsField: concat(...[1, 2].map(() => explicit(3, sequence(CA_CONSTRAINTS)))) },
    codes: ['unexpected-tag'],
    at: 'a3',
  },
  {
    name: 'an unknown field',
    fields: { extensionsField: bytesOf('a4 00') },
    codes: ['unexpected-tag'],
    at: 'a400',
  },
  {
    name: 'an extension twice',
    fields: { extensions: [CA_CONSTRAINTS, CA_CONSTRAINTS] },
    codes: ['duplicate-extension'],
    at: '0603551d13',
  },
  {
    name: 'an extension without a value',
    fields: { extensions: [sequence(oid('2.5.29.17'))] },
    codes: ['bad-extension'],
    at: '0603551d11',
  },
  {
    name: 'an extension that is no SEQUENCE',
    fields: { extensions: [set(oid('1.2.3'))] },
    codes: ['unexpected-tag'],
    at: '3104',
  },
  {
    name: 'an extension whose OID is cut',
    fields: { extensions: [sequence(bytesOf('06 01 88 04 00'))] },
    codes: ['bad-oid'],
    at: '060188',
  },
  {
    name: 'a policy that is cut',
    fields: { extensions: [extension('2.5.29.32', sequence(sequence(bytesOf('06 01 88'))))] },
    codes: ['bad-oid'],
    at: '3003060188',
  },
  {
    name: 'a policy of 129 octets',
    fields: {
      extensions: [
        extension('2.5.29.32', sequence(sequence(element(6, new Uint8Array(129).fill(1))))),
      ],
    },
    codes: ['bad-oid'],
    at: '308184068181',
  },
  {
    name: 'no policies',
    fields: { extensions: [extension('2.5.29.32', sequence())] },
    codes: ['bad-extension'],
    at: '3000',
  },
  {
    name: 'a policy that is no SEQUENCE',
    fields: { extensions: [extension('2.5.29.37', sequence(bytesOf('05 00')))] },
    codes: ['bad-extension'],
    at: '0500',
  },
  {
    name: 'CRL distribution points of another type',
    fields: { extensions: [extension('2.5.29.31', bytesOf('05 00'))] },
    codes: ['bad-extension'],
    at: '0500',
  },
  {
    name: 'basicConstraints of another type',
    fields: { extensions: [extension('2.5.29.19', bytesOf('05 00'))] },
    codes: ['bad-extension'],
    at: '0500',
  },
  {
    name: 'an empty SCT list',
    fields: { extensions: [sctList()] },
    codes: ['bad-sct-list'],
    at: '04020000',
  },
  {
    name: 'a name in IA5String with octets beyond ASCII',
    fields: { extensions: [subjectAltName(bytesOf('82 01 fc'))] },
    codes: ['ill-formed-text'],
    at: '8201fc',
  },
  {
    name: 'a length in too many octets',
    fields: { serial: bytesOf('02 81 01 05') },
    codes: ['non-minimal-length'],
    at: '02810105',
  },
  { name: 'an empty RDN', fields: { issuer: sequence(set()) }, codes: ['empty-rdn'], at: '3100' },
];
