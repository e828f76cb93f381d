import { DerReader } from '../der/reader.ts';
import { isReadableOid, tryDecodeOid } from '../der/oid.ts';
import { wordsBase, wordsOf } from '../der/octets.ts';
import { plainEnd, plainOidEnd, plainOidSequenceEnd, plainStart } from '../der/plain.ts';
import { OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const BAD_EXTENSION = problemNumber('bad-extension');
const BAD_OID = problemNumber('bad-oid');

/**
 * Checks a list of OBJECT IDENTIFIERs: extKeyUsage, SEQUENCE OF KeyPurposeId (RFC 5280 §4.2.1.12),
 * or, first in a SEQUENCE each (`wrapped`), certificatePolicies (§4.2.1.4) and authorityInfoAccess
 * (§4.2.2.1).
 */
export function checkOids(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
  wrapped: boolean,
): void {
  const words = wordsOf(der.bytes);
  if (arePlainOids(words, wordsBase + start, wordsBase + end, wrapped)) return;
  if (!der.readTag(start, end, SEQUENCE)) problems.add(BAD_EXTENSION, start);
  if (start >= end) return;
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  const listEnd = der.contentEnd;
  if (der.contentStart === listEnd) problems.add(BAD_EXTENSION, start);
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
    const next = der.next;
    if (wrapped) {
      if (der.tag !== SEQUENCE) problems.add(BAD_EXTENSION, pos);
      if (!der.read(der.contentStart, der.contentEnd)) {
        problems.add(BAD_EXTENSION, pos);
        pos = next;
        continue;
      }
    }
    if (der.tag !== OBJECT_IDENTIFIER) problems.add(BAD_EXTENSION, pos);
    else if (!isReadableOid(der.bytes, der.contentStart, der.contentEnd)) {
      problems.add(BAD_OID, pos);
    }
    pos = next;
  }
}

/** True for a list of at least one readable OID, all with plain headers: nothing is wrong in it. */
function arePlainOids(words: DataView, start: number, end: number, wrapped: boolean): boolean {
  const listEnd = plainEnd(words, start, end, SEQUENCE);
  if (listEnd === 0) return false;
  let pos = plainStart(words, start);
  if (pos === listEnd) return false;
  while (pos < listEnd) {
    pos = wrapped ? plainOidSequenceEnd(words, pos, listEnd) : plainOidEnd(words, pos, listEnd);
    if (pos === 0) return false;
  }
  return true;
}

/** The OIDs of such a list in dotted decimal, in order, whatever their tags; what is none is left out. */
export function decodeOids(
  bytes: Uint8Array,
  start: number,
  end: number,
  wrapped: boolean,
): string[] {
  const oids: string[] = [];
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return oids;
  const listEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    pos = der.next;
    if (wrapped && !der.read(der.contentStart, der.contentEnd)) continue;
    const oid = tryDecodeOid(bytes, der.contentStart, der.contentEnd);
    if (oid !== undefined) oids.push(oid);
  }
  return oids;
}
