/** Names of issuers and algorithms as reports write them, beside those of certificates. */

/**
 * Whether a name (RFC 4514) is what a report calls `named`: the whole of it, its common name, or a name
 * that begins so. Case, blanks and punctuation do not count.
 */
export function isNamed(name: string, named: string): boolean {
  const whole = plain(name);
  const written = plain(named);
  if (written === '' || whole === '') return false;
  if (whole === written) return true;
  const common = COMMON_NAME.exec(name)?.[1];
  if (common !== undefined && plain(common) === written) return true;
  return written.length >= MIN_PART && whole.includes(written);
}

/** Whether a report's word can be compared with a name at all. */
export function isComparable(named: string): boolean {
  return !named.includes('://') && plain(named).length > 2;
}

/** Whether an algorithm is what a report calls it: `SHA-1` is every signature over SHA-1. */
export function isAlgorithm(name: string, named: string): boolean {
  const written = plain(named)
    .replace(/^rsapss/, 'rsassapss')
    .replace('encryption', '');
  return written.length >= 3 && plain(name).replace('encryption', '').includes(written);
}

function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replaceAll(/[^\p{L}\p{N}]+/gu, '');
}

/** Two letters are in every name. */
const MIN_PART = 5;
const COMMON_NAME = /(?:^|[,+])\s*CN=((?:\\.|[^,+\\])*)/i;
