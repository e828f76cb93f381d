import { DerReader } from '../der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE, contextConstructed } from '../der/tags.ts';
import { Hasher } from '../fingerprint/hasher.ts';
import type { CertificateReader } from './certificate-reader.ts';
import { SLOT_POISON, SLOT_SCT_LIST, extensionSlot } from './extension-slot.ts';

const LONGEST_HEADER = 6;

/**
 * Computes what a precertificate and its final certificate have in common: the SHA-256 of the
 * TBSCertificate without the poison and SCT list extensions, all other octets as they stand
 * (RFC 6962 §3.2). Equal digests mean that issuer, serial number and everything else are equal.
 *
 * Deviation: where no other extension is left, the whole `[3]` field is dropped on both sides,
 * since a certificate cannot carry an empty list (RFC 5280 §4.1: SIZE (1..MAX)).
 */
export class TbsDigester {
  readonly #der: DerReader = new DerReader();
  readonly #hasher: Hasher = new Hasher();
  readonly #ct: number[] = [];
  #scratch: Uint8Array = new Uint8Array(4096);

  /** The digest of the certificate that `reader` stands on; the next call overwrites it. */
  digest(reader: CertificateReader): Uint8Array {
    const { bytes, tbsStart, tbsEnd, extensionsStart, extensionsEnd } = reader;
    if (!hasCtExtension(reader) || extensionsEnd === 0) {
      return this.#hasher.hash(bytes.subarray(tbsStart, tbsEnd));
    }

    const der = this.#der;
    der.bytes = bytes;
    der.read(tbsStart, tbsEnd);
    const { contentStart, contentEnd } = der;
    this.#reserve(tbsEnd - tbsStart + 4 * LONGEST_HEADER);
    // built from the back, so that each header is written once its length is known
    const scratch = this.#scratch;
    let at = scratch.length;
    at = this.#prepend(bytes, extensionsEnd, contentEnd, at);
    at = this.#prependExtensions(extensionsStart, extensionsEnd, at);
    at = this.#prepend(bytes, contentStart, extensionsStart, at);
    at = prependHeader(scratch, SEQUENCE, at, scratch.length - at);
    return this.#hasher.hash(scratch.subarray(at));
  }

  #prependExtensions(start: number, end: number, at: number): number {
    const der = this.#der;
    der.read(start, end);
    if (!der.readTag(der.contentStart, der.contentEnd, SEQUENCE)) {
      return this.#prepend(der.bytes, start, end, at);
    }
    const bottom = at;
    const listStart = der.contentStart;
    const listEnd = der.contentEnd;
    this.#findCt(listStart, listEnd);
    // from the back: what stands behind the last of them, between them, and before the first
    let keptEnd = listEnd;
    for (let i = this.#ct.length - 2; i >= 0; i -= 2) {
      at = this.#prepend(der.bytes, this.#ct[i + 1]!, keptEnd, at);
      keptEnd = this.#ct[i]!;
    }
    at = this.#prepend(der.bytes, listStart, keptEnd, at);
    if (at === bottom) return at;
    at = prependHeader(this.#scratch, SEQUENCE, at, bottom - at);
    return prependHeader(this.#scratch, contextConstructed(3), at, bottom - at);
  }

  /** Notes where the poison and SCT list extensions start and end. */
  #findCt(listStart: number, listEnd: number): void {
    const der = this.#der;
    this.#ct.length = 0;
    for (let pos = listStart; der.read(pos, listEnd);) {
      const next = der.next;
      if (der.readTag(der.contentStart, der.contentEnd, OBJECT_IDENTIFIER)) {
        const slot = extensionSlot(der.bytes, der.contentStart, der.contentEnd);
        if (slot === SLOT_POISON || slot === SLOT_SCT_LIST) this.#ct.push(pos, next);
      }
      pos = next;
    }
  }

  #prepend(bytes: Uint8Array, start: number, end: number, at: number): number {
    if (start === end) return at;
    this.#scratch.set(bytes.subarray(start, end), at - (end - start));
    return at - (end - start);
  }

  #reserve(length: number): void {
    if (this.#scratch.length < length) this.#scratch = new Uint8Array(length * 2);
  }
}

/** True when the transformation changes the certificate: it has the poison or an SCT list. */
export function hasCtExtension({ extensions }: CertificateReader): boolean {
  return extensions.isPrecertificate || extensions.endOf(SLOT_SCT_LIST) !== 0;
}

/** Writes identifier and definite, minimal length octets in front of `at`; returns their start. */
function prependHeader(target: Uint8Array, tag: number, at: number, length: number): number {
  if (length < 0x80) target[--at] = length;
  else {
    let octets = 0;
    for (let left = length; left > 0; left = Math.floor(left / 256)) {
      target[--at] = left % 256;
      octets++;
    }
    target[--at] = 0x80 | octets;
  }
  target[--at] = tag;
  return at;
}
