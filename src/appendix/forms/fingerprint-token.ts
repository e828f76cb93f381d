import { type Fingerprint, tryFingerprint } from '../../fingerprint/fingerprint.ts';

/** The one fingerprint (64 hex digits, bounded by other than letters and digits) in `text`, if it is one. */
export function onlyFingerprintIn(text: string): Fingerprint | undefined {
  let only: Fingerprint | undefined;
  for (const word of text.split(NOT_ALPHANUMERIC)) {
    const fingerprint = word.length === 64 ? tryFingerprint(word) : undefined;
    if (fingerprint === undefined) continue;
    if (only !== undefined && only !== fingerprint) return undefined;
    only = fingerprint;
  }
  return only;
}

const NOT_ALPHANUMERIC = /[^0-9a-z]+/i;
