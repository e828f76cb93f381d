import { DerReader } from '../der/reader.ts';
import { OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts';
import { Hasher } from '../fingerprint/hasher.ts';
import { SLOT_POISON, SLOT_SCT_LIST, extensionSlot } from '../x509/extension-slot.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';

/**
 * Digests what a precertificate that a Precertificate Signing Certificate has signed shares with its
 * final certificate (RFC 6962 §3.1, §3.2): serial number, validity, subject, key and all extensions but
 * poison, SCT list and authorityKeyIdentifier; the issuer is left out.
 *
 * It tells a likely pair from rows that have slipped, and is no proof: `TbsDigester` is.
 */
export class BeyondIssuerDigester {
  readonly #der: DerReader = new DerReader();
  readonly #hasher: Hasher = new Hasher();

  /** The SHA-256; the next call overwrites it. */
  digest(reader: CertificateReader): Uint8Array {
    const { bytes, serialStart, serialEnd, issuerEnd, publicKeyEnd } = reader;
    const kept = [
      bytes.subarray(serialStart, serialEnd),
      bytes.subarray(issuerEnd, Math.max(issuerEnd, publicKeyEnd)),
      ...this.#keptExtensions(reader),
    ];
    return this.#hasher.hash(Buffer.concat(kept));
  }

  #keptExtensions({ bytes, extensionsStart, extensionsEnd }: CertificateReader): Uint8Array[] {
    const der = this.#der;
    const kept: Uint8Array[] = [];
    der.bytes = bytes;
    if (extensionsEnd === 0 || !der.read(extensionsStart, extensionsEnd)) return kept;
    if (!der.readTag(der.contentStart, der.contentEnd, SEQUENCE)) return kept;
    const end = der.contentEnd;
    for (let pos = der.contentStart; der.read(pos, end);) {
      const next = der.next;
      if (!this.#isLeftOut(der.contentStart, der.contentEnd)) kept.push(bytes.subarray(pos, next));
      pos = next;
    }
    return kept;
  }

  #isLeftOut(start: number, end: number): boolean {
    const der = this.#der;
    if (!der.readTag(start, end, OBJECT_IDENTIFIER)) return false;
    const { bytes, contentStart, contentEnd } = der;
    const slot = extensionSlot(bytes, contentStart, contentEnd);
    if (slot === SLOT_POISON || slot === SLOT_SCT_LIST) return true;
    return (
      contentEnd - contentStart === 3 &&
      bytes[contentStart] === 0x55 &&
      bytes[contentStart + 1] === 0x1d &&
      bytes[contentStart + 2] === AUTHORITY_KEY_IDENTIFIER
    );
  }
}

/** 2.5.29.35 (RFC 5280 §4.2.1.1), the last octet. */
const AUTHORITY_KEY_IDENTIFIER = 35;
