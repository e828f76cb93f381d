/** What the revocation columns say (IRG 3.2, Appendix; RFC 5280 §5.3.1). */
import { isNotApplicable } from './absent.ts';

/** The values that the guidelines permit in "Is revoked?". */
export const REVOCATION_STATUSES = ['Yes', 'Planned', 'Delayed', 'N/A'] as const;

export type RevocationStatus = (typeof REVOCATION_STATUSES)[number];

/** The status, in any case; `undefined` for what is not permitted. */
export function parseStatus(cell: string): RevocationStatus | undefined {
  if (isNotApplicable(cell)) return 'N/A';
  const word = cell.replace(/^[\s"']+|[\s"'.]+$/g, '').toLowerCase();
  return REVOCATION_STATUSES.find((status) => status.toLowerCase() === word);
}

export interface WrittenReason {
  /** As RFC 5280 §5.3.1 spells it. */
  readonly name: string;
  /** Only the number of the reason is written. */
  readonly byNumber: boolean;
  /** BR §7.2.2 lists it for Subscriber Certificates. */
  readonly permittedForTls: boolean;
}

/** Name, number or both: `superseded`, `Key Compromise`, `4`, `superseded (4)`, `#4`. */
export function parseReason(cell: string): WrittenReason | undefined {
  const match =
    /^[\s"']*([a-z][a-z _-]*)?[\s(#:=-]*(\d{1,2})?\)?[\s"':-]*([a-z][a-z _-]*)?[\s"')]*$/i.exec(
      cell.slice(0, MAX_LENGTH).replace(/^\W*(?:crl ?)?reason(?: ?code)?\s*[:=]?\s*(?=\S)/i, ''),
    );
  if (match === null) return undefined;
  const [, before, number, after] = match;
  const words = (before ?? after ?? '').toLowerCase().replace(/[^a-z]/g, '');
  if (before !== undefined && after !== undefined) return undefined;
  const reason = CRL_REASONS.find(([code, name]) =>
    words === '' ? String(code) === number : name.toLowerCase() === words,
  );
  if (reason === undefined) return undefined;
  const [code, name, permittedForTls] = reason;
  if (number !== undefined && Number(number) !== code) return undefined;
  return { name, byNumber: words === '', permittedForTls };
}

const MAX_LENGTH = 80;

/** CRLReason (RFC 5280 §5.3.1), and whether TLS BR §7.2.2 lists it; `unspecified` is given by omission. */
const CRL_REASONS: readonly (readonly [code: number, name: string, permitted: boolean])[] = [
  [0, 'unspecified', true],
  [1, 'keyCompromise', true],
  [2, 'cACompromise', false],
  [3, 'affiliationChanged', true],
  [4, 'superseded', true],
  [5, 'cessationOfOperation', true],
  [6, 'certificateHold', false],
  [8, 'removeFromCRL', false],
  [9, 'privilegeWithdrawn', true],
  [10, 'aACompromise', false],
];
