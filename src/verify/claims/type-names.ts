/** Validation types as reports name them, beside those of certificates. */

/**
 * Whether a certificate of this type is what a report calls `named`: `S/MIME` is every kind of S/MIME, and
 * a certificate that asserts several types (`DV+OV`) is each of them.
 */
export function isOfType(type: string, named: string): boolean {
  const name = named.toLowerCase();
  return type
    .toLowerCase()
    .split('+')
    .some(
      (one) => one === name || one.startsWith(`${name} `) || (name === 'ev' && one.endsWith(' ev')),
    );
}

/** Those that a report has no reason to name. */
export function isUnnamed(type: string): boolean {
  return type === 'CA' || type === 'unknown' || type === 'timestamping';
}
