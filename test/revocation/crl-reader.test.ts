import { describe, expect, it } from 'vitest';
import { CRL_PROBLEM_CODES, type CrlProblemCode } from '../../src/revocation/crl-problem.ts';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { EntryReader } from '../../src/revocation/entry-reader.ts';
import {
  bitString,
  bytesOf,
  concat,
  element,
  explicit,
  integer,
  sequence,
  simpleName,
  text,
} from '../support/der.ts';
import {
  authorityKeyIdentifier,
  deltaCrlIndicator,
  issuingDistributionPoint,
  makeCrlCa,
  pointOf,
  time,
  uri,
} from '../support/make-crl.ts';
import { makeCa } from '../support/make-certificate.ts';
import { ECDSA_SHA256, extension } from '../support/raw-certificate.ts';
import { seconds } from './checked.ts';

const ca = makeCrlCa();
const NAME = simpleName(['2.5.4.3', 'Test CA']);
const SIGNATURE = bitString(sequence(integer('01'), integer('01')));

function read(der: Uint8Array): CrlReader {
  const crl = new CrlReader();
  crl.read(der);
  return crl;
}

/** A CRL of these fields, in place of those of a good one. */
function rawCrl(fields: Partial<Record<keyof typeof GOOD, Uint8Array>> = {}): Uint8Array {
  const f = { ...GOOD, ...fields };
  const list = sequence(
    ...[f.version, f.algorithm, f.issuer, f.thisUpdate, f.nextUpdate, f.entries, f.extensions],
  );
  return concat(sequence(list, f.outerAlgorithm, f.signature), f.trailer);
}

const GOOD = {
  version: integer('01'),
  algorithm: ECDSA_SHA256,
  issuer: NAME,
  thisUpdate: time('250401000000Z'),
  nextUpdate: time('250408000000Z'),
  entries: sequence(sequence(integer('7b01'), time('250320120000Z'))),
  extensions: explicit(0, sequence(extension('2.5.29.20', integer('0a')))),
  outerAlgorithm: ECDSA_SHA256,
  signature: SIGNATURE,
  trailer: new Uint8Array(0),
};

/** Problems of the CRL and its entries. */
function problemsOf(der: Uint8Array): CrlProblemCode[] {
  const crl = read(der);
  const entry = new EntryReader();
  entry.begin(crl);
  while (entry.readNext()) entry.revocationDate();
  return crl.problems.list(0).map(({ code }) => code);
}

