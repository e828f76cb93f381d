import { HeldBytes } from '../sources/scan/held-bytes.ts';
import { MAX_PEM_BYTES } from '../sources/scan/scan-item.ts';

/** A line, or the part of one that is outside of PEM blocks. */
export interface OutsideLine {
  /** 1-based, in the file. */
  readonly number: number;
  /** A character for each byte. */
  readonly text: string;
}

/**
 * Finds what may name a certificate in the text before, between and behind PEM blocks: openssl
 * writes dumps there, people write links. Takes pieces of UTF-8; holds a line or a block at most,
 * and the lines found until they are taken.
 */
export class OutsideText {
  /** Bytes of the lines found and not yet taken. */
  heldBytes = 0;
  #lines: OutsideLine[] = [];
  readonly #held: HeldBytes = new HeldBytes();
  #number = 1;

  push(chunk: Uint8Array): void {
    this.#held.push(chunk);
    this.#held.drop(this.#consume(this.#held.bytes, false));
  }

  end(): void {
    this.#consume(this.#held.bytes, true);
    this.#held.drop(this.#held.length);
  }

  take(): OutsideLine[] {
    const lines = this.#lines;
    this.#lines = [];
    this.heldBytes = 0;
    return lines;
  }

  /** The offset from which the bytes are needed again. */
  #consume(bytes: Buffer, final: boolean): number {
    for (let at = 0; ;) {
      const begin = bytes.indexOf(BEGIN, at);
      if (begin < 0) {
        const stop = final ? bytes.length : lastBreak(bytes, at);
        this.#outside(bytes, at, stop);
        return stop;
      }
      const end = blockEnd(bytes, begin, final);
      if (end === undefined) {
        const line = begin === 0 ? 0 : bytes.lastIndexOf(NEWLINE, begin - 1) + 1;
        const stop = begin - line > MAX_HELD_LINE ? begin : Math.max(at, line);
        this.#outside(bytes, at, stop);
        return stop;
      }
      if (end < 0) {
        // no block after all: what follows is text as any other
        this.#outside(bytes, at, begin + BEGIN.length);
        at = begin + BEGIN.length;
      } else {
        this.#outside(bytes, at, begin);
        this.#number += newlinesOfBlock(bytes, begin, end);
        at = end;
      }
    }
  }

  #outside(bytes: Buffer, start: number, end: number): void {
    if (start >= end) return;
    const text = bytes.toString('latin1', start, end);
    if (!mayNameCertificate(text)) {
      this.#number += newlines(bytes, start, end);
      return;
    }
    const lines = text.split('\n');
    for (const line of lines) {
      if (mayNameCertificate(line)) {
        this.#lines.push({ number: this.#number, text: line });
        this.heldBytes += line.length;
      }
      this.#number++;
    }
    this.#number--;
  }
}

function mayNameCertificate(text: string): boolean {
  return text.length >= MIN_NAME && (LINK.test(text) || DIGITS.test(text) || OCTETS.test(text));
}

/** Behind the dashes of END; -1 where no block begins; `undefined` when more bytes are needed. */
function blockEnd(bytes: Buffer, begin: number, final: boolean): number | undefined {
  const unknown = final || bytes.length - begin > MAX_PEM_BYTES ? -1 : undefined;
  const label = bytes.indexOf(DASHES, begin + BEGIN.length);
  if (label < 0) return unknown;
  if (label - begin > MAX_BOUNDARY) return -1;
  const end = bytes.indexOf(DASHES, label + DASHES.length);
  if (end < 0) return unknown;
  if (end - begin > MAX_PEM_BYTES) return -1;
  if (bytes.length < end + END.length) return unknown;
  if (bytes.compare(END, 0, END.length, end, end + END.length) !== 0) return -1;
  const close = bytes.indexOf(DASHES, end + END.length);
  if (close < 0) return final || bytes.length - end > MAX_BOUNDARY ? end + END.length : undefined;
  return close - end > MAX_BOUNDARY ? end + END.length : close + DASHES.length;
}

/** The end of the last whole line, or of the last whole word of one that is too long to hold. */
function lastBreak(bytes: Buffer, from: number): number {
  const line = bytes.lastIndexOf(NEWLINE) + 1;
  if (bytes.length - Math.max(line, from) <= MAX_HELD_LINE) return Math.max(line, from);
  const space = Math.max(bytes.lastIndexOf(' '), bytes.lastIndexOf(',')) + 1;
  return space > from && bytes.length - space <= MAX_HELD_LINE
    ? space
    : bytes.length - MAX_BOUNDARY;
}

/** Of a block in lines of 64, as every program writes them, only the line breaks are looked at. */
function newlinesOfBlock(bytes: Buffer, start: number, end: number): number {
  const first = bytes.indexOf(NEWLINE, start);
  if (first < 0 || first >= end) return 0;
  let count = 1;
  let at = first + WIDTH;
  for (; at < end && bytes[at] === NEWLINE; at += WIDTH) count++;
  return count + newlines(bytes, at - WIDTH + 1, end);
}

function newlines(bytes: Buffer, start: number, end: number): number {
  let count = 0;
  for (let at = start; at < end; at++) if (bytes[at] === NEWLINE) count++;
  return count;
}

const NEWLINE = 0x0a;
const WIDTH = 65;
const BEGIN = Buffer.from('-----BEGIN ');
const END = Buffer.from('-----END ');
const DASHES = Buffer.from('-----');
/** BEGIN, a label of at most 64 characters, and the dashes. */
const MAX_BOUNDARY = 96;
const MAX_HELD_LINE = 1 << 16;
const MIN_NAME = 8;
/** A path or query, as a certificate for crt.sh itself has the bare name in its dump. */
const LINK = /crt\.sh(?::\d+)?[/?]/i;
const DIGITS = /(?<![0-9A-Za-z+/])[0-9a-f]{32}/i;
/** A fingerprint as openssl writes it: a dump has at most 18 octets on a line otherwise. */
const OCTETS = /(?:[0-9a-f]{2}[: -]){31}[0-9a-f]{2}/i;
