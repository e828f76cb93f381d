/**
 * When a claim that was read is the claim that a person labelled: same kind, equal value (types as a
 * set), and a compatible qualifier. Of the words of the vocabulary both must have the same ("fewer than"
 * is "less than"); a scope in free words ("issue B", "in time") is compatible with any other and with
 * none, since nobody words it the same.
 */
import type { Claim } from '../../src/incident/claim.ts';

export interface LabelledClaim {
  readonly kind: string;
  readonly value: unknown;
  readonly qualifier?: string | null;
}

export interface Score {
  labelled: number;
  read: number;
  matched: number;
}

const VOCABULARY: ReadonlySet<string> = new Set([
  ...['approximately', 'at least', 'more than', 'less than', 'up to', 'after', 'since', 'until'],
  ...['year implied', 'all', 'implied'],
]);

export function isSameClaim(claim: Claim, labelled: LabelledClaim): boolean {
  return (
    claim.kind === labelled.kind &&
    JSON.stringify(plain(claim.value)) === JSON.stringify(plain(labelled.value)) &&
    isCompatible(claim.qualifier, labelled.qualifier ?? null)
  );
}

function plain(value: unknown): unknown {
  if (Array.isArray(value)) return [...(value as string[])].sort();
  if (typeof value !== 'object' || value === null) return value;
  return Object.entries(value).sort(([one], [other]) => (one < other ? -1 : 1));
}

function isCompatible(read: string | null, labelled: string | null): boolean {
  if (labelled !== null && !isOfVocabulary(labelled)) return true;
  return JSON.stringify(vocabularyOf(read)) === JSON.stringify(vocabularyOf(labelled));
}

function isOfVocabulary(qualifier: string): boolean {
  return parts(qualifier).every((part) => VOCABULARY.has(part));
}

function vocabularyOf(qualifier: string | null): string[] {
  return parts(qualifier ?? '')
    .filter((part) => VOCABULARY.has(part))
    .sort();
}

function parts(qualifier: string): string[] {
  return qualifier.split(',').map((part) => part.trim().replace('fewer than', 'less than'));
}

/** Matches each label with at most one claim, and adds it up by kind. */
export function addScores(
  scores: Map<string, Score>,
  claims: readonly Claim[],
  labels: readonly LabelledClaim[],
): void {
  const left = [...labels];
  for (const claim of claims) {
    const score = scoreOf(scores, claim.kind);
    score.read++;
    const at = left.findIndex((labelled) => isSameClaim(claim, labelled));
    if (at < 0) continue;
    score.matched++;
    left.splice(at, 1);
  }
  for (const { kind } of labels) scoreOf(scores, kind).labelled++;
}

export function totalOf(scores: ReadonlyMap<string, Score>): Score {
  const total = { labelled: 0, read: 0, matched: 0 };
  for (const { labelled, read, matched } of scores.values()) {
    total.labelled += labelled;
    total.read += read;
    total.matched += matched;
  }
  return total;
}

/** A line a kind, for the message of a failed test. */
export function scoreTable(scores: ReadonlyMap<string, Score>): string {
  const rows = [...scores, ['all', totalOf(scores)] as const];
  return rows
    .map(([kind, { labelled, read, matched }]) => {
      const precision = read === 0 ? '-' : (matched / read).toFixed(2);
      const recall = labelled === 0 ? '-' : (matched / labelled).toFixed(2);
      return `${kind.padEnd(26)} labelled ${String(labelled)} read ${String(read)} matched ${String(matched)} precision ${precision} recall ${recall}`;
    })
    .join('\n');
}

function scoreOf(scores: Map<string, Score>, kind: string): Score {
  const known = scores.get(kind);
  if (known !== undefined) return known;
  const score = { labelled: 0, read: 0, matched: 0 };
  scores.set(kind, score);
  return score;
}
