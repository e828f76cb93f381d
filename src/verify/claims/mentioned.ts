/** A doubt for the report: that something else was meant by the words that seem to be wrong. */
import type { Claim } from '../../incident/claim.ts';
import type { ClaimView } from './listed.ts';
import { isOfType, isUnnamed } from './type-names.ts';
import type { Judgement } from './verdict.ts';

/**
 * A claim that is read from prose, and contradicts what is listed, is no contradiction where the report has
 * the right number, date or types, too: whoever wrote it knows them, and the words that were taken for
 * the claim are more likely of something else (all certificates issued, another incident, a part). A field
 * of the template means what it says.
 */
export function unlessMentioned(claim: Claim, judgement: Judgement, view: ClaimView): Judgement {
  const { verdict, finding, explanation = '' } = judgement;
  const isAccused = verdict === 'differs' || (verdict === 'explained' && finding !== undefined);
  if (!isAccused || claim.inField === true || !isRightMentioned(claim, judgement, view)) {
    return judgement;
  }
  return {
    verdict: 'unchecked',
    computed: judgement.computed ?? null,
    explanation: `${explanation}; the report says this too, and this may be meant of something else`,
  };
}

function isRightMentioned(claim: Claim, judgement: Judgement, view: ClaimView): boolean {
  const { kind, value } = claim;
  if (kind === 'total' || kind === 'expired') return isNumberMentioned(judgement, view);
  if (kind === 'types') {
    return isOfPart(claim, view) || areTypesMentioned(value as readonly string[], view);
  }
  if (kind === 'count-by-type') return isCountMentioned(claim, judgement, view);
  const end = kind === 'first-issued' ? 'first' : kind === 'last-issued' ? 'last' : undefined;
  return end !== undefined && isDateMentioned(claim, end, judgement, view);
}

/** Of this type; the number of another type is understood. */
function isCountMentioned(
  claim: Claim,
  { computed }: Judgement,
  { claims, mentions }: ClaimView,
): boolean {
  const { type, count: right } = computed as TypeCount;
  const counts = claims.filter(({ kind }) => kind === claim.kind);
  const others = counts.filter((one) => one !== claim).map(({ value }) => value as TypeCount);
  if (others.some((one) => isOfType(one.type, type) || isOfType(type, one.type))) return true;
  return mentions.numbers.has(right) && others.every(({ count }) => count !== right);
}

interface TypeCount {
  readonly type: string;
  readonly count: number;
}

function isNumberMentioned({ computed, finding }: Judgement, { mentions }: ClaimView): boolean {
  // "34 (17 precertificates and 17 certificates)" has the right number in itself
  if (finding?.kind.code === 'claim-counts-twice') return false;
  return typeof computed === 'number' && mentions.numbers.has(computed);
}

function isDateMentioned(
  claim: Claim,
  end: 'first' | 'last',
  { verdict }: Judgement,
  { claims, mentions, listed: { impact } }: ClaimView,
): boolean {
  // right but for the zone
  if (verdict === 'explained') return false;
  const { notBefore, sct } = impact.issuance;
  return [notBefore[end], sct[end]].some((at) => {
    // "June 2024" is beside the month of another date
    const day = at?.slice(0, Math.min((claim.value as string).length, DAY));
    // what another claim says of this day is understood
    const isClaimed = claims.some(
      ({ value }) => typeof value === 'string' && value.startsWith(day ?? ''),
    );
    return day !== undefined && mentions.days.has(day) && !isClaimed;
  });
}

const DAY = '2026-11-21'.length;

/** "2 EV certificates are used by banks", where there are 30: the types of those are not those of all. */
function isOfPart({ quote }: Claim, { claims, listed }: ClaimView): boolean {
  const numbers = quote.match(NUMBERS)?.map((digits) => Number(digits.replaceAll(/[.,]/g, '')));
  const totals = claims.filter(({ kind }) => kind === 'total').map(({ value }) => value as number);
  const all = [listed.impact.certificates.total, Math.max(...totals)];
  return numbers !== undefined && !numbers.some((number) => all.includes(number));
}

const NUMBERS = /\d{1,3}(?:[.,]\d{3})+|\d+/g;

/** Those that the claim does not name; a type that no certificate is of was said all the same. */
function areTypesMentioned(named: readonly string[], { mentions, listed }: ClaimView): boolean {
  const types = listed.impact.validationTypes.map(({ type }) => type);
  const isMentioned = (type: string): boolean =>
    isUnnamed(type) || [...mentions.types].some((mentioned) => isOfType(type, mentioned));
  const isThere = (name: string): boolean => types.some((type) => isOfType(type, name));
  return types.every(isMentioned) && named.every(isThere);
}
