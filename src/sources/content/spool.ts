import { type Hash, createHash, randomUUID } from 'node:crypto';
import { type FileHandle, open, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

/** Held in memory of each body that is under way, before it goes into a file. */
const MEMORY_BYTES = 1 << 20;

const HEAD_BYTES = 1 << 16;
const TAIL_BYTES = 1 << 10;

/** What of a body tells whether it is what was asked for. */
export interface Glance {
  /** The first 64 KiB, or all there is. */
  readonly head: Buffer;
  /** The last 1 KiB, or all there is. */
  readonly tail: Buffer;
  readonly length: number;
}

/**
 * A body while it comes, up to half a gigabyte: in memory while it is small, then in a temporary file that
 * has no name any more where the system allows it, so that nothing is left whenever the program is killed.
 */
export class Spool {
  length = 0;
  readonly #hash: Hash = createHash('sha256');
  readonly #path: string = join(tmpdir(), `cert-impact-${randomUUID()}`);
  #head: Buffer = Buffer.alloc(0);
  #tail: Buffer = Buffer.alloc(0);
  #parts: Buffer[] = [];
  #file: FileHandle | undefined;

  get glance(): Glance {
    return { head: this.#head, tail: this.#tail, length: this.length };
  }

  /** To be waited for before the next call; `chunk` is not to be changed afterwards. */
  async write(chunk: Buffer): Promise<void> {
    if (this.#head.length < HEAD_BYTES) {
      const more = chunk.subarray(0, HEAD_BYTES - this.#head.length);
      this.#head = Buffer.concat([this.#head, more]);
    }
    this.#tail = Buffer.concat([this.#tail, chunk.subarray(-TAIL_BYTES)]).subarray(-TAIL_BYTES);
    this.#hash.update(chunk);
    this.length += chunk.length;
    this.#parts.push(chunk);
    if (this.length > MEMORY_BYTES) await this.#spill();
  }

  /** The SHA-256 of all, lower-case hex. Nothing can be written afterwards. */
  digest(): string {
    return this.#hash.digest('hex');
  }

  /** All of it, in memory of its own. */
  async read(): Promise<Uint8Array> {
    if (this.#file === undefined) return Uint8Array.from(Buffer.concat(this.#parts));
    const body = new Uint8Array(this.length);
    for (let at = 0; at < body.length;) {
      const { bytesRead } = await this.#file.read(body, at, body.length - at, at);
      if (bytesRead === 0) throw new Error('the temporary file is shorter than what was written');
      at += bytesRead;
    }
    return body;
  }

  async close(): Promise<void> {
    this.#parts = [];
    const file = this.#file;
    if (file === undefined) return;
    this.#file = undefined;
    await file.close();
    await rm(this.#path, { force: true }).catch(() => undefined);
  }

  async #spill(): Promise<void> {
    if (this.#file === undefined) {
      this.#file = await open(this.#path, 'wx+', 0o600);
      // a system that does not do this to an open file leaves it to `close`
      await rm(this.#path).catch(() => undefined);
    }
    const parts = this.#parts;
    this.#parts = [];
    for (const part of parts) await this.#file.writeFile(part);
  }
}
