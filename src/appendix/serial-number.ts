/**
 * The serial number that hex digits spell, in the one way in which serial numbers are compared and
 * printed: its value as an integer, lower case, without leading zero octets (DER's sign octet is
 * one), an even number of digits, `00` for zero. Prefix, separators and sign are left out.
 */
export function normalizeSerial(written: string): string {
  const digits = PLAIN.test(written)
    ? written
    : written
        .replace(/^\s*-?\s*0x/i, '')
        .replace(/[^0-9a-f]/gi, '')
        .toLowerCase();
  let zeros = 0;
  while (zeros < digits.length && digits[zeros] === '0') zeros++;
  const value = digits.slice(zeros);
  if (value === '') return '00';
  return value.length % 2 === 0 ? value : `0${value}`;
}

const PLAIN = /^[0-9a-f]*$/;
