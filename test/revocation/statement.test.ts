import { describe, expect, it } from 'vitest';
import { statedReference } from '../../src/revocation/evidence.ts';
import type { Revocation, RevocationStatus } from '../../src/revocation/revocation-status.ts';
import type { RevocationSubject } from '../../src/revocation/revocation-subject.ts';
import { type Statement, withStatements } from '../../src/revocation/statement.ts';
import { StatusTable } from '../../src/revocation/status-table.ts';

const AS_OF = Date.UTC(2025, 3, 5) / 1000;
const DAY = 86_400;
const LIST = statedReference({ kind: 'list', name: 'revoked.csv' });
const CRL = { ...LIST, thisUpdate: '2025-04-01T00:00:00Z' };
const CRL_TIME = Date.UTC(2025, 3, 1) / 1000;

const SUBJECT: RevocationSubject = {
  issuer: '',
  serial: 0,
  notBefore: AS_OF - 90 * DAY,
  notAfter: AS_OF + 90 * DAY,
  ca: false,
  authorityKeyId: null,
  distributionPoints: [],
  serverAuth: true,
};

const UNKNOWN: RevocationStatus = {
  ...{ status: 'unknown', why: 'unavailable', crl: null, miss: null, entry: null },
} as const;
const NOT_REVOKED: RevocationStatus = { status: 'notRevoked', crl: CRL, revokedLater: null };

function said(date: number | null, reasonCode: number | null = 4): Statement {
  return { revoked: true, date, reasonCode, by: LIST };
}
const PERHAPS: Statement = { revoked: null, date: null, reasonCode: null, by: LIST };
const CLEAR: Statement = { revoked: false, date: null, reasonCode: null, by: LIST };

function shortOf(status: RevocationStatus): string {
  return status.status === 'unknown' ? `unknown ${status.why}` : status.status;
}

describe('what others than CRLs say', () => {
  it.each<[string, RevocationStatus, Statement[], string]>([
    ['nothing', UNKNOWN, [], 'unknown unavailable'],
    ['revoked, of what is unknown', UNKNOWN, [said(AS_OF - DAY)], 'revoked'],
    ['revoked, no time given', UNKNOWN, [said(null)], 'revoked'],
    ['revoked in the second of as-of', UNKNOWN, [said(AS_OF)], 'revoked'],
    ['revoked later than as-of', UNKNOWN, [said(AS_OF + 1)], 'notRevoked'],
    ['revoked, of what has expired', { status: 'expired' }, [said(AS_OF - DAY)], 'revoked'],
    ['revoked later, of what has expired', { status: 'expired' }, [said(AS_OF + 1)], 'expired'],
    ['on hold', UNKNOWN, [said(AS_OF - DAY, 6)], 'unknown certificate-hold'],
    ['removed', UNKNOWN, [said(AS_OF - DAY, 8)], 'unknown remove-from-crl'],
    [
      'on hold, and by another one revoked',
      UNKNOWN,
      [said(AS_OF - DAY, 6), said(AS_OF - DAY)],
      'revoked',
    ],
    ['not revoked', UNKNOWN, [CLEAR], 'notRevoked'],
    ['not revoked, of what has expired', { status: 'expired' }, [CLEAR], 'expired'],
    [
      'revoked before a CRL that does not list it',
      NOT_REVOKED,
      [said(CRL_TIME)],
      'unknown contradicted',
    ],
    ['revoked at no time, beside a CRL', NOT_REVOKED, [said(null)], 'unknown contradicted'],
    ['revoked after the CRL was made', NOT_REVOKED, [said(CRL_TIME + 1)], 'revoked'],
    ['not revoked, beside a CRL that says so', NOT_REVOKED, [CLEAR], 'notRevoked'],
    ['on hold, beside a CRL that does not list it', NOT_REVOKED, [said(CRL_TIME, 6)], 'notRevoked'],
    [
      'perhaps revoked, beside a CRL that does not list it',
      NOT_REVOKED,
      [PERHAPS],
      'unknown contradicted',
    ],
    ['perhaps revoked, of what is unknown', UNKNOWN, [PERHAPS], 'unknown unavailable'],
    ['perhaps revoked, and by another one not', UNKNOWN, [PERHAPS, CLEAR], 'unknown unavailable'],
    ['perhaps revoked, and by another one revoked', UNKNOWN, [PERHAPS, said(null)], 'revoked'],
    ['perhaps revoked, of what has expired', { status: 'expired' }, [PERHAPS], 'expired'],
  ])('%s', (_, status, statements, expected) => {
    expect(shortOf(withStatements(status, statements, SUBJECT, AS_OF))).toBe(expected);
  });

  it('do not change what a CRL proves', () => {
    const entry: Revocation = {
      ...{ date: CRL_TIME, reason: 'superseded', reasonCode: 4, invalidityDate: null, crl: CRL },
    };
    const status: RevocationStatus = {
      ...{ status: 'revoked', revocation: entry, expired: false, absentFrom: null },
    };
    expect(withStatements(status, [said(AS_OF - DAY, 1), CLEAR], SUBJECT, AS_OF)).toBe(status);
    const hold: RevocationStatus = {
      ...{ status: 'unknown', why: 'certificate-hold', crl: CRL, miss: null, entry },
    };
    expect(withStatements(hold, [CLEAR], SUBJECT, AS_OF)).toBe(hold);
  });

  it('are named as whose word it is, with their date and reason', () => {
    const status = withStatements(UNKNOWN, [said(AS_OF - DAY, 1)], SUBJECT, AS_OF);
    expect(status).toMatchObject({
      revocation: { date: AS_OF - DAY, reason: 'keyCompromise', reasonCode: 1, crl: LIST },
      expired: false,
    });
  });
});

describe('a table of statuses', () => {
  it('gives back what was put in, by rows in any order', () => {
    const table = new StatusTable();
    const statuses: [RevocationStatus, boolean][] = [
      [withStatements(UNKNOWN, [said(AS_OF - DAY, 1)], SUBJECT, AS_OF), false],
      [withStatements(UNKNOWN, [said(null, null)], SUBJECT, AS_OF), true],
      [NOT_REVOKED, false],
      [{ status: 'expired' }, true],
      [{ status: 'shortLived' }, false],
      [UNKNOWN, false],
      [withStatements(UNKNOWN, [said(AS_OF - DAY, 9_999)], SUBJECT, AS_OF), false],
      [
        withStatements(UNKNOWN, [{ ...said(AS_OF - DAY, 1), dayOnly: true }], SUBJECT, AS_OF),
        false,
      ],
    ];
    const rowOf = (index: number): number => (index * 5_003) % 20_000;
    for (const [index, [status, expired]] of statuses.entries()) {
      table.set(rowOf(index), status, expired);
    }
    expect(statuses.map((_, index) => table.at(rowOf(index)))).toMatchObject([
      { status: 'revoked', date: AS_OF - DAY, reasonCode: 1, hasRevocation: true, crl: LIST },
      { status: 'revoked', date: null, reasonCode: null, expired: true },
      { status: 'notRevoked', hasRevocation: false, crl: CRL },
      { status: 'expired', expired: true, crl: null },
      { status: 'shortLived' },
      { status: 'unknown', why: 'unavailable', hasRevocation: false },
      { status: 'revoked', reasonCode: 254, dayOnly: false },
      { status: 'revoked', date: AS_OF - DAY, dayOnly: true },
    ]);
    expect(table.at(1)).toBeUndefined();
    expect(table.at(-1)).toBeUndefined();
    expect(table.at(1_000_000)).toBeUndefined();
  });
});
