import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decodeCrlFile } from '../../src/revocation/crl-file.ts';
import { type Evidence, examineCrl } from '../../src/revocation/evidence.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { statusOf } from '../../src/revocation/status.ts';
import {
  deltaCrlIndicator,
  invalidityDate,
  issuingDistributionPoint,
  makeCrlCa,
  uri,
} from '../support/make-crl.ts';
import { Random } from '../support/random.ts';
import { extension } from '../support/raw-certificate.ts';
import { AS_OF, NOW, issuersOf, subjectOf } from './checked.ts';
import { URL_1 } from './scenarios.ts';

const ca = makeCrlCa();
const issuers = issuersOf([ca.certificate]);
const wanted = new SerialSet();
const subject = subjectOf(ca.issue({ crls: [URL_1] }), wanted);
const source = { kind: 'url', name: URL_1 } as const;

const WHOLE = [
  ca.crl(),
  ca.crl({ entries: [{ serial: '7b01', reason: 1 }, { serial: '0102' }] }),
  ca.crl({
    thisUpdate: '20250401000000Z',
    extensions: [issuingDistributionPoint({ names: [uri(URL_1)], users: true })],
    entries: [{ serial: '05', extensions: [invalidityDate('20250310080000Z')] }],
  }),
  ca.crl({ extensions: [deltaCrlIndicator()], nextUpdate: null }),
];

/** Whatever is not the CRL that was signed says nothing. */
function examine(octets: Uint8Array): Evidence {
  const evidence = examineCrl(octets, source, issuers, wanted);
  const { problems } = evidence.crl;
  if (problems.length > 32) throw new Error(`${problems.length} problems`);
  for (const { offset } of problems) {
    if (offset < 0 || offset > octets.length) throw new Error(`a problem at ${offset}`);
  }
  const status = statusOf(subject, [evidence], AS_OF, NOW);
  const size = JSON.stringify(status).length;
  if (size > 4000 + 10 * octets.length) throw new Error(`${size} characters of status`);
  return evidence;
}

function expectUnverified(octets: Uint8Array, what: string): void {
  const evidence = examine(octets);
  if (evidence.kind === 'crl' && evidence.signature.state === 'verified') throw new Error(what);
  const { status } = statusOf(subject, [evidence], AS_OF, NOW);
  if (status !== 'unknown') throw new Error(`${what}: ${status}`);
}

describe('damaged CRLs', () => {
  it('starts from whole ones that are verified', () => {
    for (const der of WHOLE) {
      const evidence = examine(der);
      expect(evidence.kind === 'crl' && evidence.signature.state).toBe('verified');
      expect(evidence.crl.problems).toEqual([]);
    }
  });

  it('every truncation is unverified', () => {
    for (const der of WHOLE) {
      for (let length = 0; length < der.length; length++) {
        expectUnverified(der.subarray(0, length), `cut to ${length}`);
      }
    }
  });

  const changes: [name: string, change: (octet: number) => number][] = [
    ['its lowest bit turned', (octet) => octet ^ 0x01],
    ['its highest bit turned', (octet) => octet ^ 0x80],
    ['all of its bits turned', (octet) => octet ^ 0xff],
    ['30 in its place', () => 0x30],
  ];

  it.each(changes)('every octet with %s is no exception', { timeout: 120_000 }, (_name, change) => {
    for (const der of WHOLE) {
      const damaged = Uint8Array.from(der);
      for (let i = 0; i < der.length; i++) {
        damaged[i] = change(der[i]!);
        // the outermost header is not signed
        if (i < 4) examine(damaged);
        else if (damaged[i] !== der[i]) expectUnverified(damaged, `octet ${i}`);
        damaged[i] = der[i]!;
      }
    }
  });

  it('ten thousand random changes are no exception', { timeout: 120_000 }, () => {
    const random = new Random(4);
    for (let i = 0; i < 10_000; i++) {
      const damaged = Uint8Array.from(random.pick(WHOLE));
      for (let n = 1 + random.below(4); n > 0; n--) {
        damaged[random.below(damaged.length)] = random.below(256);
      }
      examine(damaged.subarray(0, 1 + random.below(damaged.length)));
      examine(damaged);
    }
  });

  it('any octets at all are no exception', () => {
    const tags = fc.constantFrom(0x30, 0x31, 0x02, 0x06, 0x03, 0x04, 0x17, 0x80, 0xa0, 0x01, 0x00);
    const octet = fc.oneof(tags, fc.integer({ min: 0, max: 12 }), fc.integer({ min: 0, max: 255 }));
    fc.assert(
      fc.property(fc.array(octet, { maxLength: 120 }), (octets) => {
        examine(Uint8Array.from(octets));
        for (const { der } of decodeCrlFile(Uint8Array.from(octets))) examine(der);
      }),
      { numRuns: 10_000 },
    );
  });

  it('octets behind a CRL are a problem, and no more', () => {
    const evidence = examine(Uint8Array.from([...WHOLE[1]!, 1, 2, 3]));
    expect(evidence.crl.problems).toMatchObject([{ code: 'trailing-data' }]);
    expect(statusOf(subject, [evidence], AS_OF, NOW).status).toBe('revoked');
  });

  it('any octets in the extensions that are known are no exception', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (octets) => {
        for (const arc of [20, 21, 24, 27, 28, 29, 35, 46]) {
          const one = extension(`2.5.29.${arc}`, octets);
          examine(ca.crl({ extensions: [one], entries: [{ serial: '7b01', extensions: [one] }] }));
        }
      }),
      { numRuns: 300 },
    );
  });
});
