import type { Claim } from '../../../incident/claim.ts';
import { formatCount } from '../../../impact/count.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import { type ClaimView, isComplete, isExamined } from '../../claims/listed.ts';
import { isMet, meaningOf } from '../../claims/meaning.ts';
import { isOfType, isUnnamed } from '../../claims/type-names.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2 Impact: "A summary of the corresponding CA/Browser Forum policy OIDs (i.e., DV, IV, OV, and EV) that appear in the certificates affected by this incident"';

const TYPES: FindingKind = {
  code: 'claim-types-differ',
  severity: 'error',
  summary: 'The validation types in the report are not those of the certificates listed.',
  rule: RULE,
  advice: 'Name the types whose policy OIDs the certificates have.',
};
const COUNT: FindingKind = {
  code: 'claim-type-count-differs',
  severity: 'error',
  summary: 'The number of certificates of a type is not that of those listed.',
  rule: RULE,
  advice: 'Correct the number; the policy OIDs of the certificates decide.',
};

/** Which types the certificates are of, and how many of each. */
export const type: ClaimCheck = {
  kinds: [TYPES, COUNT],
  of: ['types', 'count-by-type'],
  judge(claim, view) {
    if (claim.kind === 'types') return judgeTypes(claim, view);
    return judgeCount(claim, view);
  },
};

function judgeTypes(claim: Claim, view: ClaimView): Judgement {
  const named = claim.value as readonly string[];
  const { validationTypes } = view.listed.impact;
  const { scope } = meaningOf(claim);
  const found = validationTypes.map((each) => each.type);
  const unnamed = validationTypes.filter(
    (each) => !isUnnamed(each.type) && !named.some((name) => isOfType(each.type, name)),
  );
  const absent = named.filter((name) => !found.some((each) => isOfType(each, name)));
  if (found.length === 0) return unchecked('no certificate could be examined');
  if (unnamed.length === 0 && absent.length === 0) return holds(found);
  // scopes such as "and TLS server" add types
  if (scope !== undefined) return unchecked(`meant of "${scope}"`, found);
  const certain = unnamed.filter(({ count, inferred }) => count > inferred);
  if (certain.length > 0) {
    const count = certain.reduce((sum, each) => sum + each.count - each.inferred, 0);
    const which = certain
      .map((each) => countText(each.count - each.inferred, each.type))
      .join(', ');
    const are = count === 1 ? 'is' : 'are';
    return differing(
      claim,
      found,
      `${which} ${are} listed, and the report does not name ${certain.length === 1 ? 'this type' : 'these types'}`,
    );
  }
  if (unnamed.length > 0) {
    return unchecked('no policy OID tells the type of some certificates', found);
  }
  const missing = absent.join(', ');
  const isKnown = validationTypes.every(
    ({ type, inferred }) => inferred === 0 && type !== 'unknown',
  );
  if (isKnown && isComplete(view) && isExamined(view.listed)) {
    return differing(claim, found, `no certificate listed is of the type ${missing}`);
  }
  return unchecked(`no certificate that was examined is of the type ${missing}`, found);
}

function differing(claim: Claim, computed: readonly string[], message: string): Judgement {
  const detail = { message, expected: computed.join(', '), actual: claim.quote };
  return { verdict: 'differs', computed, explanation: message, finding: { kind: TYPES, detail } };
}

function judgeCount(claim: Claim, view: ClaimView): Judgement {
  const { type: name, count } = claim.value as { type: string; count: number };
  const { validationTypes, certificates } = view.listed.impact;
  const { bound, scope } = meaningOf(claim);
  const of = validationTypes.filter(({ type }) => isOfType(type, name));
  const actual = of.reduce((sum, each) => sum + each.count, 0);
  const low = of.reduce((sum, each) => sum + each.count - each.inferred, 0);
  const doubtful = validationTypes
    .filter((each) => !of.includes(each))
    .reduce((sum, each) => sum + (each.type === 'unknown' ? each.count : each.inferred), 0);
  const high = actual + doubtful + certificates.notExamined;
  const computed = { type: name, count: actual };
  const difference = actual - count;
  if (actual === count) return holds(computed);
  if (isMet(bound, count, actual))
    return holdsWithin(computed, countText(actual, name), difference);
  if (scope !== undefined) return unchecked(`meant of "${scope}"`, computed);
  const isBetween = count >= low && count <= high;
  if (isBetween || bound !== 'exactly' || (count > high && !isComplete(view))) {
    return unchecked(`${countText(actual, name)} were found among those listed`, computed);
  }
  const message = `${countText(actual, name)} ${actual === 1 ? 'is' : 'are'} listed, and not ${formatCount(count)}`;
  const detail = { message, expected: formatCount(actual), actual: claim.quote };
  return {
    verdict: 'differs',
    computed,
    difference,
    explanation: message,
    finding: { kind: COUNT, detail },
  };
}

function countText(count: number, type: string): string {
  return `${formatCount(count)} ${type} ${count === 1 ? 'certificate' : 'certificates'}`;
}
