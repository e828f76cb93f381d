/** What spreadsheets leave of cells that they take for numbers, dates or formulas. */

/** What a spreadsheet shows in place of a value; `undefined` where it is one. */
export function brokenValue(cell: string): string | undefined {
  if (cell.charCodeAt(0) !== HASH_SIGN) return undefined;
  if (TOO_NARROW.test(cell)) return 'the column was too narrow when this was copied';
  return ERROR_VALUE.test(cell)
    ? 'an error of the spreadsheet stands in place of the value'
    : undefined;
}

/** True for a number rounded to what a spreadsheet can hold: `1.23E+38`, `1,23457E+38`. */
export function isRounded(cell: string): boolean {
  return cell.length <= MAX_NUMBER && ROUNDED.test(cell);
}

/** What a date cell has become; `undefined` for a date as people or programs write it, and for what is none. */
export function mangledDate(cell: string): string | undefined {
  return cell.length <= MAX_NUMBER && DAY_NUMBER.test(cell)
    ? 'a date as the number of days that a spreadsheet counts'
    : undefined;
}

/** Excel up to 2003, and what exports through it, cuts a cell here. */
export function isCutLength(cell: string): boolean {
  return cell.length === CUT_CHARACTERS;
}

const HASH_SIGN = 0x23;
const CUT_CHARACTERS = 255;
const MAX_NUMBER = 32;
const TOO_NARROW = /^#{3,}$/;
const ERROR_VALUE = /^#(?:REF!|NAME\??|VALUE!|NUM!|NULL!|DIV\/0!|N\/A|SPILL!|CALC!|WERT!|ZAHL!)$/i;
/** `1E10` without sign and point is hex. */
const ROUNDED = /^[-+]?\d(?:[.,]\d{1,17}E[+-]?|E[+-])\d{1,3}$/i;
/** 1982 to 2119, with the time of day behind the point. */
const DAY_NUMBER = /^[3-7]\d{4}(?:[.,]\d{1,15})?$/;
