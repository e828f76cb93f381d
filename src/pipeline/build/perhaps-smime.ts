import { type TableRow, cellOf } from '../../appendix/table/table.ts';
import { isAbsent, isWithheld } from '../../verify/cells/absent.ts';

/**
 * Whether a row may be that of an S/MIME certificate, as far as the row alone says it: nobody sees the
 * extended key usages of what could not be obtained, and what is published cannot be taken back.
 */
export function isPerhapsSmime(row: TableRow): boolean {
  const dnsNames = cellOf(row, 'dnsNames');
  return (
    isAbsent(dnsNames) ||
    isWithheld(dnsNames) ||
    row.cells.some((cell) => cell.includes('@')) ||
    NAMES_PERSON.test(cellOf(row, 'subject') ?? '')
  );
}

/**
 * emailAddress (PKCS #9), surname and givenName (RFC 5280 §4.1.2.4), as OpenSSL, RFC 4514 and others name them.
 */
const NAMES_PERSON =
  /(?:^|[^\\][,;+/\n]|\n)\s{0,3}"?(?:oid\.)?(?:e|e-?mail|emailaddress|gn|g|givenname|sn|surname|1\.2\.840\.113549\.1\.9\.1|2\.5\.4\.4|2\.5\.4\.42)\s*=/i;
