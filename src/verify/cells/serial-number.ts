/** What a cell of serial numbers says beside the serial number of the certificate (design §5.8). */

/**
 * - `odd`: equal, written with an odd number of digits
 * - `decimal`: equal when read as decimal
 */
export type SerialComparison = 'equal' | 'odd' | 'decimal' | 'different' | 'unreadable';

/**
 * Compares as integers, whatever the prefix, the separators, the case and the zeros in front.
 * @param serial as of `DescribedCertificate`
 */
export function compareSerial(cell: string, serial: string): SerialComparison {
  const both = IN_BOTH.exec(cell.trim());
  if (both !== null) {
    const [, decimal, hex] = both;
    const isSame = BigInt(decimal!) === BigInt(`0x${hex!}`);
    return isSame ? compareSerial(hex!, serial) : 'different';
  }
  const match = WRITTEN.exec(cell.trim());
  if (match === null) return 'unreadable';
  const digits = match[2]!.replace(SEPARATORS, '').toLowerCase();
  if (digits === '') return 'unreadable';
  const isNegative = match[1] === '-';
  const value = digits.replace(ZEROS, '');
  if (HEX.test(digits)) {
    const expected = serial.startsWith('-') ? serial.slice(1) : serial;
    if (value === expected.replace(ZEROS, '') && isNegative === serial.startsWith('-')) {
      return digits.length % 2 === 0 ? 'equal' : 'odd';
    }
  }
  if (digits.length > MAX_DIGITS) return 'different';
  if (DECIMAL.test(digits) && `${match[1] ?? ''}${BigInt(digits).toString(16)}` === bare(serial)) {
    return 'decimal';
  }
  return HEX.test(digits) ? 'different' : 'unreadable';
}

/** Hex, of which a zero in front is missing. */
export function hasOddDigits(cell: string): boolean {
  const digits = WRITTEN.exec(cell.trim())?.[2]?.replace(SEPARATORS, '') ?? '';
  return HEX_IN_ANY_CASE.test(digits) && digits.length % 2 === 1;
}

function bare(serial: string): string {
  return serial.startsWith('-')
    ? `-${serial.slice(1).replace(ZEROS, '')}`
    : serial.replace(ZEROS, '');
}

/** `1234 (0x4d2)`, as OpenSSL prints short ones. */
const IN_BOTH = /^(\d{1,49}) ?\((?:0x)?([0-9a-f]{1,64})\)$/i;
const WRITTEN =
  /^['"=\s]*(?:serial(?:\s*(?:number|no\.?|#))?\s*[:=]?\s*)?(-)?\s*(?:0x|\\x)?([^"]*)"?$/i;
const SEPARATORS = /[\s:.\-_]/g;
const ZEROS = /^0+(?=.)/;
const HEX_IN_ANY_CASE = /^[0-9a-f]+$/i;
const HEX = /^[0-9a-f]+$/;
const DECIMAL = /^\d+$/;
/** BigInt of a longer text takes time that grows with its square; the longest serial number has 49 digits. */
const MAX_DIGITS = 100;
