import type { Claim, ClaimKind, ClaimValue } from '../claim.ts';
import type { Draft, Statement, Strength } from '../draft.ts';
import { isPartLine } from '../kinds/number-field.ts';
import { readTypes } from '../kinds/types.ts';
import { typesOfProblems } from '../kinds/types-apart.ts';
import { resolveAll, resolveTotals } from './counts.ts';
import { resolveDivisions } from './divisions.ts';
import { scopedStatuses } from './status-parts.ts';
import { type DateHabits, dateHabits, isDateDraft, resolveDate } from './dates.ts';

/** A claim with its place in the report instead of its quote. */
export interface PlacedClaim extends Omit<Claim, 'quote' | 'line'> {
  readonly start: number;
  readonly end: number;
}

interface Candidate extends PlacedClaim {
  readonly strength: Strength;
}

/** Decides between the drafts of a report: what is said twice is one claim, and a field says it best. */
export function resolveDrafts(
  read: readonly Draft[],
  statements: readonly Statement[],
): PlacedClaim[] {
  const quoted = asQuoted(read, statements);
  const drafts = scopedStatuses(withoutLinesOfParts(quoted, statements), statements);
  const counted = drafts.filter(({ kind }) => kind === 'total');
  const totals = resolveTotals(withoutParts(counted, drafts));
  const others = [
    ...resolveDivisions(
      withoutDatesOfParts(
        drafts.filter(({ kind }) => kind !== 'total'),
        totals,
      ),
      totals,
    ),
    ...typesOfProblems(counted, drafts, totals),
  ];
  const listed = listedIssuers(others);
  const settled = [
    ...totals,
    ...others
      .filter(({ kind, value }) => kind !== 'issuer' || !listed.has(value))
      .flatMap((draft) => resolveAll(draft, totals, others) ?? []),
  ];
  if (!settled.some(({ kind }) => kind === 'types')) {
    const told = others.filter(({ kind }) => COUNTS.has(kind));
    settled.push(...readTypes(statements, [...totals, ...told], totals));
  }
  const habits = dateHabits(statements);
  const candidates = settled.flatMap((draft) => candidateOf(draft, habits) ?? []);
  return distinct(inDateOrder(preferred(candidates)))
    .map(withoutStrength)
    .sort((one, other) => one.start - other.start || one.end - other.end);
}

/** What a comment quotes is told as such, and not at all where the comment says it itself. */
function asQuoted(drafts: readonly Draft[], statements: readonly Statement[]): readonly Draft[] {
  const isQuoted = ({ statement }: Draft): boolean =>
    statement.passage.quoted && statement.passage.field === undefined;
  if (statements.every(({ passage }) => passage.quoted)) return drafts;
  const own = new Set(drafts.flatMap((draft) => (isQuoted(draft) ? [] : draft.kind)));
  return drafts.flatMap((draft) => {
    if (!isQuoted(draft)) return draft;
    if (draft.kind !== 'total' && own.has(draft.kind)) return [];
    return { ...draft, qualifier: [draft.qualifier, QUOTED].filter(Boolean).join(', ') };
  });
}

const QUOTED = 'as quoted';

function candidateOf(draft: Draft, habits: DateHabits): Candidate | undefined {
  const { kind, start, end, strength } = draft;
  const place = { kind, start, end, strength };
  if (!isDateDraft(draft)) {
    return { ...place, value: draft.value as ClaimValue, qualifier: draft.qualifier };
  }
  const date = resolveDate(draft, habits);
  if (date === undefined) return undefined;
  const qualifiers = [draft.qualifier, date.qualifier].filter((part) => part !== null);
  return { ...place, ...date, qualifier: qualifiers.join(', ') || null };
}

function withoutStrength(candidate: Candidate): PlacedClaim {
  const { kind, value, qualifier, start, end, alternative, strength } = candidate;
  const inField = strength === 'field' ? ({ inField: true } as const) : {};
  const claim = { kind, value, qualifier, start, end, ...inField };
  return alternative === undefined ? claim : { ...claim, alternative };
}

/** What the template's field says, or else what is called the first or the last, before what is said in passing. */
function preferred(candidates: readonly Candidate[]): Candidate[] {
  const kindsWith = (strength: Strength): Set<ClaimKind> =>
    new Set(candidates.filter((one) => one.strength === strength).map(({ kind }) => kind));
  const fields = kindsWith('field');
  const sums = kindsWith('sum');
  return candidates.filter(({ kind, strength }) => {
    if (fields.has(kind)) return strength === 'field';
    return !ISSUANCE.has(kind) || !sums.has(kind) || strength === 'sum';
  });
}

