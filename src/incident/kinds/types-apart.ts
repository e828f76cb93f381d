import type { Draft } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';

/**
 * The counts of types that are told one by one: "Problem 1: 16 DV certificates …. Problem 2: 10 OV
 * certificates …", where they add up to the total with those that are divided.
 */
export function typesOfProblems(
  counts: readonly Draft[],
  drafts: readonly Draft[],
  totals: readonly Draft[],
): Draft[] {
  const [total] = totals;
  if (total === undefined || totals.length > 1 || total.qualifier !== null) return [];
  const known = new Map<string, number>();
  for (const { kind, value } of drafts) {
    if (kind !== 'count-by-type') continue;
    const { type, count } = value as { type: string; count: number };
    known.set(type, count);
  }
  const told: Draft[] = [];
  for (const draft of counts) {
    const type = draft === total ? undefined : typeOfCount(draft);
    if (type === undefined || known.has(type)) continue;
    known.set(type, draft.value as number);
    told.push({ ...draft, kind: 'count-by-type', value: { type, count: draft.value as number } });
  }
  const sum = Array.from(known.values()).reduce((all, count) => all + count, 0);
  return known.size >= 2 && sum === total.value ? told : [];
}

/** The only type of the phrase that a count was read from. */
function typeOfCount({ value, qualifier, statement }: Draft): string | undefined {
  if (qualifier !== null) return undefined;
  const phrases = statement.sentence.elements.filter(isPhrase);
  const types = phrases.find(({ count }) => count === value)?.types ?? [];
  return types.length === 1 ? types[0] : undefined;
}
