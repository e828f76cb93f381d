import { DerReader } from './reader.ts';
import { CONSTRUCTED, OCTET_STRING } from './tags.ts';

/** Bounds the nesting: pieces may come in pieces (X.690 §8.7.3.2), which nobody writes. */
const MAX_DEPTH = 4;

/**
 * The octets of a string that comes in pieces (constructed, X.690 §8.7.3, §8.23; DER forbids it),
 * joined. Pieces are octet strings by the rule, and of the string's own type in practice.
 * @param tag the identifier octet of the string
 * @returns undefined where `[start, end)` is no such sequence of pieces
 */
export function joinPieces(
  tag: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): Uint8Array | undefined {
  const pieces: Uint8Array[] = [];
  return gather(tag & ~CONSTRUCTED, bytes, start, end, pieces, 0)
    ? Buffer.concat(pieces)
    : undefined;
}

function gather(
  type: number,
  bytes: Uint8Array,
  start: number,
  end: number,
  pieces: Uint8Array[],
  depth: number,
): boolean {
  const der = new DerReader();
  der.bytes = bytes;
  for (let at = start; der.read(at, end); at = der.next) {
    const pieceType = der.tag & ~CONSTRUCTED;
    if (pieceType !== type && pieceType !== OCTET_STRING) return false;
    if (pieceType === der.tag) pieces.push(bytes.subarray(der.contentStart, der.contentEnd));
    else if (
      depth === MAX_DEPTH ||
      !gather(type, bytes, der.contentStart, der.contentEnd, pieces, depth + 1)
    ) {
      return false;
    }
  }
  return true;
}
