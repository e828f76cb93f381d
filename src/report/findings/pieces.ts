/** Many small texts as fewer larger ones: a write for each finding would cost more than the finding. */

const PIECE = 1 << 16;

/** The same text, in pieces of about 64 Ki characters. */
export function* pieces(...parts: readonly Iterable<string>[]): Generator<string> {
  let piece = '';
  for (const part of parts) {
    for (const text of part) {
      piece += text;
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
  }
  yield piece;
}
