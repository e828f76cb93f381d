/**
 * Bounds a hostile OBJECT IDENTIFIER of a single gigantic arc, whose decimal conversion would take
 * quadratic time; the longest in the corpora is under 40 octets.
 */
const MAX_OID_OCTETS = 128;

/**
 * The content octets of an OBJECT IDENTIFIER in dotted decimal (X.690 §8.19), or `undefined` when
 * it is empty, ends inside an arc, or is too long. Arcs beyond 2^53 are exact.
 */
export function tryDecodeOid(bytes: Uint8Array, start: number, end: number): string | undefined {
  if (!isReadableOid(bytes, start, end)) return undefined;
  let text = '';
  let at = start;
  while (at < end) {
    let arc = 0;
    const first = at;
    while (bytes[at]! >= 0x80) arc = arc * 128 + (bytes[at++]! & 0x7f);
    arc = arc * 128 + bytes[at++]!;
    // 7 bits an octet: beyond seven octets a double no longer holds the arc
    const digits = at - first > 7 ? bigArc(bytes, first, at, text === '') : undefined;
    if (text !== '') text += `.${digits ?? arc}`;
    else if (arc >= 80) text = `2.${digits ?? arc - 80}`;
    else text = arc >= 40 ? `1.${arc - 40}` : `0.${arc}`;
  }
  return text;
}

/** False when `tryDecodeOid` gives `undefined`. */
export function isReadableOid(bytes: Uint8Array, start: number, end: number): boolean {
  return start < end && end - start <= MAX_OID_OCTETS && bytes[end - 1]! < 0x80;
}

function bigArc(bytes: Uint8Array, start: number, end: number, isFirst: boolean): string {
  let arc = 0n;
  for (let i = start; i < end; i++) arc = (arc << 7n) | BigInt(bytes[i]! & 0x7f);
  return (isFirst ? arc - 80n : arc).toString();
}

/** True when the octets of `[start, end)` are exactly `oid` (content octets). */
export function isOid(bytes: Uint8Array, start: number, end: number, oid: Uint8Array): boolean {
  if (end - start !== oid.length) return false;
  for (let i = 0; i < oid.length; i++) if (bytes[start + i] !== oid[i]) return false;
  return true;
}
