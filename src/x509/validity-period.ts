import { GENERALIZED_TIME, UTC_TIME, contextConstructed } from '../der/tags.ts';
import type { DerReader } from '../der/reader.ts';
import { TIME_UNREADABLE, TimeReader } from '../der/time.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const MISSING_FIELD = problemNumber('missing-field');
const TRAILING_DATA = problemNumber('trailing-data');
const BAD_TIME = problemNumber('bad-time');
const NONSTANDARD_TIME = problemNumber('nonstandard-time');
const INVERTED_VALIDITY = problemNumber('inverted-validity');

/** Reads Validity ::= SEQUENCE { notBefore Time, notAfter Time } (RFC 5280 §4.1.2.5). */
export class ValidityReader {
  /** Seconds since 1970; NaN when unreadable. */
  notBefore = NaN;
  notAfter = NaN;
  readonly #time: TimeReader = new TimeReader();

  /** Reads the content of the SEQUENCE. */
  read(der: DerReader, start: number, end: number, problems: ProblemLog): void {
    this.notBefore = this.#readTime(der, start, end, problems);
    this.notAfter = this.#readTime(der, der.next, end, problems);
    if (der.next < end) problems.add(TRAILING_DATA, der.next);
    if (this.notAfter < this.notBefore) problems.add(INVERTED_VALIDITY, start);
  }

  #readTime(der: DerReader, pos: number, end: number, problems: ProblemLog): number {
    if (!der.read(pos, end)) {
      problems.add(MISSING_FIELD, pos);
      return NaN;
    }
    if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
    const seconds = this.#time.read(der.tag, der.bytes, der.contentStart, der.contentEnd);
    if (this.#time.flaws !== 0) {
      const unreadable = (this.#time.flaws & TIME_UNREADABLE) !== 0;
      problems.add(unreadable ? BAD_TIME : NONSTANDARD_TIME, pos);
    }
    return seconds;
  }
}

/**
 * Whether an element in the place of Validity tells that this is no certificate at all: a CRL has
 * thisUpdate there (RFC 5280 §5.1.2), and a certificate request, whose key is then taken for the
 * issuer, its attributes `[0]` (RFC 2986 §4.1).
 */
export function isOtherThanValidity(tag: number): boolean {
  return tag === UTC_TIME || tag === GENERALIZED_TIME || tag === contextConstructed(0);
}
