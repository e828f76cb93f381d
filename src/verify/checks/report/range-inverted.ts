import type { Claim } from '../../../incident/claim.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { parseClaimed } from '../../claims/claimed-instant.ts';
import { isAfter } from '../../claims/statements.ts';

const INVERTED: FindingKind = {
  code: 'report-range-inverted',
  severity: 'error',
  summary: 'The time of the incident heuristic ends before it begins, however its dates are read.',
  rule: 'IRG 3.2 Impact: "describe a heuristic that would allow a third party to assemble the full corpus of affected certificates"',
  advice: 'Write the dates as 2024-11-13, the earlier one first.',
};

/** "Issued between 11/13/2024 and 4/11/2024". */
export const rangeInverted: ReportCheck = {
  kinds: [INVERTED],
  check({ claims }, report) {
    for (const { kind, value, alternative, line, quote } of claims) {
      if (kind !== 'heuristic-range') continue;
      const readings = alternative === undefined ? [value] : [value, alternative];
      if (!readings.every(isInverted)) continue;
      const { from, to } = value as { from: string; to: string };
      report(INVERTED, line, {
        message: `the range from ${from} to ${to} is empty`,
        actual: quote,
      });
    }
  },
};

function isInverted(value: Claim['value']): boolean {
  if (typeof value !== 'object' || !('from' in value)) return false;
  const { from, to } = value;
  const [begin, end] = [parseClaimed(from ?? ''), parseClaimed(to ?? '')];
  return begin !== undefined && end !== undefined && isAfter(begin, end);
}
