import type { Claim } from '../../../incident/claim.ts';
import type { Figures, Issuance } from '../../../impact/impact.ts';
import type { FindingKind } from '../../check.ts';
import type { ClaimCheck } from '../../claim-check.ts';
import {
  type Agreement,
  agreement,
  type ClaimedInstant,
  formatSpan,
  parseClaimed,
  widest,
} from '../../claims/claimed-instant.ts';
import { type ClaimView, isComplete, isExamined } from '../../claims/listed.ts';
import { meaningOf } from '../../claims/meaning.ts';
import { holds, holdsWithin, type Judgement, unchecked } from '../../claims/verdict.ts';

const RULE =
  'IRG 3.2 Impact: "whether the affected objects share features (such as issuance time, …)"; IRG 1.0 §4: "the date the first and last certificates with that problem were issued"';

const DATE: FindingKind = {
  code: 'claim-date-differs',
  severity: 'error',
  summary:
    'The date of the first or of the last issuance is neither the notBefore nor the SCT time of the certificates listed.',
  rule: RULE,
  advice: 'Correct the date, or the list.',
};
const ZONE: FindingKind = {
  code: 'claim-zone-differs',
  severity: 'warning',
  summary:
    'The time of the first or of the last issuance is right in another time zone than it says.',
  rule: 'IRG 3.2 Timeline: "All times MUST be in UTC or UTC+local offset"',
  advice: 'State the zone that the time is in.',
};
const NEAR: FindingKind = {
  code: 'claim-date-near',
  severity: 'note',
  summary:
    'The date of the first or of the last issuance is not that of notBefore, but so near that the certificate may have been signed then.',
  rule: 'TLS BR §7.1.2.7: notBefore is "within 48 hours of the certificate signing operation"',
  advice: 'Say whether notBefore or the time of signing is meant.',
};

/** When the first and the last certificate was issued. */
export const issuance: ClaimCheck = {
  kinds: [DATE, ZONE, NEAR],
  of: ['first-issued', 'last-issued'],
  judge(claim, view) {
    const claimed = parseClaimed(claim.value as string);
    const instants = instantsOf(view.listed.impact, claim);
    if (claimed === undefined) return unchecked('it is no date that can be compared');
    if (instants.length === 0) return unchecked('no certificate could be examined');
    const { bound, scope } = meaningOf(claim);
    if (bound !== 'exactly') return judgeBound(claimed, bound, instants);
    for (const value of [claim.value, claim.alternative]) {
      const read = typeof value === 'string' ? parseClaimed(value) : undefined;
      const met = read && meets(claim, read, instants, value !== claim.value);
      if (met !== undefined) return met;
    }
    for (const group of view.listed.impact.groups) {
      const met = meets(claim, claimed, instantsOf(group, claim), false);
      if (met !== undefined && met.verdict !== 'explained') {
        return holdsWithin(
          met.computed ?? null,
          `of the list ${group.name}: ${met.explanation ?? ''}`,
        );
      }
    }
    if (scope !== undefined) return unchecked(`meant of "${scope}"`, instants[0]!.text);
    return judgeDifference(claim, claimed, instants, view);
  },
};

interface Instant {
  readonly what: 'notBefore' | 'SCT';
  readonly text: string;
  readonly at: number;
}

function instantsOf({ issuance }: Pick<Figures, 'issuance'>, { kind }: Claim): Instant[] {
  const end = kind === 'first-issued' ? 'first' : 'last';
  const { notBefore, sct }: Issuance = issuance;
  const of = (what: Instant['what'], text: string | null): Instant[] =>
    text === null ? [] : [{ what, text, at: Date.parse(text) / 1000 }];
  return [...of('notBefore', notBefore[end]), ...of('SCT', sct[end])];
}

function judgeBound(
  claimed: ClaimedInstant,
  bound: string,
  instants: readonly Instant[],
): Judgement {
  const { first, last } = widest(claimed);
  const isAfter = bound === 'at least' || bound === 'more than';
  const met = instants.filter(({ at }) => (isAfter ? at >= first : at <= last));
  const { text, what } = met[0] ?? instants[0]!;
  const explanation = `by ${what} it is ${text}`;
  return met.length > 0 ? holdsWithin(text, explanation) : unchecked(explanation, text);
}

