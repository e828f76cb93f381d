import type { Claim } from '../../../incident/claim.ts';
import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import { type ClaimedInstant, parseClaimed, widest } from '../../claims/claimed-instant.ts';
import type { ClaimView } from '../../claims/listed.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2 Impact: "describe a heuristic that would allow a third party to assemble the full corpus of affected certificates"';

const OID: FindingKind = {
  code: 'claim-heuristic-oid',
  severity: 'warning',
  summary: 'Certificates are listed that do not have the policy OID of the incident heuristic.',
  rule: RULE,
  advice: 'Widen the heuristic, or take the certificates out of the list.',
};
const RANGE: FindingKind = {
  code: 'claim-heuristic-range',
  severity: 'warning',
  summary:
    'Certificates are listed that were issued outside the time of the incident heuristic, by notBefore and by SCT.',
  rule: RULE,
  advice: 'Widen the range, or take the certificates out of the list.',
};

/** By what a third party is to tell the affected certificates. */
export const heuristic: ClaimCheck = {
  kinds: [OID, RANGE],
  of: ['heuristic-oid', 'heuristic-range'],
  judge: (claim, view) =>
    claim.kind === 'heuristic-oid' ? judgeOid(claim, view) : judgeRange(claim, view),
};

function judgeOid(claim: Claim, view: ClaimView): Judgement {
  const { policies, certificates } = view.listed.impact;
  const examined = certificates.total - certificates.notExamined;
  if (examined === 0) return unchecked('no certificate could be examined');
  const having = (oid: string): number => policies.find((policy) => policy.oid === oid)?.count ?? 0;
  const oid = claim.value as string;
  const count = having(oid);
  if (count === examined) return holds(oid);
  const explanation = `${formatCount(count)} of ${formatCount(examined)} certificates have it`;
  const oids = new Set(
    view.claims.filter(({ kind }) => kind === 'heuristic-oid').map(({ value }) => value as string),
  );
  // one of several OIDs is enough; whether every certificate has one is not known if the sum allows it
  const sum = [...oids].reduce((all, each) => all + having(each), 0);
  if (oids.size > 1 && sum >= examined) {
    return count > 0 ? holdsWithin(oid, explanation) : unchecked(explanation);
  }
  const missing = examined - sum;
  const message = `at least ${formatCount(missing)} of ${formatCount(examined)} certificates do not have the policy of the heuristic`;
  const detail = { message, actual: claim.quote };
  const isFirst = view.claims.find(({ kind }) => kind === 'heuristic-oid') === claim;
  return {
    verdict: 'differs',
    computed: null,
    difference: -missing,
    explanation,
    ...(isFirst && { finding: { kind: OID, detail } }),
  };
}

function judgeRange(claim: Claim, view: ClaimView): Judgement {
  const readings = [claim.value, claim.alternative].flatMap((value) => {
    const range = readRange(value);
    return range === undefined ? [] : [range];
  });
  const [range] = readings;
  if (range === undefined) return unchecked('it is no range that can be compared');
  const { certificates } = view.listed.impact;
  const examined = certificates.total - certificates.notExamined;
  if (examined === 0) return unchecked('no certificate could be examined');
  const outside = readings.map((reading) => countOutside(reading, view));
  const least = Math.min(...outside);
  if (least === 0) {
    const isFirstReading = outside[0] === 0;
    if (!isFirstReading) return holdsWithin(null, 'in the other reading of its dates');
    return { verdict: 'holds', explanation: 'all certificates were issued within it' };
  }
  if (readings.every(isInverted)) return unchecked('it ends before it begins');
  const explanation = `${formatCount(least)} of ${formatCount(examined)} certificates were issued outside it`;
  const detail = { message: explanation, actual: claim.quote };
  const finding = { kind: RANGE, detail };
  return { verdict: 'differs', difference: -least, explanation, finding };
}

interface Range {
  readonly from: ClaimedInstant | undefined;
  readonly to: ClaimedInstant | undefined;
}

function readRange(value: Claim['value'] | undefined): Range | undefined {
  if (typeof value !== 'object' || !('from' in value)) return undefined;
  const { from, to } = value;
  const range = {
    from: from === null ? undefined : parseClaimed(from),
    to: to === null ? undefined : parseClaimed(to),
  };
  return range.from === undefined && range.to === undefined ? undefined : range;
}

function isInverted({ from, to }: Range): boolean {
  return from !== undefined && to !== undefined && from.start > to.start;
}

/** A certificate is outside only if everything that tells of its issuance is, with all that zones may do. */
function countOutside({ from, to }: Range, view: ClaimView): number {
  const first = from === undefined ? -Infinity : widest(from).first;
  const last = to === undefined ? Infinity : widest(to).last;
  let count = 0;
  view.listed.eachIssued((notBefore, sct) => {
    const slack = Number.isNaN(sct) ? SIGNING_SECONDS : 0;
    const isOutside = (at: number): boolean => at < first - slack || at > last + slack;
    if (Number.isNaN(notBefore) || !isOutside(notBefore)) return;
    if (Number.isNaN(sct) || isOutside(sct)) count++;
  });
  return count;
}

/** TLS BR §7.1.2.7: notBefore is within 48 hours of signing. */
const SIGNING_SECONDS = 48 * 3600;
