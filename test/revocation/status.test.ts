import 'reflect-metadata';
import { AuthorityKeyIdentifierExtension } from '@peculiar/x509';
import { describe, expect, it } from 'vitest';
import { statedReference, unavailableCrl } from '../../src/revocation/evidence.ts';
import {
  type RevocationStatus,
  UNKNOWN_REASONS,
  isRemainingValid,
} from '../../src/revocation/revocation-status.ts';
import { withStatements } from '../../src/revocation/statement.ts';
import { deltaCrlIndicator, invalidityDate, makeCrlCa } from '../support/make-crl.ts';
import { makeCa } from '../support/make-certificate.ts';
import { AS_OF, inShort, seconds, statusFor, subjectOf } from './checked.ts';
import { REVOKED, SCENARIOS, URL_1, URL_2 } from './scenarios.ts';

const ca = makeCrlCa();
const sourceOfUrl1 = { kind: 'url', name: URL_1 } as const;

function askScenario(name: string): RevocationStatus {
  const scenario = SCENARIOS.find((one) => one.name === name)!;
  const own = scenario.ca === undefined ? ca : makeCrlCa(scenario.ca);
  const crls = typeof scenario.crls === 'function' ? scenario.crls(own) : scenario.crls;
  return statusFor({
    certificate: own.issue(scenario.leaf),
    crls: crls.map((crl) => own.crl(crl)),
    issuers: [own.certificate],
  });
}

