/** One CRL of a file. */
export interface CrlBlock {
  readonly der: Uint8Array;
  /** 1-based, of its BEGIN line; `null` in a file that is DER. */
  readonly line: number | null;
  /** `bad-base64`: characters that are not base64 were passed over; `no-end-line`: the text breaks off. */
  readonly problem: 'bad-base64' | 'no-end-line' | null;
}

/** RFC 7468 §6. */
const BEGIN = Buffer.from('-----BEGIN X509 CRL-----');
const END = Buffer.from('-----END X509 CRL-----');

const SEQUENCE = 0x30;
const LINE_FEED = 0x0a;
const EQUALS = 0x3d;

/** Characters that are decoded at once; a multiple of four. */
const CHUNK_CHARACTERS = 1 << 16;

const BASE64 = 1;
const BLANK = 2;
const KIND: Uint8Array = Uint8Array.from({ length: 256 }, (_, octet) => {
  const character = String.fromCharCode(octet);
  return /[A-Za-z0-9+/=]/.test(character) ? BASE64 : /\s/.test(character) ? BLANK : 0;
});

/**
 * The CRLs of a file: one of DER, or any number of PEM with any text between. Each is decoded when it
 * is asked for, so that a file and one CRL of it are all that is in memory. A file of neither has none.
 */
export function* decodeCrlFile(file: Uint8Array): Generator<CrlBlock> {
  if (file[0] === SEQUENCE) {
    yield { der: file, line: null, problem: null };
    return;
  }
  const text = Buffer.from(file.buffer, file.byteOffset, file.length);
  let line = 1;
  let counted = 0;
  // each marker is searched for once, however often the other one comes: linear time
  let end = -1;
  let begin = text.indexOf(BEGIN);
  while (begin >= 0) {
    line += countLines(text, counted, begin);
    counted = begin;
    const body = begin + BEGIN.length;
    const nextBegin = text.indexOf(BEGIN, body);
    if (end < body && end !== Infinity) {
      const found = text.indexOf(END, body);
      end = found < 0 ? Infinity : found;
    }
    const isCut = nextBegin >= 0 ? nextBegin < end : end === Infinity;
    const bodyEnd = Math.min(end, nextBegin < 0 ? text.length : nextBegin);
    const { der, isBase64 } = decodeBase64(text, body, bodyEnd);
    yield { der, line, problem: isCut ? 'no-end-line' : isBase64 ? null : 'bad-base64' };
    begin = nextBegin;
  }
}

function decodeBase64(
  text: Buffer,
  start: number,
  end: number,
): { der: Uint8Array; isBase64: boolean } {
  const der = Buffer.alloc(Math.ceil(((end - start) * 3) / 4));
  const chunk = Buffer.alloc(CHUNK_CHARACTERS);
  let isBase64 = true;
  let length = 0;
  let used = 0;
  for (let at = start; at < end; at++) {
    const octet = text[at]!;
    if (KIND[octet] === BASE64) chunk[used++] = octet;
    else if (KIND[octet] !== BLANK) isBase64 = false;
    if (used === CHUNK_CHARACTERS) {
      length += der.write(chunk.toString('latin1', 0, used), length, 'base64');
      used = 0;
    }
  }
  while (used > 0 && chunk[used - 1] === EQUALS) used--;
  length += der.write(chunk.toString('latin1', 0, used), length, 'base64');
  return { der: der.subarray(0, length), isBase64 };
}

function countLines(text: Buffer, start: number, end: number): number {
  const part = text.subarray(start, end);
  let lines = 0;
  for (let at = part.indexOf(LINE_FEED); at >= 0; at = part.indexOf(LINE_FEED, at + 1)) lines++;
  return lines;
}