/** Of several dates of issuance, the earliest is the first and the latest the last. */
function inDateOrder(candidates: readonly Candidate[]): Candidate[] {
  const isOpen = ({ kind }: Candidate): boolean => ISSUANCE.has(kind);
  const ordered = candidates
    .filter(isOpen)
    .sort((one, other) => ((one.value as string) < (other.value as string) ? -1 : 1));
  return [
    ...candidates.filter((candidate) => !isOpen(candidate)),
    ...ordered.filter(({ kind }) => kind === 'first-issued'),
    ...ordered.filter(({ kind }) => kind === 'last-issued').reverse(),
  ];
}

/** Issuers that are named to say how many certificates each has; a column of a table names them all the same. */
function listedIssuers(drafts: readonly Draft[]): Set<unknown> {
  return new Set(
    drafts.flatMap(({ kind, value, strength }) =>
      kind === 'count-by-issuer' && strength !== 'field'
        ? [(value as { issuer: string }).issuer]
        : [],
    ),
  );
}

/** "A report concerned 3 certificates issued on …", where there are 30: when those were issued says nothing of all. */
function withoutDatesOfParts(drafts: readonly Draft[], totals: readonly Draft[]): Draft[] {
  const parts = new Set(drafts.flatMap(({ of }) => of ?? []));
  const all = Array.from(parts).reduce((sum, count) => sum + count, 0);
  const counts = totals.map(({ value }) => value as number);
  const sum = counts.reduce((whole, count) => whole + count, 0);
  // beside a larger number, the smaller is a part of it
  const isWhole = (count: number): boolean => count === sum || count === Math.max(...counts);
  if (totals.length === 0 || isWhole(all)) return [...drafts];
  return drafts.filter(({ of }) => of === undefined || isWhole(of));
}

/** Where each of several lines is of one type or issuer, so are its number and its dates. */
function withoutLinesOfParts(
  drafts: readonly Draft[],
  statements: readonly Statement[],
): readonly Draft[] {
  const lines = new Set(statements.filter(isPartLine));
  if (lines.size < 2) return drafts;
  return drafts.filter(
    ({ kind, statement }) => !(ISSUANCE.has(kind) || kind === 'total') || !lines.has(statement),
  );
}

/** A number that is one part of a division by type or issuer is no total. */
function withoutParts(totals: readonly Draft[], others: readonly Draft[]): Draft[] {
  const parts = others.filter(({ kind }) => kind === 'count-by-type' || kind === 'count-by-issuer');
  return totals.filter(
    ({ value, start, end, strength }) =>
      strength === 'field' ||
      strength === 'sum' ||
      !parts.some(
        (part) =>
          (part.value as { count: number }).count === value && part.start < end && start < part.end,
      ),
  );
}

/** Of one kind and value one is enough; of some kinds there can be but one value. */
function distinct(candidates: readonly Candidate[]): Candidate[] {
  const seen = new Set<string>();
  return candidates.filter(({ kind, value, qualifier, start }) => {
    const isAdditional = qualifier?.includes('additional') === true;
    const said = `${kind} ${JSON.stringify(value)}${isAdditional ? ` ${String(start)}` : ''}`;
    const key = SINGLE.has(kind) ? kind : said;
    if (seen.has(key)) return false;
    seen.add(key);
    return true;
  });
}

const ISSUANCE: ReadonlySet<ClaimKind> = new Set(['first-issued', 'last-issued']);

/** Where the certificates are told of, and so their types. */
const COUNTS: ReadonlySet<ClaimKind> = new Set([
  ...(['remaining-valid', 'revoked', 'not-revoked', 'expired', 'finals'] as const),
  ...(['precertificates', 'count-by-type', 'count-by-issuer'] as const),
  ...(['first-issued', 'last-issued', 'issuance-stopped'] as const),
]);

const SINGLE: ReadonlySet<ClaimKind> = new Set([
  ...(['types', 'first-issued', 'last-issued', 'issuance-stopped'] as const),
  ...(['full-list-in-appendix', 'noncompliance-start'] as const),
  ...(['noncompliance-identified', 'noncompliance-end'] as const),
]);
