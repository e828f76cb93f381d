/** Which of several numbers is the one that the report stands by. */
import type { ClaimKind } from '../claim.ts';
import { ALL, type Draft, ONLY } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import type { Section } from '../document/section.ts';
import { isCountOfList } from '../kinds/counted-list.ts';

/** The total: of the template's field, else of a sum, else what is said first; "additional" ones besides. */
export function resolveTotals(drafts: readonly Draft[]): Draft[] {
  const fields = drafts.filter(({ strength }) => strength === 'field');
  const affected = fields.find(({ statement }) =>
    isOfAffected(statement.passage.field?.label.text),
  );
  if (fields.length > 0) return [affected ?? fields[0]!];
  const told = withoutTypes(drafts);
  const strong = told.filter(({ strength }) => strength !== 'weak');
  const placed = fromBestSections(strong.length > 0 ? strong : told);
  const quoted = placed.filter((draft) => draft.statement.passage.quoted);
  const own = placed.filter((draft) => !draft.statement.passage.quoted);
  return [...resolveOwn(quoted), ...resolveOwn(own)];
}

/** "Certificates issued: 5,012,406. Certificates affected: 23." */
function isOfAffected(label: string | undefined): boolean {
  return /\b(?:affected|impacted|misissued)\b/i.test(label ?? '');
}

/** "171 certificates. 100 DV certificates have been replaced": beside a larger number, that of a type is a part. */
function withoutTypes(drafts: readonly Draft[]): readonly Draft[] {
  const whole = Math.max(
    ...drafts.flatMap(({ value, strength, ...draft }) =>
      typeof value === 'number' && strength !== 'weak' && !isOfType({ ...draft, value, strength })
        ? [value]
        : [],
    ),
  );
  return drafts.filter(
    (draft) => isAdditional(draft) || !isOfType(draft) || (draft.value as number) >= whole,
  );
}

/** Whether the number is that of the certificates of one type. */
function isOfType({ value, statement: { sentence }, start, end, statement }: Draft): boolean {
  const { starts } = statement.passage.content;
  return sentence.elements.some((element) => {
    const place = starts[element.start] ?? 0;
    if (!isPhrase(element) || element.types.length !== 1 || place < start || place >= end)
      return false;
    return element.count === value || (element.count === undefined && element.form === 'DEF');
  });
}

function resolveOwn(drafts: readonly Draft[]): Draft[] {
  const sums = drafts.filter(({ strength }) => strength === 'sum');
  const lastSum = sums.at(-1)?.statement.order ?? -1;
  const main =
    sums.length > 0 ? sums : drafts.filter((draft) => !isAdditional(draft)).slice(0, MAX_TOTALS);
  const corrected = drafts.filter(
    (draft) => !main.includes(draft) && CORRECTS.test(draft.statement.sentence.form),
  );
  // what a sum comes after is in it
  const additional = drafts.filter(
    (draft) => isAdditional(draft) && draft.statement.order > lastSum && !main.includes(draft),
  );
  return [...distinct(main), ...distinct(corrected), ...additional];
}

/** Numbers of the Impact, the Summary or no section go before those of a timeline; other sections tell of other things. */
function fromBestSections(drafts: readonly Draft[]): Draft[] {
  const inFront = drafts.filter((draft) => FRONT.has(draft.statement.passage.section));
  if (inFront.length > 0) return inFront;
  const notElsewhere = drafts.filter((draft) => !ELSEWHERE.has(draft.statement.passage.section));
  return notElsewhere.length > 0 ? notElsewhere : drafts.filter(isCountOfList);
}

/** "All were revoked": as many as there are, where that is known; else none is valid any longer. */
export function resolveAll(
  draft: Draft,
  totals: readonly Draft[],
  others: readonly Draft[],
): Draft | undefined {
  if (draft.value === ONLY) {
    return totals.length === 1 && totals[0]!.value === 1 ? { ...draft, value: 1 } : undefined;
  }
  if (draft.value !== ALL) return draft;
  // a number says more than "all"
  if (others.some(({ kind, value }) => kind === draft.kind && typeof value === 'number'))
    return undefined;
  const values = new Set(totals.map(({ value }) => value));
  if (values.size === 1) return { ...draft, value: totals[0]!.value };
  const known = others.find(({ kind }) => kind === 'remaining-valid' || kind === 'finals');
  if (values.size === 0 && known !== undefined) {
    return known.value === 0 ? undefined : { ...draft, value: known.value };
  }
  if (!ENDED.has(draft.kind)) return undefined;
  const { sentence } = draft.statement;
  const isEvery = sentence.elements.some((element) => isPhrase(element) && element.form === 'ALL');
  if (!isEvery) return undefined;
  return { ...draft, kind: 'remaining-valid', value: 0, qualifier: 'implied' };
}

const ENDED: ReadonlySet<ClaimKind> = new Set(['revoked', 'expired']);

/** A report without a sum may tell of two problems; more numbers than that are parts of them. */
const MAX_TOTALS = 2;

function isAdditional({ qualifier }: Draft): boolean {
  return qualifier?.includes('additional') === true;
}

function distinct(drafts: readonly Draft[]): Draft[] {
  const seen = new Set<unknown>();
  return drafts.filter(({ value }) => !seen.has(value) && seen.add(value));
}

const CORRECTS = / (?:however|actually|corrected|correction|instead|in fact|now|updated|revised) /;
const FRONT: ReadonlySet<Section> = new Set(['none', 'summary', 'impact', 'stopped']);
const ELSEWHERE: ReadonlySet<Section> = new Set([
  'related',
  'cause',
  'lessons',
  'actions',
  'appendix',
]);
