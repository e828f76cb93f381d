import type { Impact } from '../../impact/impact.ts';
import type { Statistic } from '../../impact/statistic.ts';
import { notBefore, sct } from '../../impact/statistics/issuance.ts';
import { validity } from '../../impact/statistics/validity.ts';
import type { Listed, RevocationMarks } from '../../verify/claims/listed.ts';
import type { StatusTable } from '../../revocation/status-table.ts';
import type { ListedCertificates } from './listed-certificates.ts';

/** What a run's lists come to, for the claims of a report to be held against. */
export function listedFor(
  impact: Impact,
  { tally, pairing }: ListedCertificates,
  marks: RevocationMarks,
  reportedAt: number | undefined,
  statuses: StatusTable | undefined,
): Listed {
  return {
    impact,
    marks,
    reportedAt,
    eachIssued: (visit) => {
      for (const row of pairing.counted) {
        const note = (statistic: Statistic): number => tally.noteOf(statistic, row);
        // SCTs have milliseconds, which no one claims
        visit(note(notBefore), Math.floor(note(sct) / 1000), note(validity));
      }
    },
    eachStanding: (visit) => {
      for (const row of pairing.counted) visit(tally.noteOf(validity, row), statuses?.at(row));
    },
  };
}