describe('the status of a certificate', () => {
  it.each(SCENARIOS)('$name: $expected', ({ name, expected }) => {
    expect(inShort(askScenario(name))).toBe(expected);
  });

  it('tells date, reason, invalidity date and the CRL of a revocation', () => {
    const entry = { ...REVOKED, reason: 1, extensions: [invalidityDate('20250310080000Z')] };
    const status = statusFor({
      certificate: ca.issue({ crls: [URL_1] }),
      crls: [{ der: ca.crl({ entries: [entry] }), url: URL_1 }],
      issuers: [ca.certificate],
    });
    expect(status).toEqual({
      status: 'revoked',
      expired: false,
      absentFrom: null,
      revocation: {
        date: seconds('2025-03-20T12:00:00Z'),
        reason: 'keyCompromise',
        reasonCode: 1,
        invalidityDate: seconds('2025-03-10T08:00:00Z'),
        crl: {
          source: sourceOfUrl1,
          issuer: 'CN=Test CA',
          thisUpdate: '2025-04-01T00:00:00Z',
          nextUpdate: '2025-04-08T00:00:00Z',
          number: '10',
          weakSignature: false,
          problems: [],
        },
      },
    });
  });

  it('has no reason where the entry has none, and no name for one that does not exist', () => {
    const reasonOf = (entry: object): unknown[] => {
      const status = statusFor({
        certificate: ca.issue(),
        crls: [ca.crl({ entries: [{ ...REVOKED, ...entry }] })],
        issuers: [ca.certificate],
      });
      if (status.status !== 'revoked') throw new Error(status.status);
      return [status.revocation.reason, status.revocation.reasonCode];
    };
    expect(reasonOf({})).toEqual([null, null]);
    expect(reasonOf({ reason: 0 })).toEqual(['unspecified', 0]);
    expect(reasonOf({ reason: 7 })).toEqual([null, 7]);
    expect(reasonOf({ reason: 9 })).toEqual(['privilegeWithdrawn', 9]);
  });

  it('names the hold that leaves it unknown', () => {
    const status = askScenario('a hold');
    if (status.status !== 'unknown') throw new Error(status.status);
    expect(status.entry).toMatchObject({
      date: seconds('2025-03-20T12:00:00Z'),
      reason: 'certificateHold',
    });
  });

  it('names what puts it out of scope', () => {
    const missOf = (name: string): unknown => {
      const status = askScenario(name);
      return status.status === 'unknown' ? status.miss : status.status;
    };
    expect(missOf('another part')).toBe('distribution-point');
    expect(missOf('a certificate for another key')).toBe('key');
    expect(missOf('a list for CA certificates')).toBe('ca-certificates-only');
    expect(missOf('a CA certificate, and a list for user certificates')).toBe(
      'user-certificates-only',
    );
    expect(missOf('a list for attribute certificates')).toBe('attribute-certificates-only');
  });

  it('is unknown where nobody has the certificate of the issuer', () => {
    const status = statusFor({ certificate: ca.issue(), crls: [ca.crl()], issuers: [] });
    expect(inShort(status)).toBe('unknown no-issuer');
  });

  it('is unknown where the key is of no kind that can verify the CRL', () => {
    const key = Uint8Array.from(ca.signer.publicKey);
    // a curve that does not exist
    key[key.indexOf(0x07, 20)] = 0x77;
    const odd = makeCrlCa({ signer: { ...ca.signer, publicKey: key } });
    const status = statusFor({
      certificate: odd.issue(),
      crls: [odd.crl()],
      issuers: [odd.certificate],
    });
    expect(inShort(status)).toBe('unknown unsupported-signature');
  });

  it('is unknown where its distribution point gave nothing, or no CRL', () => {
    const certificate = ca.issue({ crls: [URL_1] });
    const issuers = [ca.certificate];
    const page = Buffer.from('<html>404</html>');
    const ask = (question: object): string =>
      inShort(statusFor({ certificate, issuers, crls: [], ...question }));
    expect(ask({ evidence: [unavailableCrl(sourceOfUrl1)] })).toBe('unknown unavailable');
    expect(ask({ crls: [{ der: page, url: URL_1 }] })).toBe('unknown unreadable');
    // what others' distribution points give says nothing of this one
    expect(ask({ crls: [{ der: page, url: URL_2 }] })).toBe('unknown no-evidence');
  });

  it('is unknown where its distribution point gave the CRL of another CA', () => {
    const other = makeCrlCa({ name: 'Other CA' });
    const status = statusFor({
      certificate: ca.issue({ crls: [URL_1] }),
      crls: [{ der: other.crl({ entries: [REVOKED] }), url: URL_1 }],
      issuers: [ca.certificate, other.certificate],
    });
    expect(status).toMatchObject({ status: 'unknown', why: 'not-in-scope', miss: 'issuer' });
  });

  it('is unknown by a CRL that names no part and came from a URL of others, unless that lists it', () => {
    const ask = (entries: readonly { serial: string }[], leaf: object, url?: string): string => {
      const der = ca.crl({ entries });
      const crl = url === undefined ? der : { der, url };
      return inShort(
        statusFor({ certificate: ca.issue(leaf), crls: [crl], issuers: [ca.certificate] }),
      );
    };
    const leaf = { crls: [URL_1] };
    expect(ask([], leaf, URL_2)).toBe('unknown not-in-scope');
    expect(ask([], leaf, URL_1)).toBe('notRevoked');
    expect(ask([REVOKED], leaf, URL_2)).toBe('revoked');
    // nobody knows where a file is from, and a certificate without URLs has no part
    expect(ask([], leaf)).toBe('notRevoked');
    expect(ask([], {}, URL_2)).toBe('notRevoked');
  });

  it('is unknown without a serial number, and without a notAfter that can be read', () => {
    const ask = (leaf: object): string =>
      inShort(
        statusFor({ certificate: ca.issue(leaf), crls: [ca.crl()], issuers: [ca.certificate] }),
      );
    expect(ask({ serial: '' })).toBe('unknown no-serial');
    expect(ask({ notAfter: '259901000000Z' })).toBe('unknown unreadable-validity');
  });

  it('of several CRLs that say nothing tells the one closest to an answer', () => {
    const status = statusFor({
      certificate: ca.issue(),
      crls: [
        ca.crl({ spoil: true }),
        ca.crl({ thisUpdate: '250301000000Z', nextUpdate: '250308000000Z' }),
        ca.crl({ number: '07', nextUpdate: null }),
      ],
      issuers: [ca.certificate],
    });
    expect(status).toMatchObject({ why: 'stale', crl: { thisUpdate: '2025-03-01T00:00:00Z' } });
  });

  it('is not revoked any more when a newer CRL has ended a hold', () => {
    const hold = { entries: [{ ...REVOKED, reason: 6 }] };
    const ask = (...crls: Uint8Array[]): string =>
      inShort(statusFor({ certificate: ca.issue(), crls, issuers: [ca.certificate] }));
    const old = { thisUpdate: '250331000000Z' };
    expect(ask(ca.crl({ ...old, ...hold }), ca.crl())).toBe('notRevoked');
    expect(ask(ca.crl(), ca.crl({ ...old, ...hold }))).toBe('notRevoked');
    expect(ask(ca.crl(hold), ca.crl(old))).toBe('unknown certificate-hold');
    expect(ask(ca.crl(hold), ca.crl())).toBe('unknown certificate-hold');
  });

  it('stays revoked when a newer CRL does not list it any more, and tells that one', () => {
    const status = statusFor({
      certificate: ca.issue(),
      crls: [ca.crl(), ca.crl({ thisUpdate: '250331000000Z', entries: [REVOKED] })],
      issuers: [ca.certificate],
    });
    expect(status).toMatchObject({
      status: 'revoked',
      absentFrom: { thisUpdate: '2025-04-01T00:00:00Z' },
    });
  });

  it('takes date and reason from the newest CRL', () => {
    const status = statusFor({
      certificate: ca.issue(),
      crls: [
        ca.crl({ thisUpdate: '250331000000Z', entries: [REVOKED] }),
        ca.crl({ entries: [{ ...REVOKED, date: '250310000000Z', reason: 4 }] }),
        ca.crl({ thisUpdate: '250330000000Z', entries: [{ ...REVOKED, reason: 5 }] }),
      ],
      issuers: [ca.certificate],
    });
    expect(status).toMatchObject({
      revocation: { reason: 'superseded', date: seconds('2025-03-10T00:00:00Z') },
    });
  });

  it('tells a revocation after as-of beside that it was not revoked then', () => {
    const crl = ca.crl({
      thisUpdate: '250501000000Z',
      nextUpdate: '250508000000Z',
      entries: [{ ...REVOKED, date: '250406000000Z' }],
    });
    const ask = (asOf: string): RevocationStatus =>
      statusFor({
        certificate: ca.issue(),
        crls: [crl],
        issuers: [ca.certificate],
        asOf: seconds(asOf),
      });
    expect(ask('2025-04-05T23:59:59Z')).toMatchObject({
      status: 'notRevoked',
      revokedLater: { date: seconds('2025-04-06T00:00:00Z') },
    });
    expect(ask('2025-04-06T00:00:00Z').status).toBe('revoked');
  });

  it('is that of the final certificate for a precertificate', async () => {
    const issuing = await makeCa('CN=Test CA');
    const keyId = '00112233';
    const own = makeCrlCa({ name: 'Test CA', keyId });
    const extensions = [new AuthorityKeyIdentifierExtension(keyId)];
    const leaf = { extensions, serial: '7b01', notAfter: new Date('2025-12-31T00:00:00Z') };
    for (const precertificate of [false, true]) {
      const status = statusFor({
        certificate: await issuing.issue({ ...leaf, precertificate }),
        crls: [own.crl({ entries: [REVOKED] })],
        issuers: [own.certificate],
      });
      expect(status.status).toBe('revoked');
    }
  });

  it('is not said by a list where the certificate is on a part that is not its own', () => {
    const status = statusFor({
      certificate: ca.issue(),
      crls: [
        ca.crl({ thisUpdate: '250331000000Z' }),
        ca.crl({ extensions: [deltaCrlIndicator()], entries: [REVOKED] }),
      ],
      issuers: [ca.certificate],
    });
    const by = statedReference({ kind: 'database', name: 'crt.sh:sql' });
    const clear = { revoked: false, date: null, reasonCode: null, by };
    const subject = subjectOf(ca.issue());
    expect(withStatements(status, [clear], subject, AS_OF)).toMatchObject({ why: 'delta' });
  });

  it('has been every one of the unknowns', () => {
    const reached = new Set(SCENARIOS.map(({ expected }) => expected.replace('unknown ', '')));
    const elsewhere = [
      'contradicted',
      'no-issuer',
      'unsupported-signature',
      'unavailable',
      'unreadable',
      'no-serial',
      'unreadable-validity',
    ];
    expect(UNKNOWN_REASONS.filter((why) => !reached.has(why)).sort()).toEqual(elsewhere.sort());
  });
});

describe('a certificate remains valid', () => {
  const cases: [scenario: string, isValid: boolean | null][] = [
    ['an empty list', true],
    ['a list with it', false],
    ['an expired certificate that is on none', false],
    ['an expired certificate that is on a list', false],
    ['a short-lived certificate without any CRL', null],
    ['a hold', null],
    ['a stale list without it', null],
    ['no CRL at all', null],
  ];

  it.each(cases)('%s: %s', (name, isValid) => {
    expect(isRemainingValid(askScenario(name))).toBe(isValid);
  });
});
