import { setImmediate } from 'node:timers/promises';
import { fingerprintOf, formatFingerprint } from '../../fingerprint/fingerprint.ts';
import type { Store } from './store.ts';

/** Held in memory at once. */
const BATCH_BYTES = 4 << 20;

/** The OBJECT IDENTIFIER of basicConstraints, 2.5.29.19 (RFC 5280 §4.2.1.9). */
const BASIC_CONSTRAINTS = Buffer.from('0603551d13', 'hex');

/** The tag and length of `critical`, and of cA within the OCTET STRING. */
const BOOLEAN = Buffer.of(0x01, 0x01);
const BOOLEAN_BYTES = 3;

/**
 * The certificates of the store that say to be of a CA, as far as their octets show without being read:
 * issuers to check CRLs with are among these few, and the store may have millions of others. Of hashes that
 * are right; each in memory of its own.
 * @throws {CertImpactError} `store-unusable`, after those before the damage
 */
export async function* caCertificates(
  store: Store,
  signal: AbortSignal,
): AsyncGenerator<readonly Uint8Array[]> {
  let after: Uint8Array | undefined;
  for (;;) {
    const records = store.records(after, BATCH_BYTES);
    if (records.length === 0) return;
    after = records.at(-1)!.key;
    const found = records.filter(({ key, der }) => saysCa(der) && isGood(key, der));
    if (found.length > 0) yield found.map(({ der }) => Uint8Array.from(der));
    await setImmediate();
    signal.throwIfAborted();
  }
}

function saysCa(der: Uint8Array): boolean {
  const bytes = Buffer.from(der.buffer, der.byteOffset, der.length);
  const oid = bytes.indexOf(BASIC_CONSTRAINTS);
  if (oid < 0) return false;
  const behind = bytes.subarray(oid + BASIC_CONSTRAINTS.length);
  const isCritical = behind.subarray(0, BOOLEAN.length).equals(BOOLEAN);
  const octets = behind.subarray(isCritical ? BOOLEAN_BYTES : 0);
  const content = octets.subarray(2, 2 + (octets[1] ?? 0));
  const at = content.indexOf(BOOLEAN);
  // BER: any octet but 0 is TRUE
  return at >= 0 && content[at + BOOLEAN.length] !== 0;
}

function isGood(key: Uint8Array, der: Uint8Array): boolean {
  return key.length === 32 && fingerprintOf(der) === formatFingerprint(key);
}
