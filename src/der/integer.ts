const HEX_PAIRS = Array.from({ length: 256 }, (_, i) => i.toString(16).padStart(2, '0'));

/** The octets of `[start, end)` as lower-case hex. */
export function decodeHex(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i < end; i++) text += HEX_PAIRS[bytes[i]!]!;
  return text;
}

/**
 * The content octets of an INTEGER as a serial number is printed (design §5.8): lower-case hex of
 * the value without the sign octet, an even number of digits, zero is `00`. A negative number
 * (X.690 §8.3.3, two's complement) is `-` and the hex of its magnitude. Empty content is `''`.
 */
export function decodeIntegerHex(bytes: Uint8Array, start: number, end: number): string {
  if (start >= end) return '';
  if (bytes[start]! >= 0x80) return `-${magnitudeHex(bytes, start, end)}`;
  let at = start;
  while (at < end - 1 && bytes[at] === 0) at++;
  return decodeHex(bytes, at, end);
}

function magnitudeHex(bytes: Uint8Array, start: number, end: number): string {
  const magnitude = Uint8Array.from(bytes.subarray(start, end), (octet) => ~octet & 0xff);
  for (let i = magnitude.length - 1; i >= 0; i--) {
    magnitude[i] = (magnitude[i]! + 1) & 0xff;
    if (magnitude[i] !== 0) break;
  }
  // -2^(8n-1) has the magnitude 80 00 …, which overflows into no further octet
  let at = 0;
  while (at < magnitude.length - 1 && magnitude[at] === 0) at++;
  return decodeHex(magnitude, at, magnitude.length);
}

/** The number of bits of a non-negative INTEGER's value: 2048 for an RSA-2048 modulus. */
export function integerBitLength(bytes: Uint8Array, start: number, end: number): number {
  let at = start;
  while (at < end && bytes[at] === 0) at++;
  return at >= end ? 0 : (end - at - 1) * 8 + (32 - Math.clz32(bytes[at]!));
}

/** The value of a non-negative INTEGER below 2^48; -1 for anything larger, negative or empty. */
export function decodeSmallInteger(bytes: Uint8Array, start: number, end: number): number {
  if (start >= end || bytes[start]! >= 0x80) return -1;
  let at = start;
  while (at < end && bytes[at] === 0) at++;
  if (end - at > 6) return -1;
  let value = 0;
  while (at < end) value = value * 256 + bytes[at++]!;
  return value;
}
