/** Contents of URLs (CRLs, CCADB's reports) in the store, each in pieces, with what validates it. */
import { createHash, hash, randomBytes } from 'node:crypto';
import { setImmediate } from 'node:timers/promises';
import { pruneContents } from './content-pruning.ts';
import type { Environment } from './environment.ts';
import {
  type ContentRecord,
  type KeptContent,
  type PieceKey,
  encodeRecord,
  tryDecodeRecord,
} from './kept-content.ts';
import { wordCause } from './open-environment.ts';

/** The longest content that is kept; the largest CRLs known have 40 MB. */
export const MAX_CONTENT_BYTES: number = 512 << 20;

/** Of all contents together; beyond it, those that were not asked for longest are forgotten. */
export const MAX_KEPT_BYTES: number = 4 * MAX_CONTENT_BYTES;

/** What fits into 32 pages of LMDB behind their header: larger runs of free pages are hard to find. */
const PIECE_BYTES = (1 << 18) - 16;

/** One transaction holds its pages in memory. */
const TRANSACTION_BYTES = 8 << 20;

/** Written, before what is too much or nobody's is looked for again. */
const PRUNE_BYTES = MAX_CONTENT_BYTES / 2;

/** Another process may replace a content while it is read here. */
const READ_TRIES = 3;

export interface KeptContentsOptions {
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly onNote: (text: string) => void;
  /** Told of bytes read or written: pages that were touched count as memory of the program. */
  readonly onUsed: (bytes: number) => void;
  readonly maxKeptBytes?: number;
}

/**
 * Never throws: what cannot be read is not there, and what cannot be written is said once. Octets are
 * held against their hash when they are read.
 */
export class KeptContents {
  readonly #environment: Environment;
  readonly #options: KeptContentsOptions;
  #stopped = false;
  #unpruned = 0;

  constructor(environment: Environment, options: KeptContentsOptions) {
    this.#environment = environment;
    this.#options = options;
  }

  /** What is kept of `url`; its octets are not looked at. */
  find(url: string): KeptContent | undefined {
    return this.#record(url)?.content;
  }

  /** What is kept of `url`, in memory of its own; `undefined` where that is nothing, or damaged. */
  read(url: string): { readonly content: KeptContent; readonly body: Uint8Array } | undefined {
    for (let tries = 0; tries < READ_TRIES; tries++) {
      const record = this.#record(url);
      if (record === undefined) return undefined;
      const body = this.#body(record);
      if (body !== undefined) return { content: record.content, body };
      const after = this.#record(url);
      if (after !== undefined && !after.pieces.equals(record.pieces)) continue;
      if (after === undefined) return undefined;
      this.#options.onNote(`store: what is kept of ${url} is corrupt, and taken for not there`);
      this.forget(url);
      return undefined;
    }
    return undefined;
  }

  /**
   * Keeps `body` in the place of what there was: all of it or, when killed in the midst, the old.
   * @returns false where it is not kept
   */
  async keep(content: KeptContent, body: Uint8Array): Promise<boolean> {
    if (body.length > MAX_CONTENT_BYTES) return false;
    const pieces = newPieceKey(this.#options.now());
    let at = 0;
    do {
      const start = at;
      const written = this.#write((environment) => {
        const database = environment.database('pieces')!;
        environment.write(() => {
          for (; at < body.length && at - start < TRANSACTION_BYTES; at += PIECE_BYTES) {
            const piece = body.subarray(at, at + PIECE_BYTES);
            database.putSync(keyOfPiece(pieces, at / PIECE_BYTES), piece as Buffer);
          }
        });
      }, body.length - start);
      if (!written) return false;
      // others have their turn: a transaction waits for the disk
      await setImmediate();
    } while (at < body.length);
    const isKept = this.#replace(content.url, { content, pieces });
    this.#unpruned += body.length;
    if (this.#unpruned >= PRUNE_BYTES) this.prune();
    return isKept;
  }

