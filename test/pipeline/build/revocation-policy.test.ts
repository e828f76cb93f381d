import { describe, expect, it } from 'vitest';
import type { RevocationCells } from '../../../src/pipeline/build/revocation-line.ts';
import {
  type PolicyOptions,
  RevocationPolicy,
} from '../../../src/pipeline/build/revocation-policy.ts';
import { type CrlSource, statedReference } from '../../../src/revocation/evidence.ts';
import type { RevocationStatus } from '../../../src/revocation/revocation-status.ts';
import { StatusTable } from '../../../src/revocation/status-table.ts';

const AS_OF = Date.UTC(2025, 3, 5) / 1000;
const DAY = 86_400;
const REVOKED_AT = Date.UTC(2025, 2, 20, 12) / 1000;
const THIS_UPDATE = '2025-04-01T00:00:00Z';
const NOTHING = ['', '', ''];
const ROW = { fingerprints: [], serial: '01', issuer: undefined };

function evidenceBy(kind: CrlSource['kind']): ReturnType<typeof statedReference> {
  const thisUpdate = kind === 'url' || kind === 'file' ? THIS_UPDATE : null;
  return { ...statedReference({ kind, name: 'evidence' }), thisUpdate };
}

function revoked(kind: CrlSource['kind'], reasonCode: number | null): RevocationStatus {
  const crl = evidenceBy(kind);
  const revocation = { date: REVOKED_AT, reason: null, reasonCode, invalidityDate: null, crl };
  return { status: 'revoked', revocation, expired: false, absentFrom: null };
}
const OPEN: RevocationStatus = {
  ...{ status: 'notRevoked', crl: evidenceBy('url'), revokedLater: null },
};
const UNKNOWN: RevocationStatus = {
  ...{ status: 'unknown', why: 'stale', crl: null, miss: null, entry: null },
};

interface Case {
  readonly status: RevocationStatus;
  readonly options?: Partial<PolicyOptions>;
  readonly carried?: RevocationCells;
  readonly expired?: boolean;
}

function cellsOf({ status, options = {}, carried, expired = false }: Case): RevocationCells {
  const table = new StatusTable();
  table.set(0, status, expired);
  const policy = new RevocationPolicy({ asOf: AS_OF, ...options });
  const notAfter = expired ? AS_OF - DAY : AS_OF + 90 * DAY;
  const validity = { proved: true, notBefore: REVOKED_AT - 90 * DAY, notAfter };
  const listed = carried && { cells: carried, place: 'list.csv:2' };
  return policy.cells(ROW, validity, listed, table.at(0));
}

const AHEAD = { discovered: AS_OF - DAY, deadline: AS_OF + 4 * DAY };
const PASSED = { discovered: AS_OF - 6 * DAY, deadline: AS_OF - DAY };

describe('the revocation columns by evidence', () => {
  it('are date and reason of the entry, and "unspecified" where a CRL gives no reason', () => {
    const date = '2025-03-20T12:00:00Z';
    expect(cellsOf({ status: revoked('url', 1) })).toEqual(['Yes', date, 'keyCompromise']);
    expect(cellsOf({ status: revoked('file', null) })).toEqual(['Yes', date, 'unspecified']);
  });

  it('have no reason where somebody says that it is revoked, and not why', () => {
    for (const kind of ['database', 'list'] as const) {
      expect(cellsOf({ status: revoked(kind, null) })[2]).toBe('');
      expect(cellsOf({ status: revoked(kind, 4) })[2]).toBe('superseded');
    }
  });

  it('have the day alone where no time is known', () => {
    const status = revoked('list', 4);
    if (status.status !== 'revoked') throw new Error(status.status);
    const revocation = { ...status.revocation, date: REVOKED_AT - DAY / 2, dayOnly: true };
    expect(cellsOf({ status: { ...status, revocation } })).toEqual([
      ...['Yes', '2025-03-20', 'superseded'],
    ]);
  });

  it('have no name for a reason that does not exist', () => {
    expect(cellsOf({ status: revoked('url', 7) })[2]).toBe('');
  });

  it.each<[string, Partial<PolicyOptions>, readonly string[]]>([
    ['nobody has said what is planned', {}, NOTHING],
    ['a date is planned', { plannedDate: '2025-04-07' }, ['Planned', '2025-04-07', 'N/A']],
    ['the deadline is ahead', { due: AHEAD }, ['Planned', '', 'N/A']],
    ['the deadline has passed', { due: PASSED }, ['Delayed', '', 'N/A']],
    [
      'the deadline has passed, and a date is planned',
      { due: PASSED, plannedDate: '2025-04-07' },
      ['Delayed', '2025-04-07', 'N/A'],
    ],
  ])('of what is not revoked, where %s', (_, options, expected) => {
    expect(cellsOf({ status: OPEN, options })).toEqual(expected);
  });

  it('stay empty where nothing is known, also after the deadline', () => {
    const options = { due: PASSED, plannedDate: '2025-04-07' };
    const hold: RevocationStatus = { ...UNKNOWN, why: 'certificate-hold' };
    for (const status of [UNKNOWN, hold, { status: 'shortLived' } as const]) {
      expect(cellsOf({ status, options })).toEqual(NOTHING);
    }
  });

  it('of a table that was read stand, but for what a CRL refutes that would have to list it: a day is given to publish', () => {
    const carried = (date: string): RevocationCells => ['Yes', date, 'superseded'];
    const before = carried('2025-03-30T23:59:59Z');
    const after = carried('2025-03-31T00:00:01Z');
    expect(cellsOf({ status: OPEN, carried: before })).toEqual(NOTHING);
    expect(cellsOf({ status: OPEN, carried: after })).toEqual(after);
    expect(cellsOf({ status: UNKNOWN, carried: before })).toEqual(before);
    const options = { plannedDate: '2025-04-07' };
    expect(cellsOf({ status: OPEN, carried: before, options })).toEqual(NOTHING);
  });
});
