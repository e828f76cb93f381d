import { wordsBase, wordsOf } from '../der/octets.ts';
import { plainEnd, plainStart } from '../der/plain.ts';
import { DerReader } from '../der/reader.ts';
import { SEQUENCE, contextConstructed } from '../der/tags.ts';
import { decodeLatin1 } from '../der/text.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const BAD_EXTENSION = problemNumber('bad-extension');

/** A uniformResourceIdentifier of GeneralName, `[6] IA5String`. */
const URI = 0x86;

/** Checks CRLDistributionPoints ::= SEQUENCE OF DistributionPoint (RFC 5280 §4.2.1.13). */
export function checkDistributionPoints(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): void {
  const words = wordsOf(der.bytes);
  if (arePlainSequences(words, wordsBase + start, wordsBase + end)) return;
  if (!der.readTag(start, end, SEQUENCE)) problems.add(BAD_EXTENSION, start);
  if (start >= end) return;
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  const listEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
    if (der.tag !== SEQUENCE) problems.add(BAD_EXTENSION, pos);
    pos = der.next;
  }
}

/** True for a SEQUENCE of SEQUENCEs, all with plain headers. */
function arePlainSequences(words: DataView, start: number, end: number): boolean {
  const listEnd = plainEnd(words, start, end, SEQUENCE);
  if (listEnd === 0) return false;
  let pos = plainStart(words, start);
  while (pos < listEnd) {
    pos = plainEnd(words, pos, listEnd, SEQUENCE);
    if (pos === 0) return false;
  }
  return true;
}

/** The URIs of every distributionPoint's fullName, in order. */
export function decodeDistributionPoints(bytes: Uint8Array, start: number, end: number): string[] {
  const urls: string[] = [];
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return urls;
  const listEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    pos = der.next;
    // DistributionPoint { [0] distributionPoint { [0] fullName { GeneralName … } } … }
    if (!der.readTag(der.contentStart, der.contentEnd, contextConstructed(0))) continue;
    if (!der.readTag(der.contentStart, der.contentEnd, contextConstructed(0))) continue;
    const namesEnd = der.contentEnd;
    let at = der.contentStart;
    while (der.read(at, namesEnd)) {
      at = der.next;
      if (der.tag === URI) urls.push(decodeLatin1(bytes, der.contentStart, der.contentEnd));
    }
  }
  return urls;
}