/** Whether an instant agrees; in another zone than is stated, it is explained. */
function meets(
  claim: Claim,
  claimed: ClaimedInstant,
  instants: readonly Instant[],
  isOtherReading: boolean,
): Judgement | undefined {
  const agreeing = instants.map((instant) => ({ instant, how: agreement(claimed, instant.at) }));
  const other = typeof claim.alternative === 'string' ? claim.alternative : '';
  const readAs = isOtherReading ? `, read as ${other}` : '';
  const best = (kind: Agreement['kind']): Instant[] =>
    agreeing.filter(({ how }) => how?.kind === kind).map(({ instant }) => instant);
  const named = (found: readonly Instant[]): string => found.map(({ what }) => what).join(' and ');
  const timed = best('time');
  if (timed.length > 0) {
    const explanation = `by ${named(timed)}${readAs}`;
    const { text } = timed[0]!;
    return isOtherReading ? holdsWithin(text, explanation) : holds(text, explanation);
  }
  const dated = best('day');
  if (dated.length > 0) return holdsWithin(dated[0]!.text, `by day, by ${named(dated)}${readAs}`);
  const zoned = agreeing.find(({ how }) => how?.kind === 'zone');
  if (zoned?.how?.kind === 'zone') {
    const { text, what } = zoned.instant;
    const explanation = `by ${what}, in the time zone ${zoned.how.offset}${readAs}`;
    if (!zoned.how.isStated) return holdsWithin(text, explanation);
    const message = `the time is right ${explanation}, and not in the one that is stated`;
    const finding = { kind: ZONE, detail: { message, expected: text, actual: claim.quote } };
    const difference = formatSpan(zoned.instant.at - claimed.start);
    return { verdict: 'explained', computed: text, difference, explanation, finding };
  }
  const [elsewhere] = best('day elsewhere');
  if (elsewhere === undefined) return undefined;
  return holdsWithin(
    elsewhere.text,
    `by day in another time zone than UTC, by ${elsewhere.what}${readAs}`,
  );
}

function judgeDifference(
  claim: Claim,
  claimed: ClaimedInstant,
  instants: readonly Instant[],
  view: ClaimView,
): Judgement {
  const nearest = [...instants].sort(
    (a, b) => distance(claimed, a.at) - distance(claimed, b.at),
  )[0]!;
  const computed = nearest.text;
  const difference = formatSpan(nearest.at - claimed.start);
  const isOutside =
    claim.kind === 'first-issued' ? claimed.end <= nearest.at : claimed.start > nearest.at;
  const explanation = instants.map(({ what, text }) => `by ${what} it is ${text}`).join(', ');
  const { isYearImplied } = meaningOf(claim);
  if (isYearImplied) return unchecked(explanation, computed);
  const isAllThere = isComplete(view) && isExamined(view.listed);
  if (isOutside && !isAllThere) {
    return unchecked(`${explanation}; not all certificates are listed and examined`, computed);
  }
  const what = claim.kind === 'first-issued' ? 'first' : 'last';
  const message = `the ${what} of the certificates listed was issued otherwise: ${explanation}`;
  const kind = isNearSigning(claimed, instants, view) ? NEAR : DATE;
  const finding = { kind, detail: { message, expected: computed, actual: claim.quote } };
  return { verdict: 'differs', computed, difference, explanation, finding };
}

/** Without SCTs, all that is known of the time of signing is that it is near notBefore. */
function isNearSigning(
  claimed: ClaimedInstant,
  instants: readonly Instant[],
  { listed: { impact } }: ClaimView,
): boolean {
  const { total, notExamined } = impact.certificates;
  if (impact.issuance.sct.certificates === total - notExamined) return false;
  return instants.some(({ at }) => distance(claimed, at) <= SIGNING_SECONDS);
}

const SIGNING_SECONDS = 48 * 3600;

function distance({ start, end }: ClaimedInstant, at: number): number {
  return at < start ? start - at : at >= end ? at - end + 1 : 0;
}
