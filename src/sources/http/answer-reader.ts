import { outlineLength } from '../scan/der-outline.ts';
import { DerSlab } from '../scan/der-slab.ts';
import { PemReader } from '../scan/pem-reader.ts';

export interface Contents {
  readonly ders: readonly Uint8Array[];
  /** Whether DER ends before its own header says. */
  readonly isCut: boolean;
}

/** No certificate is so short; a text that begins with `0` is no DER. */
const MIN_DER_BYTES = 0x80;

/** Finds the certificates in servers' answers: DER one behind the other, or text with PEM or bare base64. */
export class AnswerReader {
  /** One for all answers: memory for each would be half of the garbage of a run. */
  readonly #pem = new PemReader({ place: '', slab: new DerSlab() });

  read(body: Buffer): Contents {
    const ders: Uint8Array[] = [];
    for (let at = 0; at < body.length;) {
      const length = outlineLength(body, at) ?? 0;
      if (length < MIN_DER_BYTES) break;
      if (at + length > body.length) return { ders, isCut: true };
      ders.push(body.subarray(at, (at += length)));
    }
    return { ders: ders.length > 0 ? ders : this.#readText(body), isCut: false };
  }

  #readText(body: Buffer): Uint8Array[] {
    const ders: Uint8Array[] = [];
    for (const items of [this.#pem.push(body), this.#pem.end()]) {
      for (const item of items) if (item.kind === 'certificate') ders.push(item.der);
    }
    return ders;
  }
}
