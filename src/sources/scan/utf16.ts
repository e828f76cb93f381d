/** Text of Windows programs: UTF-16, with or without a byte order mark, as UTF-8. */

export type Utf16Encoding = 'utf-16le' | 'utf-16be';

/** The encoding, where the first characters say that it is UTF-16. */
export function utf16Encoding(head: Uint8Array): Utf16Encoding | undefined {
  const [a, b, c, d] = head;
  if (a === 0xff && b === 0xfe) return 'utf-16le';
  if (a === 0xfe && b === 0xff) return 'utf-16be';
  // without a mark: two ASCII characters, as every PEM, CSV or list begins
  if (isAscii(a) && b === 0 && isAscii(c) && d === 0) return 'utf-16le';
  if (a === 0 && isAscii(b) && c === 0 && isAscii(d)) return 'utf-16be';
  return undefined;
}

/** Re-encodes as UTF-8; what is no character becomes U+FFFD. */
export async function* fromUtf16(
  chunks: AsyncIterable<Uint8Array>,
  encoding: Utf16Encoding,
): AsyncGenerator<Uint8Array> {
  const decoder = new TextDecoder(encoding);
  for await (const chunk of chunks) yield Buffer.from(decoder.decode(chunk, { stream: true }));
  yield Buffer.from(decoder.decode());
}

function isAscii(byte: number | undefined): boolean {
  return (
    byte !== undefined && (byte === 9 || byte === 10 || byte === 13 || byte >= 32) && byte < 127
  );
}
