const SLAB_BYTES = 1 << 20;

/**
 * Memory for decoded certificates, handed out in order from large pieces: one allocation for about
 * 800 certificates instead of one each. A piece lives as long as any view into it.
 */
export class DerSlab {
  #piece: Buffer = Buffer.alloc(0);
  #used = 0;
  readonly #shared: boolean;

  /** @param shared in memory that all threads see: handed to another one, nothing is copied */
  constructor(shared = false) {
    this.#shared = shared;
  }

  /** Decodes base64 of which `bytes` bytes are expected; `undefined` when it gives another number. */
  decode(base64: string, bytes: number): Uint8Array | undefined {
    if (this.#piece.length - this.#used < bytes) this.#renew(bytes);
    const start = this.#used;
    if (this.#piece.write(base64, start, bytes, 'base64') !== bytes) return undefined;
    this.#used += bytes;
    return this.#piece.subarray(start, this.#used);
  }

  /** A copy of `bytes`. */
  copy(bytes: Uint8Array): Uint8Array {
    if (this.#piece.length - this.#used < bytes.length) this.#renew(bytes.length);
    const start = this.#used;
    this.#piece.set(bytes, start);
    this.#used += bytes.length;
    return this.#piece.subarray(start, this.#used);
  }

  #renew(bytes: number): void {
    const size = Math.max(SLAB_BYTES, bytes);
    this.#piece = this.#shared
      ? Buffer.from(new SharedArrayBuffer(size))
      : Buffer.allocUnsafeSlow(size);
    this.#used = 0;
  }
}
