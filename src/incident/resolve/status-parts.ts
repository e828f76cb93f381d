/** Statuses that are told by type or by issuer: "RapidSSL CA: 30 (15 expired); GeoTrust CA: 20 (9 expired)". */
import type { ClaimKind } from '../claim.ts';
import { type Draft, sourceOf, type Statement } from '../draft.ts';
import { countOf, isPhrase, type Phrase } from '../phrases/phrase.ts';
import { typeOfWord } from '../tokens/validation-type.ts';

/** Drafts without those of a status that a sentence tells several times, each of a part; a single type is a scope. */
export function scopedStatuses(
  drafts: readonly Draft[],
  statements: readonly Statement[],
): readonly Draft[] {
  const types = new Set(statements.flatMap(typesIn));
  const told = new Map<Statement, Draft[]>();
  for (const draft of drafts) {
    const before = told.get(draft.statement);
    if (before === undefined) told.set(draft.statement, [draft]);
    else before.push(draft);
  }
  return drafts.flatMap((draft) => {
    if (!STATUSES.has(draft.kind) || draft.strength === 'field') return draft;
    if (isOfType(draft)) return draft;
    if (isOneOfSeveral(draft, told.get(draft.statement)!)) return [];
    const type = types.size > 1 ? typeOf(draft) : undefined;
    if (type === undefined) return draft;
    return { ...draft, qualifier: [draft.qualifier, type].filter(Boolean).join(', ') };
  });
}

function isOfType({ qualifier }: Draft): boolean {
  const parts = qualifier?.split(', ') ?? [];
  return parts.some((part) => typeOfWord(part.toLowerCase()) !== undefined);
}

/** "DV 145, of which 14 expired; OV 21, of which 4 expired": one number for each part, of the same status. */
function isOneOfSeveral(draft: Draft, beside: readonly Draft[]): boolean {
  const { elements, form } = draft.statement.sentence;
  const alike = beside.filter(({ kind, start }) => kind === draft.kind && start !== draft.start);
  if (alike.length === 0 || typeof draft.value !== 'number') return false;
  // "3 were revoked on Monday, 4 on Tuesday" is told by day
  if (form.includes(' @')) return false;
  return elements.filter((element) => countOf(element) !== undefined).length >= MIN_NUMBERS;
}

/** Two parts and their numbers of one status. */
const MIN_NUMBERS = 4;

/** The type of the certificates that a status is told of: "4 expired OV certificates", "of the DV certificates, 14 expired". */
function typeOf({ statement, start, end, value }: Draft): string | undefined {
  const { elements } = statement.sentence;
  const at = elements.findIndex((element) => placeOf(statement, element) >= start);
  const within = elements.filter((element): element is Phrase => {
    const place = placeOf(statement, element);
    return isPhrase(element) && place >= start && place < end;
  });
  const before = elements[at - 1];
  const counted = within.filter(({ count }) => count === value);
  const near = isPhrase(before) ? [...within, before] : within;
  const phrases = counted.length > 0 ? counted : near;
  const types = new Set(phrases.flatMap(({ types: named }) => named));
  const [type] = types;
  return types.size === 1 ? type : undefined;
}

function placeOf(statement: Statement, element: Statement['sentence']['elements'][number]): number {
  return sourceOf(statement, element.start, element.end).start;
}

function typesIn({ sentence }: Statement): readonly string[] {
  return sentence.elements.flatMap((element) => (isPhrase(element) ? element.types : []));
}

const STATUSES: ReadonlySet<ClaimKind> = new Set([
  ...(['expired', 'revoked', 'not-revoked', 'remaining-valid'] as const),
]);
