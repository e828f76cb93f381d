import type { Claim, ReportClaims } from '../incident/claim.ts';
import { plainQuote } from '../incident/plain-quote.ts';
import { CLAIM_CHECKS, REPORT_CHECKS } from './checks.ts';
import type { Place } from './check.ts';
import type { FindingLog } from './finding-log.ts';
import type { Listed } from './claims/listed.ts';
import { unlessMentioned } from './claims/mentioned.ts';
import { type JudgedClaim, type JudgedReport, unchecked } from './claims/verdict.ts';

/** What a report claims, and the name of its file. */
export interface PostedReport extends ReportClaims {
  readonly file: string;
}

/**
 * Holds a report against what is listed, claim by claim, and against itself; what contradicts is entered
 * into the log, in its place in the report.
 */
export function judgeReport(
  { file, claims, unread, mentions, template = [] }: PostedReport,
  listed: Listed,
  log: FindingLog,
): JudgedReport {
  const shown = claims.map((claim) => ({ ...claim, quote: plainQuote(claim.quote) }));
  const view = { claims: shown.slice(0, MAX_JUDGED), mentions, listed };
  const placeOf = (line: number | null): Place => ({ file, sheet: null, line });
  const judged = shown.map((claim, at): JudgedClaim => {
    if (at >= MAX_JUDGED) return { ...statedOf(claims[at]!), ...LEFT };
    const check = CLAIM_CHECKS.find(({ of }) => of.includes(claim.kind));
    const judgement =
      check === undefined
        ? unchecked('nothing is compared with it')
        : unlessMentioned(claim, check.judge(claim, view), view);
    const { verdict, computed = null, difference = null, explanation = null, finding } = judgement;
    if (finding !== undefined) log.add(finding.kind, placeOf(claim.line), finding.detail);
    return { ...statedOf(claims[at]!), verdict, computed, difference, explanation };
  });
  for (const check of REPORT_CHECKS) {
    check.check({ ...view, template }, (kind, line, detail) => {
      log.add(kind, placeOf(line), detail);
    });
  }
  const notUnderstood = unread.map(({ label, text, line }): JudgedClaim => {
    const stated = { kind: null, value: null, qualifier: null, quote: `${label}: ${text}`, line };
    const explanation = 'nothing in this field can be compared';
    return { ...stated, verdict: 'not-understood', computed: null, difference: null, explanation };
  });
  return { file, claims: [...judged, ...notUnderstood].sort((a, b) => a.line - b.line) };
}

/**
 * Every claim may cost a pass over the certificates and over the other claims; reports have twenty or so,
 * and 16 MiB of made-up ones have a hundred thousand.
 */
const MAX_JUDGED = 300;
const LEFT = {
  verdict: 'unchecked',
  computed: null,
  difference: null,
  explanation: 'there are more claims than in any report',
} as const;

function statedOf({
  kind,
  value,
  qualifier,
  quote,
  line,
}: Claim): Pick<JudgedClaim, 'kind' | 'value' | 'qualifier' | 'quote' | 'line'> {
  return { kind, value, qualifier, quote, line };
}
