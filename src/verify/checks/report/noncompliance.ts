import type { ClaimKind } from '../../../incident/claim.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck, ReportFinding, ReportView } from '../../claim-check.ts';
import { widest } from '../../claims/claimed-instant.ts';
import { dateOf, isAfter } from '../../claims/statements.ts';

const RULE =
  'IRG 3.2 Summary: "Describe (1) when the non-compliance began (2), when the non-compliance was detected, and (3) when the non-compliance ended or is expected to end."';

const ORDER: FindingKind = {
  code: 'report-noncompliance-order',
  severity: 'error',
  summary: 'The non-compliance is said to have begun after it was identified, or after it ended.',
  rule: RULE,
  advice: 'Correct one of the dates.',
};
const LATER: FindingKind = {
  code: 'report-issued-after-noncompliance',
  severity: 'warning',
  summary:
    'Certificates are listed that were issued after the non-compliance is said to have ended.',
  rule: RULE,
  advice: 'Correct the date, or take the certificates out of the list.',
};
const EARLIER: FindingKind = {
  code: 'report-issued-before-noncompliance',
  severity: 'note',
  summary:
    'Certificates are listed that were issued before the non-compliance is said to have begun.',
  rule: RULE,
  advice: 'Correct the date, if to issue them was the non-compliance.',
};

/** The three dates of the Summary, beside one another and beside the certificates. */
export const noncompliance: ReportCheck = {
  kinds: [ORDER, LATER, EARLIER],
  check(view, report) {
    checkOrder(view, report);
    checkListed(view, report);
  },
};

function checkOrder({ claims }: ReportView, report: ReportFinding): void {
  const start = dateOf(claims, 'noncompliance-start');
  if (start === undefined) return;
  const later: readonly (readonly [ClaimKind, string])[] = [
    ['noncompliance-identified', 'it was identified'],
    ['noncompliance-end', 'it ended'],
  ];
  for (const [kind, what] of later) {
    const other = dateOf(claims, kind);
    if (other === undefined || !isAfter(start.at, other.at)) continue;
    report(ORDER, start.claim.line, {
      message: `the non-compliance began at ${start.written}, after ${what} at ${other.written}`,
      expected: `at most ${other.written}`,
      actual: start.written,
    });
    return;
  }
}

/** As issuance counts the earlier of notBefore and SCT for what is too late, the later one for what is too early. */
function checkListed({ claims, listed }: ReportView, report: ReportFinding): void {
  const start = dateOf(claims, 'noncompliance-start');
  const end = dateOf(claims, 'noncompliance-end');
  const first = start === undefined ? -Infinity : widest(start.at).first;
  const last = end === undefined ? Infinity : widest(end.at).last;
  let [before, after] = [0, 0];
  listed.eachIssued((notBefore, sct) => {
    if (Number.isNaN(notBefore)) return;
    const slack = Number.isNaN(sct) ? SIGNING_SECONDS : 0;
    const other = Number.isNaN(sct) ? notBefore : sct;
    if (Math.min(notBefore, other) > last + slack) after++;
    if (Math.max(notBefore, other) < first - slack) before++;
  });
  if (after > 0 && end !== undefined) {
    report(LATER, end.claim.line, {
      message: `${countText(after)} issued after the non-compliance ended at ${end.written}`,
      actual: end.claim.quote,
    });
  }
  if (before > 0 && start !== undefined) {
    report(EARLIER, start.claim.line, {
      message: `${countText(before)} issued before the non-compliance began at ${start.written}`,
      actual: start.claim.quote,
    });
  }
}

function countText(count: number): string {
  return count === 1 ? '1 certificate listed was' : `${String(count)} certificates listed were`;
}

/** TLS BR §7.1.2.7: notBefore is within 48 hours of signing. */
const SIGNING_SECONDS = 48 * 3600;
