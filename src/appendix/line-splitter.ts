/** Longer lines are cut, so that a file without line ends cannot fill the memory. */
export const MAX_LINE_BYTES = 64 * 1024;

/**
 * Called for each line: `bytes[start..end)` without its end, valid during the call only. `cut` when
 * the line was longer than `MAX_LINE_BYTES`, of which this is the beginning.
 */
export type OnLine = (bytes: Buffer, start: number, end: number, cut: boolean) => void;

/**
 * Splits UTF-8 into lines, at LF, CR LF and CR alone; U+2028 and its like end none. A file that
 * ends without a line end has its last line nevertheless.
 */
export class LineSplitter {
  readonly #onLine: OnLine;
  /** The beginning of a line whose end has not come yet. */
  readonly #carry = Buffer.allocUnsafe(MAX_LINE_BYTES);
  #carried = 0;
  #cut = false;
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
    if (this.#carried > 0) this.#finish(EMPTY, 0, 0);
  }

  #finish(bytes: Buffer, start: number, end: number): void {
    if (this.#carried > 0) {
      this.#keep(bytes, start, end);
      this.#onLine(this.#carry, 0, this.#carried, this.#cut);
      this.#carried = 0;
      this.#cut = false;
    } else if (end - start > MAX_LINE_BYTES) {
      this.#onLine(bytes, start, start + MAX_LINE_BYTES, true);
    } else {
      this.#onLine(bytes, start, end, false);
    }
  }

  #keep(bytes: Buffer, start: number, end: number): void {
    const room = MAX_LINE_BYTES - this.#carried;
    if (end - start > room) this.#cut = true;
    const kept = Math.min(end - start, room);
    bytes.copy(this.#carry, this.#carried, start, start + kept);
    this.#carried += kept;
  }
}

const LF = 0x0a;
const CR = 0x0d;
const EMPTY = Buffer.alloc(0);