describe('the fields of a CRL', () => {
  it('are all found, without a problem', () => {
    const crl = read(
      ca.crl({
        entries: [{ serial: '7b01' }],
        extensions: [
          issuingDistributionPoint({ names: [uri('http://a.example/1.crl')], users: true }),
          extension('2.5.29.46', sequence(pointOf(uri('http://a.example/delta.crl')))),
        ],
      }),
    );
    expect(crl.problems.list(0)).toEqual([]);
    expect(crl).toMatchObject({
      readable: true,
      complete: true,
      version: 2,
      sameAlgorithms: true,
      thisUpdate: seconds('2025-04-01T00:00:00Z'),
      nextUpdate: seconds('2025-04-08T00:00:00Z'),
      hasNextUpdate: true,
    });
    expect(crl.bytes.subarray(crl.issuerStart, crl.issuerEnd)).toEqual(NAME);
    expect(crl.extensions).toEqual({
      number: '10',
      authorityKeyId: ca.keyId,
      issuingDistributionPoint: {
        names: new Set(['uri http://a.example/1.crl']),
        onlyUserCertificates: true,
        onlyCaCertificates: false,
        onlyAttributeCertificates: false,
        onlySomeReasons: false,
        indirect: false,
        sound: true,
      },
      isDelta: false,
      baseNumber: null,
      freshest: ['uri http://a.example/delta.crl'],
      unknownCritical: [],
      sound: true,
    });
  });

  it('may be missing as far as they are optional', () => {
    const crl = read(ca.crl({ version: 1, nextUpdate: null }));
    expect(crl).toMatchObject({ readable: true, version: 1, hasNextUpdate: false });
    expect(crl.nextUpdate).toBeNaN();
    expect(crl.entriesStart).toBe(crl.entriesEnd);
    expect(crl.problems.list(0)).toEqual([]);
  });

  it('tell a delta CRL and its base', () => {
    const { extensions } = read(ca.crl({ extensions: [deltaCrlIndicator('00ff')] }));
    expect(extensions).toMatchObject({ isDelta: true, baseNumber: '255' });
  });

  it('tell a number of 20 octets in full, and a negative one', () => {
    expect(read(ca.crl({ number: '7f'.repeat(20) })).extensions.number).toBe(
      BigInt(`0x${'7f'.repeat(20)}`).toString(),
    );
    expect(read(ca.crl({ number: 'ff' })).extensions.number).toBe('-1');
  });

  it('name the unknown critical extensions, a few of many', () => {
    const unknown = Array.from({ length: 100 }, (_, i) =>
      extension(`1.2.3.${i}`, bytesOf('05 00'), true),
    );
    const { unknownCritical } = read(ca.crl({ extensions: unknown })).extensions;
    expect(unknownCritical.length).toBe(16);
    expect(unknownCritical[1]).toBe('1.2.3.1');
  });

  it('are those of the CRL that was read last', () => {
    const crl = new CrlReader();
    crl.read(ca.crl({ entries: [{ serial: '01' }], extensions: [deltaCrlIndicator()] }));
    crl.read(Uint8Array.of(0x30));
    const empty = read(Uint8Array.of(0x30));
    const fieldsOf = (one: CrlReader): unknown[] =>
      Object.entries(one).filter(([name]) => name !== 'problems');
    expect(fieldsOf(crl)).toEqual(fieldsOf(empty));
    expect(crl.problems.list(0)).toEqual(empty.problems.list(0));
  });

  it('stand where the CRL does in a larger array', () => {
    const der = ca.crl({ entries: [{ serial: '7b01' }] });
    const crl = new CrlReader();
    crl.read(concat(bytesOf('30 30 30'), der, bytesOf('30 30')), 3, 3 + der.length);
    expect(crl.problems.list(crl.start)).toEqual([]);
    const alone = read(der);
    expect(crl.entriesStart - 3).toBe(alone.entriesStart);
    expect(crl.signatureEnd - 3).toBe(alone.signatureEnd);
  });
});

describe('what is no CRL', () => {
  it('is a certificate', async () => {
    const crl = read((await makeCa()).certificate);
    expect(crl.readable).toBe(false);
    expect(problemsOf((await makeCa()).certificate)).toContain('not-a-crl');
  });

  it.each([
    ['nothing', new Uint8Array(0)],
    ['a web page', Buffer.from('<html>')],
    ['an empty SEQUENCE', bytesOf('30 00')],
    ['SEQUENCEs and nothing in them', sequence(sequence(), sequence())],
    ['a list without thisUpdate', rawCrl({ thisUpdate: new Uint8Array(0), nextUpdate: NAME })],
  ])('is %s', (_name, der) => {
    expect(read(der).readable).toBe(false);
    expect(problemsOf(der)).toContain('not-a-crl');
  });
});

/** One octet of length more than is needed. */
function longForm(der: Uint8Array): Uint8Array {
  return concat(
    der.subarray(0, 1),
    Uint8Array.of(0x82, 0),
    der.subarray(2 - 1, 2),
    der.subarray(2),
  );
}

const entries = (...elements: Uint8Array[]): { entries: Uint8Array } => ({
  entries: sequence(...elements),
});
const entryWith = (...extensions: Uint8Array[]): { entries: Uint8Array } =>
  entries(sequence(integer('7b01'), time('250320120000Z'), sequence(...extensions)));
