import { describe, expect, it } from 'vitest';
import { wordDuration } from '../../src/impact/duration.ts';
import { type CheckedStatuses, revocationFigures } from '../../src/impact/revocation-figures.ts';
import { statedReference } from '../../src/revocation/evidence.ts';
import type { RevocationStatus } from '../../src/revocation/revocation-status.ts';
import { StatusTable } from '../../src/revocation/status-table.ts';

const HOUR = 3_600;
const DISCOVERED = Date.UTC(2025, 2, 16) / 1000;
const DEADLINE = DISCOVERED + 24 * HOUR;
const AS_OF = DISCOVERED + 240 * HOUR;
const crl = statedReference({ kind: 'file', name: 'a.crl' });

function revokedAt(date: number | null, dayOnly = false): RevocationStatus {
  const revocation = { date, dayOnly, reason: null, reasonCode: null, invalidityDate: null, crl };
  return { status: 'revoked', revocation, expired: false, absentFrom: null };
}
const OPEN: RevocationStatus = { status: 'notRevoked', crl, revokedLater: null };

function checked(rows: readonly (readonly [RevocationStatus, number?])[]): CheckedStatuses {
  const statuses = new StatusTable();
  const notAfter = rows.map(([, seconds = AS_OF + 1]) => seconds);
  for (const [row, [status]] of rows.entries()) statuses.set(row, status, notAfter[row]! < AS_OF);
  const due = { discovered: DISCOVERED, deadline: DEADLINE };
  return { statuses, notAfterOf: (row) => notAfter[row]!, due };
}

function delayOf(
  rows: readonly (readonly [RevocationStatus, number?])[],
): NonNullable<ReturnType<typeof revocationFigures>['delay']> {
  const counted = Uint32Array.from(rows.keys());
  return revocationFigures(checked(rows), counted, AS_OF).delay!;
}

describe('the reasons', () => {
  it('are "unspecified" for a CRL entry that gives none, and not known where somebody only says so', () => {
    const by = statedReference({ kind: 'list', name: 'ca.csv' });
    const said = revokedAt(DISCOVERED);
    if (said.status !== 'revoked') throw new Error(said.status);
    const stated = { ...said, revocation: { ...said.revocation, crl: by } };
    const rows = [[said], [said], [stated]] as const;
    const { reasons } = revocationFigures(checked(rows), Uint32Array.from([0, 1, 2]), AS_OF);
    expect(reasons).toEqual([
      { reason: 'unspecified', count: 2 },
      { reason: null, count: 1 },
    ]);
  });
});

describe('the deadline of BR 4.9.1.1', () => {
  it('is kept by what is revoked in its last second', () => {
    const delay = delayOf([[revokedAt(DEADLINE)], [revokedAt(DEADLINE + 1)]]);
    expect(delay).toMatchObject({ revokedInTime: 1, revokedLate: 1 });
    expect(delay.lateness).toEqual({ median: 1, largest: 1 });
  });

  it('has a median between the two in the middle', () => {
    const late = [5, 1, 3, 100].map((hours) => [revokedAt(DEADLINE + hours * HOUR)] as const);
    expect(delayOf(late).lateness).toEqual({ median: 4 * HOUR, largest: 100 * HOUR });
    expect(delayOf(late.slice(0, 3)).lateness.median).toBe(3 * HOUR);
  });

  it('asks nothing of what had expired before, and exempts the short-lived', () => {
    const delay = delayOf([
      [{ status: 'expired' }, DISCOVERED - 1],
      [{ status: 'expired' }, DISCOVERED],
      [{ status: 'expired' }, DEADLINE - 1],
      [{ status: 'expired' }, DEADLINE],
      [revokedAt(DEADLINE + 5), DEADLINE - 1],
      [{ status: 'shortLived' }],
      [revokedAt(null)],
      [OPEN],
      [{ status: 'unknown', why: 'stale', crl: null, miss: null, entry: null }],
    ]);
    expect(delay).toMatchObject({
      ...{
        expiredBeforeDeadline: 4,
        expiredBeforeDiscovery: 1,
        expiredAfterDeadline: 1,
        exempt: 1,
        revokedUndated: 1,
      },
      ...{ notYetRevoked: 1, unknown: 1, revokedInTime: 0, revokedLate: 0, passed: true },
    });
    expect(delay.lateness).toEqual({ median: null, largest: null });
  });

  it('is neither kept nor missed on its own day where the time is not known', () => {
    const day = (days: number): readonly [RevocationStatus] => [
      revokedAt(DEADLINE + 12 * HOUR + days * 24 * HOUR, true),
    ];
    const rows = [day(-2), day(-1), day(0), day(1)];
    const due = { discovered: DISCOVERED, deadline: DEADLINE + 24 * HOUR };
    const counted = Uint32Array.from(rows.keys());
    const { delay, dates } = revocationFigures({ ...checked(rows), due }, counted, AS_OF);
    expect(delay).toMatchObject({ revokedInTime: 2, revokedOnDeadlineDay: 1, revokedLate: 1 });
    // by how much is not known
    expect(delay!.lateness).toEqual({ median: null, largest: null });
    expect(dates).toMatchObject({ first: '2025-03-15', last: '2025-03-18' });
  });

  it('takes a row that nobody has looked at for unknown', () => {
    const { statuses, unknown } = revocationFigures(checked([]), Uint32Array.of(7), AS_OF);
    expect(statuses.unknown).toBe(1);
    expect(unknown).toEqual([{ why: 'no-evidence', count: 1 }]);
  });
});

describe('a duration', () => {
  it.each([
    [0, '0 seconds'],
    [1, '1 second'],
    [59, '59 seconds'],
    [3_600, '1 hour'],
    [86_400 + 59, '1 day'],
    [-90_000, '1 day 1 hour'],
    [86_400 * 2_000, '2,000 days'],
  ])('of %i seconds is %s', (seconds, words) => {
    expect(wordDuration(seconds)).toBe(words);
  });
});
