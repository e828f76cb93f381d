import { cutAt, separatorFrom } from './line-cut.ts';

/** Longer lines are handed out in pieces, so that a file without line ends cannot fill the memory. */
export const MAX_LINE_BYTES = 64 * 1024;

/**
 * What of a line is handed out: all of it, a piece that others follow, the last piece (which may be
 * empty), or the beginning of one token longer than `MAX_LINE_BYTES`, whose rest is dropped and
 * which other pieces follow. No piece ends within a token.
 */
export type Piece = 'whole' | 'part' | 'last' | 'lost';

/** Called for each line: `bytes[start..end)` without its end, valid during the call only. */
export type OnLine = (bytes: Buffer, start: number, end: number, piece: Piece) => void;

/**
 * Splits UTF-8 into lines, at LF, CR LF and CR alone; U+2028 and its like end none. A file that
 * ends without a line end has its last line nevertheless.
 */
export class LineSplitter {
  readonly #onLine: OnLine;
  /** The beginning of a line, or of a piece of one, whose end has not come yet. */
  readonly #carry = Buffer.allocUnsafe(MAX_LINE_BYTES);
  #carried = 0;
  /** Pieces of the line in progress are handed out already. */
  #inPieces = false;
  /** Within a token that is too long. */
  #dropping = false;
  #afterCr = false;

  constructor(onLine: OnLine) {
    this.#onLine = onLine;
  }

  push(bytes: Buffer): void {
    let start = 0;
    if (bytes.length === 0) return;
    if (this.#afterCr && bytes[0] === LF) start = 1;
    this.#afterCr = false;
    const { length } = bytes;
    for (let at = start; at < length; at++) {
      const byte = bytes[at];
      if (byte !== LF && byte !== CR) continue;
      this.#finish(bytes, start, at);
      if (byte === CR) {
        if (at + 1 === length) this.#afterCr = true;
        else if (bytes[at + 1] === LF) at++;
      }
      start = at + 1;
    }
    if (start < length) this.#keep(bytes, start, length);
  }

  /** Hands out the last line, if no line end followed it. */
  end(): void {
    if (this.#carried > 0 || this.#inPieces) this.#finish(EMPTY, 0, 0);
  }

  #finish(bytes: Buffer, start: number, end: number): void {
    if (this.#carried === 0 && !this.#inPieces && end - start <= MAX_LINE_BYTES) {
      this.#onLine(bytes, start, end, 'whole');
      return;
    }
    this.#keep(bytes, start, end);
    this.#onLine(this.#carry, 0, this.#carried, this.#inPieces ? 'last' : 'whole');
    this.#carried = 0;
    this.#inPieces = false;
    this.#dropping = false;
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    let at = start;
    while (at < end) {
      if (this.#dropping) {
        at = separatorFrom(bytes, at, end);
        if (at === end) return;
        this.#dropping = false;
      }
      const kept = Math.min(end - at, MAX_LINE_BYTES - this.#carried);
      bytes.copy(this.#carry, this.#carried, at, at + kept);
      this.#carried += kept;
      at += kept;
      if (at < end) this.#handOutPiece();
    }
  }

  #handOutPiece(): void {
    this.#inPieces = true;
    const at = cutAt(this.#carry, this.#carried);
    if (at === 0) {
      this.#onLine(this.#carry, 0, this.#carried, 'lost');
      this.#carried = 0;
      this.#dropping = true;
      return;
    }
    this.#onLine(this.#carry, 0, at, 'part');
    this.#carry.copyWithin(0, at, this.#carried);
    this.#carried -= at;
  }
}

const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);