const extensionsOf = (...list: Uint8Array[]): { extensions: Uint8Array } => ({
  extensions: explicit(0, sequence(...list)),
});

const PROBLEMS: [code: CrlProblemCode, der: Uint8Array][] = [
  ['not-a-crl', bytesOf('02 01 00')],
  ['truncated', rawCrl().subarray(0, 1)],
  ['length-overrun', rawCrl().subarray(0, 60)],
  ['non-minimal-length', rawCrl({ thisUpdate: longForm(GOOD.thisUpdate) })],
  [
    'indefinite-length',
    rawCrl({
      entries: concat(bytesOf('30 80'), sequence(integer('05'), GOOD.thisUpdate), bytesOf('00 00')),
    }),
  ],
  ['trailing-data', rawCrl({ trailer: bytesOf('00') })],
  ['unexpected-tag', rawCrl({ entries: concat(GOOD.entries, GOOD.entries) })],
  ['missing-field', rawCrl(entries(sequence(integer('7b01'))))],
  ['bad-version', rawCrl({ version: integer('02') })],
  ['bad-time', rawCrl({ thisUpdate: time('251301000000Z') })],
  ['nonstandard-time', rawCrl({ thisUpdate: text(0x17, '2504010000Z') })],
  ['signature-algorithm-mismatch', rawCrl({ outerAlgorithm: sequence(bytesOf('06 01 2a')) })],
  ['bad-signature-value', rawCrl({ signature: element(0x03, bytesOf('01 00')) })],
  ['extensions-not-v2', rawCrl({ version: new Uint8Array(0) })],
  ['empty-entries', rawCrl({ entries: sequence() })],
  ['duplicate-extension', ca.crl({ extensions: [authorityKeyIdentifier('01')] })],
  ['bad-extension', rawCrl(extensionsOf(sequence(bytesOf('06 03 55 1d 14'))))],
  ['unknown-critical-extension', rawCrl(entryWith(extension('1.2.3', bytesOf('05 00'), true)))],
  ['bad-entry', rawCrl(entries(bytesOf('05 00')))],
  ['bad-serial', rawCrl(entries(sequence(integer('ff'), GOOD.thisUpdate)))],
  ['bad-reason-code', rawCrl(entryWith(extension('2.5.29.21', bytesOf('0a 01 07'))))],
];

describe('problems', () => {
  it('starts from a CRL that has none', () => {
    expect(problemsOf(rawCrl())).toEqual([]);
  });

  it.each(PROBLEMS)('%s', (code, der) => {
    expect(problemsOf(der)).toContain(code);
  });

  it('has a case for every code', () => {
    expect(PROBLEMS.map(([code]) => code)).toEqual([...CRL_PROBLEM_CODES]);
  });

  it('are bounded, and told in the order of their offsets', () => {
    const many = Array.from({ length: 1000 }, () => sequence(integer('ff'), time('2')));
    const crl = read(rawCrl(entries(...many)));
    const entry = new EntryReader();
    entry.begin(crl);
    while (entry.readNext()) entry.revocationDate();
    const problems = crl.problems.list(0);
    expect(problems.length).toBe(32);
    expect(problems).toEqual(problems.toSorted((a, b) => a.offset - b.offset));
  });

  it('that may hide entries leave the list incomplete', () => {
    expect(read(rawCrl({ entries: concat(GOOD.entries, GOOD.entries) })).complete).toBe(false);
    expect(read(rawCrl({ entries: concat(bytesOf('05 00'), GOOD.entries) })).complete).toBe(false);
    expect(read(rawCrl({ extensions: explicit(0, bytesOf('05 00')) })).complete).toBe(false);
    const both = concat(GOOD.extensions, GOOD.extensions);
    expect(read(rawCrl({ extensions: both })).complete).toBe(false);
    expect(read(rawCrl()).complete).toBe(true);
  });
});
