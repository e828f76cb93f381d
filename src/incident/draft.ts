import type { ClaimKind, ClaimValue } from './claim.ts';
import type { Passage } from './document/passage.ts';
import type { Element } from './phrases/phrase.ts';
import type { Sentence } from './phrases/sentence.ts';
import type { WrittenDate } from './tokens/date.ts';

/** A sentence with what it stands in; the kinds of claim are read from these. */
export interface Statement {
  readonly sentence: Sentence;
  readonly passage: Passage;
  /** 0-based, in the order of the report. */
  readonly order: number;
}

/** A claim before the whole report has been seen. */
export interface Draft {
  readonly kind: ClaimKind;
  /** A date waits for its year; `'all'` is the total, whatever it turns out to be. */
  readonly value: ClaimValue | WrittenDate | DraftRange | typeof ALL | typeof ONLY;
  readonly qualifier: string | null;
  readonly statement: Statement;
  /** In the report; `end` is exclusive. */
  readonly start: number;
  readonly end: number;
  readonly strength: Strength;
  /** The number of certificates that a date of issuance is told of, where it says one. */
  readonly of?: number;
  /** The number that a count by type is a part of, where it stands ahead: "152 are … (131 DV, 21 OV)". */
  readonly whole?: number;
}

/** "All certificates": as many as there are. */
export const ALL = Symbol('all');
/** "The certificate": the one that there is. */
export const ONLY = Symbol('only');

export interface DraftRange {
  readonly from: WrittenDate | null;
  readonly to: WrittenDate | null;
}

/**
 * - `field`: of the template; `sum`: "a total of"; `plain`: said in passing;
 * - `weak`: of use only when nothing else says it ("the 8 affected certificates were …").
 */
export type Strength = 'field' | 'sum' | 'plain' | 'weak';

/** A draft whose quote goes from the first to the last of some elements of a sentence. */
export function draftOf(
  kind: ClaimKind,
  value: Draft['value'],
  statement: Statement,
  from: number,
  to: number,
  rest: {
    readonly qualifier?: string | null;
    readonly strength?: Strength;
    readonly of?: number | undefined;
    readonly whole?: number | undefined;
  } = {},
): Draft {
  const { elements } = statement.sentence;
  const first: Element = elements[Math.min(from, elements.length - 1)]!;
  const last: Element = elements[Math.min(Math.max(from, to - 1), elements.length - 1)]!;
  return {
    kind,
    value,
    qualifier: rest.qualifier ?? null,
    statement,
    ...sourceOf(statement, first.start, Math.max(first.end, last.end)),
    strength: rest.strength ?? 'plain',
    ...(rest.of !== undefined && { of: rest.of }),
    ...(rest.whole !== undefined && { whole: rest.whole }),
  };
}

/** The place in the report of a stretch of a passage. */
export function sourceOf(
  { passage }: Statement,
  start: number,
  end: number,
): { readonly start: number; readonly end: number } {
  const { starts, ends } = passage.content;
  return { start: starts[start] ?? 0, end: ends[Math.max(start, end - 1)] ?? 0 };
}
