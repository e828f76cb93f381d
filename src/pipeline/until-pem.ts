/**
 * Text -> what stands before the line of its first PEM certificate, and the rest.
 */
export interface DividedText {
  readonly before: AsyncIterable<Uint8Array>;
  /** To be read once `before` is at its end; empty where no certificate stands in the text. */
  readonly rest: AsyncIterable<Uint8Array>;
  /** How many lines `before` has, once it is at its end; only where there is a rest. */
  lines(): number;
  found(): boolean;
}

/** Divides UTF-8 text in one pass, holding a line of it at most. */
export function untilPem(chunks: AsyncIterable<Uint8Array>): DividedText {
  const iterator = chunks[Symbol.asyncIterator]();
  let remainder: Buffer | undefined;
  let lines = 0;

  async function* before(): AsyncGenerator<Uint8Array> {
    let tail: Buffer = Buffer.alloc(0);
    try {
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        const bytes = Buffer.concat([tail, next.value]);
        const begin = findBegin(bytes);
        const end = begin < 0 ? bytes.length : begin;
        const start = end === 0 ? 0 : bytes.lastIndexOf(NEWLINE, end - 1) + 1;
        const held = end - start > MAX_HELD_LINE ? Math.max(start, end - MAX_BOUNDARY) : start;
        const cut = begin < 0 ? held : end - start > MAX_HELD_LINE ? begin : start;
        for (let at = 0; at < cut; at++) if (bytes[at] === NEWLINE) lines++;
        tail = bytes.subarray(cut);
        if (begin >= 0) remainder = tail;
        if (cut > 0) yield bytes.subarray(0, cut);
        if (begin >= 0) return;
      }
      if (tail.length > 0) yield tail;
    } finally {
      if (remainder === undefined) await iterator.return?.();
    }
  }

  async function* rest(): AsyncGenerator<Uint8Array> {
    if (remainder === undefined) return;
    try {
      yield remainder;
      for (let next = await iterator.next(); next.done !== true; next = await iterator.next()) {
        yield next.value;
      }
    } finally {
      await iterator.return?.();
    }
  }

  return {
    before: before(),
    rest: rest(),
    lines: () => lines,
    found: () => remainder !== undefined,
  };
}

function findBegin(bytes: Buffer): number {
  for (let at = bytes.indexOf(BEGIN); at >= 0; at = bytes.indexOf(BEGIN, at + 1)) {
    if (LABEL.test(bytes.toString('latin1', at, at + MAX_BOUNDARY))) return at;
  }
  return -1;
}

const NEWLINE = 0x0a;
const BEGIN = Buffer.from('-----BEGIN ');
/** As `sniff` has it. */
const LABEL = /^-----BEGIN (?:[A-Z0-9 ]{0,20}CERTIFICATE|PKCS7)-----/;
const MAX_BOUNDARY = 64;
const MAX_HELD_LINE = 1 << 16;
