/** Revocation in figures: by reason, by what keeps it from being known, against the deadline; the evidence. */
import type { Figures, Impact } from '../../impact/impact.ts';
import { wordDuration } from '../../impact/duration.ts';
import { MAX_TABLE_ROWS } from '../limits.ts';
import { UNKNOWN_WORDS } from '../revocation-words.ts';
import { formatInstant, quoted, say, words, type Sentence } from '../sentence.ts';
import { countCell, countColumn, cutRows, textColumn, type Table } from './table.ts';

/** Every status, with why nothing is known; they add up to the examined certificates. */
export function statusesTable({ revocation }: Figures): Table {
  const { statuses, unknown, revokedExpired } = revocation ?? {};
  return {
    title: 'Revocation',
    columns: [textColumn('Status'), countColumn('Certificates')],
    rows:
      statuses === undefined
        ? []
        : [
            [
              say`Revoked (of these expired, too: ${revokedExpired ?? 0})`,
              countCell(statuses.revoked),
            ],
            [say`Not revoked`, countCell(statuses.notRevoked)],
            [say`Expired, on no CRL that was looked at`, countCell(statuses.expired)],
            [say`Short-lived (BR 1.6.1), without evidence`, countCell(statuses.shortLived)],
            ...(unknown ?? []).map(({ why, count }) => [
              say`Not known: ${UNKNOWN_WORDS[why]}`,
              countCell(count),
            ]),
          ],
    notes: [],
  };
}

export function reasonsTable({ revocation }: Figures): Table {
  const { reasons = [] } = revocation ?? {};
  return {
    title: 'Reasons of revocation',
    columns: [textColumn('CRLReason (RFC 5280)'), countColumn('Certificates')],
    rows: reasons.map(({ reason, count }) => [
      say`${reason ?? 'not given, or none of RFC 5280'}`,
      countCell(count),
    ]),
    notes: [],
  };
}

/** How the deadline of BR §4.9.1.1 was kept. */
export function deadlineTable({ revocation }: Figures): Table {
  const delay = revocation?.delay;
  const table = { title: 'Deadline', notes: [] };
  if (delay == null) return { ...table, columns: [], rows: [] };
  const { median, largest } = delay.lateness;
  const rows: [string, number][] = [
    ['Revoked in time', delay.revokedInTime],
    ['Revoked late', delay.revokedLate],
    ['Revoked, at a time that cannot be read', delay.revokedUndated],
    [delay.passed ? 'Not yet revoked' : 'Not yet revoked, and not yet due', delay.notYetRevoked],
    ['Revoked on the day of the deadline, at a time that is not known', delay.revokedOnDeadlineDay],
    ['Expired before the deadline', delay.expiredBeforeDeadline],
    ['Expired after the deadline, not known to be revoked', delay.expiredAfterDeadline],
    ['Short-lived, exempt from revocation', delay.exempt],
    ['Not known', delay.unknown],
  ];
  return {
    ...table,
    columns: [
      textColumn(`Revocation due by ${formatInstant(delay.deadline)}`),
      countColumn('Certificates'),
    ],
    rows: rows
      .filter(([, count], at) => count > 0 || ALWAYS.includes(at))
      .map(([what, count]) => [say`${what}`, countCell(count)]),
    notes:
      median === null || largest === null
        ? []
        : [say`Late by: median ${wordDuration(median)}, largest ${wordDuration(largest)}.`],
  };
}

/** In time, late, not yet. */
const ALWAYS: readonly number[] = [0, 1, 3];

export function evidenceTable({ revocation }: Impact): Table {
  const { evidence = [], evidenceTotal = 0 } = revocation ?? {};
  const hidden = evidenceTotal - evidence.length;
  return {
    title: 'Evidence of revocation',
    columns: [
      textColumn('CRL, database or list'),
      textColumn('State'),
      textColumn('Published'),
      textColumn('Next'),
      countColumn('Certificates'),
    ],
    rows: cutRows(evidence, MAX_TABLE_ROWS, ['piece of evidence', 'pieces of evidence'], (one) => [
      [quoted(one.name)],
      stateCell(one),
      dateCell(one.thisUpdate),
      dateCell(one.nextUpdate),
      countCell(one.certificates),
    ]),
    notes: [
      say`Certificates: those that are revoked, or not, by what it says.`,
      ...(hidden > 0 ? [say`… and ${hidden} more.`] : []),
    ],
  };
}

function stateCell({
  state,
  reason,
}: NonNullable<NonNullable<Figures['revocation']>['evidence']>[number]): Sentence {
  const own =
    state === 'verified'
      ? say`verified`
      : state === 'stated'
        ? say`stated, not proved`
        : say`${STATE_WORDS[state] ?? state}`;
  return reason === null ? own : say`${own} (${words(reason)})`;
}

const STATE_WORDS: Readonly<Partial<Record<string, string>>> = {
  unavailable: 'not obtained',
  unreadable: 'no CRL',
  'bad-signature': 'wrong signature',
  'not-a-ca': 'its issuer is no CA',
  'no-crl-sign': 'its issuer may not sign CRLs',
  'unsupported-signature': 'signature cannot be checked',
  'no-issuer': 'its issuer is not known',
};

function dateCell(instant: string | null): Sentence {
  return [instant === null ? '' : formatInstant(instant)];
}
