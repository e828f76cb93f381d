import type { DerReader } from '../der/reader.ts';
import { BOOLEAN, SEQUENCE } from '../der/tags.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const BAD_EXTENSION = problemNumber('bad-extension');

/** BasicConstraints ::= SEQUENCE { cA BOOLEAN DEFAULT FALSE, … } (RFC 5280 §4.2.1.9): is cA TRUE? */
export function readIsCa(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): boolean {
  if (!der.readTag(start, end, SEQUENCE)) problems.add(BAD_EXTENSION, start);
  if (start >= end) return false;
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  if (!der.readTag(der.contentStart, der.contentEnd, BOOLEAN)) return false;
  // BER allows any octet but 0 for TRUE (X.690 §8.2.2)
  return der.contentEnd > der.contentStart && der.bytes[der.contentStart] !== 0;
}
