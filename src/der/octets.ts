/** True when the octets `[start, end)` and `[otherStart, otherEnd)` of the same bytes are equal. */
export function sameOctets(
  bytes: Uint8Array,
  start: number,
  end: number,
  otherStart: number,
  otherEnd: number,
): boolean {
  const length = end - start;
  if (length !== otherEnd - otherStart) return false;
  for (let i = 0; i < length; i++) if (bytes[start + i] !== bytes[otherStart + i]) return false;
  return true;
}

/**
 * The position behind the element at `pos` when it has this identifier octet and a short definite
 * length that fits; 0 otherwise. Its content starts at `pos + 2`. Most elements are like that, and
 * a caller that has a plain path for them saves the five fields that `DerReader.read` stores.
 */
export function shortEnd(bytes: Uint8Array, pos: number, end: number, tag: number): number {
  if (pos + 2 > end || bytes[pos] !== tag) return 0;
  const length = bytes[pos + 1]!;
  const next = pos + 2 + length;
  return length < 0x80 && next <= end ? next : 0;
}

/** True when every octet is below 128. */
export function isAscii(bytes: Uint8Array, start: number, end: number): boolean {
  const view = viewOf(bytes);
  let all = 0;
  let at = start;
  for (; at + 4 <= end; at += 4) all |= view.getInt32(at);
  for (; at < end; at++) all |= bytes[at]!;
  return (all & 0x80808080) === 0;
}

let viewedBytes: Uint8Array = new Uint8Array(0);
let view: DataView = new DataView(viewedBytes.buffer);

/** A DataView on all of `bytes`, made anew only where they are not those of the last call. */
export function viewOf(bytes: Uint8Array): DataView {
  if (bytes !== viewedBytes) {
    viewedBytes = bytes;
    view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  }
  return view;
}
