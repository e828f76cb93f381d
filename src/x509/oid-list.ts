import { DerReader } from '../der/reader.ts';
import { shortEnd } from '../der/octets.ts';
import { isReadableOid, tryDecodeOid } from '../der/oid.ts';
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
  if (!der.readTag(start, end, SEQUENCE)) problems.add(BAD_EXTENSION, start);
  if (start >= end) return;
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  const listEnd = der.contentEnd;
  if (der.contentStart === listEnd) problems.add(BAD_EXTENSION, start);
  let pos = der.contentStart;
  for (;;) {
    pos = skipPlainOids(der.bytes, pos, listEnd, wrapped);
    if (!der.read(pos, listEnd)) return;
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

/** Passes over entries in which nothing can be wrong; returns the position of the first other one. */
function skipPlainOids(bytes: Uint8Array, pos: number, end: number, wrapped: boolean): number {
  for (;;) {
    const next = wrapped
      ? shortEnd(bytes, pos, end, SEQUENCE)
      : shortEnd(bytes, pos, end, OBJECT_IDENTIFIER);
    if (next === 0) return pos;
    const oid = wrapped ? pos + 2 : pos;
    const oidEnd = wrapped ? shortEnd(bytes, oid, next, OBJECT_IDENTIFIER) : next;
    if (oidEnd <= oid + 2 || bytes[oidEnd - 1]! >= 0x80) return pos;
    pos = next;
  }
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
