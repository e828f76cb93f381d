/** What a form of naming certificates is, and what it hands on. */
import type { Entry, LineProblem } from '../line.ts';

/** What the heading or table head above a line says the list holds. */
export type Expectation = 'serial' | 'fingerprint' | 'crt.sh id' | undefined;

interface Span {
  /** Half-open range of the line's text. */
  readonly start: number;
  readonly end: number;
}

/** A place that names a certificate by itself. */
export interface EntryMark extends Span {
  readonly kind: 'entry';
  readonly entry: Entry;
  readonly problem?: LineProblem;
}

/** A place where a certificate may be meant, but none is named. */
export interface ProblemMark extends Span {
  readonly kind: 'problem';
  readonly problem: LineProblem;
}

/** Hex digits; whether a fingerprint, a serial number or broken is settled with the whole line. */
export interface HexMark extends Span {
  readonly kind: 'hex';
  /** Lower case, without prefix and separators. */
  readonly digits: string;
  /** What the words before it call it. */
  readonly label: HexLabel | undefined;
  /** The label stands directly before it, as in `serial: 4d2a`. */
  readonly labelled: boolean;
  /** Written with `0x`. */
  readonly prefixed: boolean;
  /** Written in groups of bytes, `AB:CD:EF…`. */
  readonly grouped: boolean;
  /** The first thing on the line, or alone in its cell. */
  readonly ownField: boolean;
}

/** `other` is a digest or identifier that names no certificate: MD5, key identifier, SPKI hash. */
export type HexLabel = 'serial' | 'sha256' | 'sha1' | 'other';

export type Mark = EntryMark | ProblemMark | HexMark;

/**
 * One form in which appendices name certificates.
 *
 * `find` marks, from left to right and in linear time, what it recognises in a line's text; what an
 * earlier form has claimed there is overwritten with `CLAIMED`.
 */
export interface Form {
  readonly name: string;
  find(text: string, expects: Expectation): Mark[];
}

/** U+0001: the text has no control characters of its own any more when forms see it. */
export const CLAIMED = '\u0001';
