/**
 * A fingerprint is the SHA-256 of a certificate's DER: 32 bytes. It travels as lower-case hex where
 * there are few (`Fingerprint`), and packed, 32 bytes after 32 bytes, where there may be millions.
 */
import { hash } from 'node:crypto';

/** 64 lower-case hex digits. */
export type Fingerprint = string & { readonly brand: 'fingerprint' };

export const FINGERPRINT_BYTES = 32;

const FINGERPRINT = /^[0-9a-f]{64}$/;

/** The fingerprint that `text` is, in either case; `undefined` for anything but 64 hex digits. */
export function tryFingerprint(text: string): Fingerprint | undefined {
  const lower = text.toLowerCase();
  return FINGERPRINT.test(lower) ? (lower as Fingerprint) : undefined;
}

/** The SHA-256 of a certificate's DER, as lower-case hex. */
export function fingerprintOf(der: Uint8Array): Fingerprint {
  return hash('sha256', der, 'hex') as Fingerprint;
}

/** The hex of 32 bytes at `offset`. */
export function formatFingerprint(bytes: Uint8Array, offset = 0): Fingerprint {
  const view = Buffer.from(bytes.buffer, bytes.byteOffset + offset, FINGERPRINT_BYTES);
  return view.toString('hex') as Fingerprint;
}

/** The 32 bytes of a fingerprint. */
export function parseFingerprint(fingerprint: Fingerprint): Uint8Array {
  return Buffer.from(fingerprint, 'hex');
}
