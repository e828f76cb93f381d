/** CRLReason (RFC 5280 §5.3.1) by its code; 7 is not used. */
const REASONS = [
  'unspecified',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  null,
  'removeFromCRL',
  'privilegeWithdrawn',
  'aACompromise',
] as const;

/** As RFC 5280 §5.3.1 spells it. */
export type RevocationReason = NonNullable<(typeof REASONS)[number]>;

/** The codes of the two reasons that say something else than that a certificate is revoked. */
export const CERTIFICATE_HOLD = 6;
export const REMOVE_FROM_CRL = 8;

/** Whether a code says that the entry may leave the CRL again, or has. */
export function isPassing(code: number | null): boolean {
  return code === CERTIFICATE_HOLD || code === REMOVE_FROM_CRL;
}

/** Stands for the code of an entry without the extension: RFC 5280 §5.3.1, "absent" is unspecified. */
export const NO_REASON = -1;

/** The name of a code; `null` for `NO_REASON` and codes that RFC 5280 does not have. */
export function reasonName(code: number): RevocationReason | null {
  return REASONS[code] ?? null;
}

/** The code of a name as RFC 5280 spells it; `null` for what is none. */
export function reasonCodeOf(name: string): number | null {
  const code = REASONS.indexOf(name as RevocationReason);
  return code < 0 ? null : code;
}
