import type { ClaimValue } from '../claim.ts';
import type { Draft, DraftRange } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import { formatDate, otherReading, type WrittenDate } from '../tokens/date.ts';
import type { Statement } from '../draft.ts';

export interface ResolvedDate {
  readonly value: ClaimValue;
  readonly qualifier: string | null;
  readonly alternative?: ClaimValue;
}

/** The years that a report writes, by the place of the sentence. */
export interface DateHabits {
  readonly years: readonly { readonly order: number; readonly year: number }[];
  /** The order of day and month where the report's other dates tell it. */
  readonly slashed: 'day first' | 'month first' | undefined;
}

export function dateHabits(statements: readonly Statement[]): DateHabits {
  const years = statements.flatMap(({ sentence, order }) =>
    sentence.elements.flatMap((element) =>
      !isPhrase(element) && element.date?.year !== undefined
        ? [{ order, year: element.date.year }]
        : [],
    ),
  );
  const orders = new Set(
    statements.flatMap(({ sentence }) =>
      sentence.elements.flatMap((element) =>
        isPhrase(element) ? [] : (element.date?.slashed ?? []),
      ),
    ),
  );
  orders.delete('either');
  const [order] = orders;
  return { years, slashed: orders.size === 1 && order !== 'either' ? order : undefined };
}

/**
 * Writes a date as ISO 8601. A year that is missing is that of the date written last before it, else of
 * the next one, and marked so; `undefined` when the report writes none.
 */
export function resolveDate(draft: Draft, habits: DateHabits): ResolvedDate | undefined {
  const value = ordered(draft.value as WrittenDate | DraftRange, habits);
  const year = impliedYear(habits.years, draft.statement.order);
  if (!isRange(value)) {
    if (value.year === undefined && year === undefined) return undefined;
    const other = otherReading(value);
    const implied = value.year === undefined ? 'year implied' : null;
    if (other === undefined) return { value: formatDate(value, year), qualifier: implied };
    const alternative = formatDate(other, year);
    return { value: formatDate(value, year), qualifier: `or ${alternative}`, alternative };
  }
  const ends = [value.from, value.to];
  if (ends.some((end) => end !== null && end.year === undefined) && year === undefined) {
    return undefined;
  }
  const write = (end: WrittenDate | null): string | null => end && formatDate(end, year);
  const range = { from: write(value.from), to: write(value.to) };
  const others = ends.map((end) => end && otherReading(end));
  if (others.every((end) => end === null || end === undefined)) {
    return {
      value: range,
      qualifier: ends.some((end) => end?.year === undefined && end !== null)
        ? 'year implied'
        : null,
    };
  }
  // both dates are written by one hand: where one end can be read in one way only, so is the other
  if (
    ends.some((end, index) => end !== null && others[index] === undefined && end.day !== undefined)
  ) {
    return { value: range, qualifier: null };
  }
  const alternative = { from: write(others[0] ?? null), to: write(others[1] ?? null) };
  return {
    value: range,
    qualifier: `or ${String(alternative.from)} to ${String(alternative.to)}`,
    alternative,
  };
}

export function isDateDraft(draft: Draft): boolean {
  const { value } = draft;
  if (typeof value !== 'object' || Array.isArray(value)) return false;
  return 'zone' in value || (draft.kind === 'heuristic-range' && 'from' in value);
}

function isRange(value: WrittenDate | DraftRange): value is DraftRange {
  return 'from' in value;
}

function ordered(value: WrittenDate | DraftRange, habits: DateHabits): WrittenDate | DraftRange {
  if (isRange(value)) {
    return {
      from: value.from && orderedDate(value.from, habits),
      to: value.to && orderedDate(value.to, habits),
    };
  }
  return orderedDate(value, habits);
}

function orderedDate(date: WrittenDate, { slashed }: DateHabits): WrittenDate {
  if (slashed === undefined || date.slashed !== 'either') return date;
  return slashed === 'day first' ? otherReading(date)! : { ...date, slashed };
}

function impliedYear(years: DateHabits['years'], order: number): number | undefined {
  // the years come in the order of the report
  let low = 0;
  let high = years.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (years[middle]!.order <= order) low = middle + 1;
    else high = middle;
  }
  return (years[low - 1] ?? years[low])?.year;
}
