/** Keys of what the store remembers of a source, and times as values. */
import { hash } from 'node:crypto';

/** How long a source is taken at its word that it does not have something: CAs log late, servers lag. */
export const MISSING_MS: number = 24 * 60 * 60 * 1000;

const SPACE_BYTES = 16;
const TIME_BYTES = 8;

/** Both number what crt.sh has; other servers may have numbers of their own. */
const CRT_SH: ReadonlySet<string> = new Set(['crt.sh', 'crt.sh:sql']);

/** Whose numbers the ids of a source are. */
export function idSpace(source: string): string {
  return CRT_SH.has(source) ? 'crt.sh' : source;
}

/**
 * The key of `what` in the part of a source. By a hash of its name: of bounded length, and names may be
 * URLs with a password in them.
 */
export function keyOf(source: string, what: Uint8Array): Uint8Array {
  const space = hash('sha256', source, 'buffer').subarray(0, SPACE_BYTES);
  return Buffer.concat([space, what]);
}

/** In a space of its own beside those of the sources. */
export function siblingKey(fingerprint: Uint8Array): Uint8Array {
  return keyOf('siblings', fingerprint);
}

export function idBytes(id: string): Uint8Array {
  return Buffer.from(`id ${id}`);
}

/** Beyond any number of crt.sh (11 digits in 2026), and within what a key may have. */
export const MAX_ID_DIGITS = 20;

export function timeBytes(milliseconds: number): Uint8Array {
  const bytes = Buffer.alloc(TIME_BYTES);
  bytes.writeDoubleBE(milliseconds);
  return bytes;
}

/** Whether the time in `bytes` is too long ago to be of use; so is one of a clock that went ahead. */
export function isExpired(bytes: Uint8Array, now: number): boolean {
  if (bytes.length !== TIME_BYTES) return true;
  const age = now - Buffer.from(bytes).readDoubleBE();
  return !(age >= 0 && age < MISSING_MS);
}
