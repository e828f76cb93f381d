import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';
import { dateOf, isAfter } from '../../claims/statements.ts';

const ORDER: FindingKind = {
  code: 'report-first-after-last',
  severity: 'error',
  summary: 'The first certificate is said to have been issued after the last one.',
  rule: 'IRG 1.0 §4: "the date the first and last certificates with that problem were issued"',
  advice: 'Correct one of the two dates.',
};

/** First issued, last issued. */
export const firstAfterLast: ReportCheck = {
  kinds: [ORDER],
  check({ claims }, report) {
    const first = dateOf(claims, 'first-issued');
    const last = dateOf(claims, 'last-issued');
    if (first === undefined || last === undefined || !isAfter(first.at, last.at)) return;
    report(ORDER, first.claim.line, {
      message: `the first was issued at ${first.written}, after the last at ${last.written}`,
      expected: `at most ${last.written}`,
      actual: first.written,
    });
  },
};