  /** Notes that `content` still is what its URL has, with the validators and times in it. */
  confirm(content: KeptContent): void {
    const record = this.#record(content.url);
    if (record?.content.sha256 !== content.sha256) return;
    this.#replace(content.url, { content, pieces: record.pieces });
  }

  forget(url: string): void {
    this.#replace(url, undefined);
  }

  /** Forgets what is beyond `MAX_KEPT_BYTES`, and the pieces of contents that were never completed. */
  prune(): void {
    if (this.#stopped || this.#environment.readOnly) return;
    this.#unpruned = 0;
    const { now, maxKeptBytes = MAX_KEPT_BYTES } = this.#options;
    try {
      pruneContents(this.#environment, { maxBytes: maxKeptBytes, now: now() });
    } catch (error) {
      this.#stop(error);
    }
  }

  #record(url: string): ContentRecord | undefined {
    try {
      const value = this.#environment.database('contents')?.getBinaryFast(keyOfUrl(url));
      const record = value && tryDecodeRecord(value.subarray(0, value.length));
      return record?.content.url === url ? record : undefined;
    } catch {
      // damaged, which is said where certificates are read
      return undefined;
    }
  }

  #body({ content, pieces }: ContentRecord): Uint8Array | undefined {
    const { length, sha256 } = content;
    if (length > MAX_CONTENT_BYTES) return undefined;
    const body = new Uint8Array(length);
    const hasher = createHash('sha256');
    try {
      for (let at = 0; at < length; at += PIECE_BYTES) {
        const key = keyOfPiece(pieces, at / PIECE_BYTES);
        const piece = this.#environment.database('pieces')?.getBinaryFast(key);
        if (piece?.length !== Math.min(PIECE_BYTES, length - at)) return undefined;
        body.set(piece.subarray(0, piece.length), at);
        hasher.update(body.subarray(at, at + piece.length));
        this.#options.onUsed(piece.length);
      }
    } catch {
      return undefined;
    }
    return hasher.digest('hex') === sha256 ? body : undefined;
  }

  #replace(url: string, record: ContentRecord | undefined): boolean {
    const key = keyOfUrl(url);
    return this.#write((environment) => {
      const contents = environment.database('contents')!;
      const pieces = environment.database('pieces')!;
      environment.write(() => {
        const value = contents.getBinary(key);
        const old = value && tryDecodeRecord(value);
        if (record === undefined) contents.removeSync(key);
        else contents.putSync(key, encodeRecord(record));
        if (old === undefined || record?.pieces.equals(old.pieces)) return;
        for (let index = 0; index * PIECE_BYTES < old.content.length; index++) {
          pieces.removeSync(keyOfPiece(old.pieces, index));
        }
      });
    }, 0);
  }

  #write(work: (environment: Environment) => void, bytes: number): boolean {
    if (this.#stopped) return false;
    if (this.#environment.readOnly) {
      this.#stop(new Error('it is read-only'));
      return false;
    }
    try {
      this.#environment.beWritable();
      work(this.#environment);
    } catch (error) {
      this.#stop(error);
      return false;
    }
    this.#options.onUsed(Math.min(bytes, TRANSACTION_BYTES));
    return true;
  }

  #stop(error: unknown): void {
    this.#stopped = true;
    this.#options.onNote(
      `the store cannot be written to (${wordCause(error)}): what is fetched by URL is not kept`,
    );
  }
}

/** By a hash: URLs are longer than LMDB's keys may be. */
function keyOfUrl(url: string): Uint8Array {
  return hash('sha256', url, 'buffer');
}

/** Begins with its time, so that what was never completed is known by its age. */
function newPieceKey(now: number): PieceKey {
  const key = randomBytes(16);
  key.writeBigUInt64BE(BigInt(Math.max(0, Math.trunc(now))));
  return key;
}

function keyOfPiece(pieces: PieceKey, index: number): Buffer {
  const key = Buffer.alloc(pieces.length + 4);
  pieces.copy(key);
  key.writeUInt32BE(index, pieces.length);
  return key;
}
