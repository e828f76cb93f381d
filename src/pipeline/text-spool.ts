import { randomUUID } from 'node:crypto';
import { closeSync, openSync, readSync, unlinkSync, writeSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { CertImpactError } from '../errors.ts';
import { PackedRows } from '../fingerprint/packed-rows.ts';

/** Below, nothing touches the disk: 10,000 rows, and more. */
const BUFFER_BYTES = 1 << 24;
/** Texts read in their order come from the file in pieces of this size: a read costs 10 µs. */
const AHEAD_BYTES = 1 << 16;

/**
 * Texts, numbered as they are added, 8 bytes of memory each: rows of a table are some 800 bytes, and a
 * million of them would not fit. The file has no name once it is open, so that a program which is killed
 * leaves nothing behind.
 */
export class TextSpool {
  size = 0;
  readonly #folder: string;
  readonly #buffer: Buffer;
  #bytesInBuffer = 0;
  /** In the file. */
  #bytesWritten = 0;
  #file: number | undefined;
  #closed = false;
  /** What was read from the file last, and where that begins; where the last text read ends. */
  #ahead: Buffer = Buffer.alloc(0);
  #aheadStart = 0;
  #lastEnd = 0;
  /** Where each text ends. */
  readonly #ends = new PackedRows<Float64Array>(1, (length) => new Float64Array(length));

  /**
   * @param folder where the file is made, when one is needed
   * @param bufferBytes below which none is
   */
  constructor(folder: string = tmpdir(), bufferBytes: number = BUFFER_BYTES) {
    this.#folder = folder;
    this.#buffer = Buffer.allocUnsafe(bufferBytes);
  }

  /**
   * Adds a text and returns its number.
   * @throws {CertImpactError} `write-failed`
   */
  add(text: string): number {
    const length = Buffer.byteLength(text);
    if (this.#bytesInBuffer + length > this.#buffer.length) this.#flush();
    if (length > this.#buffer.length) this.#write(Buffer.from(text));
    else this.#bytesInBuffer += this.#buffer.write(text, this.#bytesInBuffer);
    const number = this.size++;
    this.#ends.reserve(number);
    this.#ends.chunkOf(number)[this.#ends.placeOf(number)] =
      this.#bytesWritten + this.#bytesInBuffer;
    return number;
  }

  /** The text of a number. */
  read(number: number): string {
    const start = number === 0 ? 0 : this.#endOf(number - 1);
    const end = this.#endOf(number);
    if (start >= this.#bytesWritten) {
      return this.#buffer.toString('utf8', start - this.#bytesWritten, end - this.#bytesWritten);
    }
    if (start < this.#aheadStart || end > this.#aheadStart + this.#ahead.length) {
      const isNext = start === this.#lastEnd;
      const length = isNext ? Math.min(AHEAD_BYTES, this.#bytesWritten - start) : 0;
      this.#ahead = this.#readFile(start, Math.max(length, end - start));
      this.#aheadStart = start;
    }
    this.#lastEnd = end;
    return this.#ahead.toString('utf8', start - this.#aheadStart, end - this.#aheadStart);
  }

  #readFile(start: number, length: number): Buffer {
    const bytes = Buffer.allocUnsafe(length);
    for (let at = 0; at < length;) {
      const read = readSync(this.#file!, bytes, at, length - at, start + at);
      if (read === 0) throw new Error('the temporary file is shorter than what was written to it');
      at += read;
    }
    return bytes;
  }

  /** Gives the disk back; nothing is added or read after. */
  close(): void {
    this.#closed = true;
    if (this.#file !== undefined) closeSync(this.#file);
    this.#file = undefined;
  }

  #endOf(number: number): number {
    return this.#ends.chunkOf(number)[this.#ends.placeOf(number)]!;
  }

  #flush(): void {
    this.#write(this.#buffer.subarray(0, this.#bytesInBuffer));
    this.#bytesInBuffer = 0;
  }

  #write(bytes: Uint8Array): void {
    try {
      this.#file ??= this.#open();
      for (let at = 0; at < bytes.length;) {
        at += writeSync(this.#file, bytes, at, bytes.length - at, this.#bytesWritten + at);
      }
      this.#bytesWritten += bytes.length;
    } catch (cause) {
      const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
      throw new CertImpactError('write-failed', `rows cannot be kept in this folder (${code})`, {
        file: this.#folder,
        hint: 'name a folder with more room in TMPDIR',
        cause,
      });
    }
  }

  #open(): number {
    if (this.#closed) throw new Error('the spool is closed');
    const path = join(this.#folder, `cert-impact-${randomUUID()}`);
    const file = openSync(path, 'wx+', 0o600);
    unlinkSync(path);
    return file;
  }
}
