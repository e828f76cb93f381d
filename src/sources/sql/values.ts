/** What becomes of the values of a row. */

/** `bytea`, among PostgreSQL's types. */
const BYTEA = 17;

/** An escaped byte, in the older of the two ways in which a server writes bytes. */
const ESCAPED = /\\(\\|[0-3][0-7]{2})/g;

/**
 * Bytes as bytes, everything else as the text that the server sent. Not pg's own parsers: a lone `\` in
 * what was to be bytes keeps that one busy for ever (postgres-bytea 1.0), and nothing else is of use here.
 */
export const TEXT_AND_BYTES = {
  getTypeParser: (type: number) => (type === BYTEA ? bytesOf : asText),
};

/** Whatever the text: what is no certificate has another hash. */
export function bytesOf(text: string): Buffer {
  if (text.startsWith('\\x')) return Buffer.from(text.slice(2), 'hex');
  const plain = text.replace(ESCAPED, (_whole, byte: string) =>
    byte === '\\' ? byte : String.fromCharCode(parseInt(byte, 8)),
  );
  return Buffer.from(plain, 'latin1');
}

function asText(text: string): string {
  return text;
}
