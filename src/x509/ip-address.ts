import { decodeHex } from '../der/integer.ts';

/**
 * The text of an iPAddress (RFC 5280 §4.2.1.6): dotted quad for 4 octets, RFC 5952 for 16; octets
 * of any other number (name constraints, mistakes) as hex.
 */
export function formatIpAddress(bytes: Uint8Array, start: number, end: number): string {
  if (end - start === 4) return bytes.subarray(start, end).join('.');
  if (end - start !== 16) return decodeHex(bytes, start, end);
  const groups = Array.from({ length: 8 }, (_, i) =>
    ((bytes[start + i * 2]! << 8) | bytes[start + i * 2 + 1]!).toString(16),
  );
  const zeros = longestZeroRun(groups);
  if (zeros.length < 2) return groups.join(':');
  const head = groups.slice(0, zeros.start).join(':');
  return `${head}::${groups.slice(zeros.start + zeros.length).join(':')}`;
}

/** The first of the longest runs of zero groups (RFC 5952 §4.2.3). */
function longestZeroRun(groups: readonly string[]): { start: number; length: number } {
  let best = { start: 0, length: 0 };
  for (let i = 0; i < groups.length; i++) {
    let length = 0;
    while (groups[i + length] === '0') length++;
    if (length > best.length) best = { start: i, length };
    i += length;
  }
  return best;
}
