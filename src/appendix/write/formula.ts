/**
 * Cells that a spreadsheet would take for a formula (OWASP, "CSV Injection"; ASVS 5.0 1.2.10): `=`, `+`,
 * `-`, `@`, their full-width forms, tab, line ends and NUL at the start, spaces in front or not. A lone
 * sign is none, so that `-` stays the placeholder that tables have for an empty cell.
 *
 * An apostrophe in front makes them text. So that reading undoes exactly what writing did, what begins
 * with apostrophes and then such a character gets one more.
 */
const STARTS_FORMULA = /^'*(?:[\0\t\r\n]|\s*[=+\-@＝＋－＠].)/s;

/** The cell as it is written; all others stay as they are. */
export function guardFormula(cell: string): string {
  return STARTS_FORMULA.test(cell) ? `'${cell}` : cell;
}

/** What `guardFormula` was given. */
export function withoutFormulaGuard(cell: string): string {
  return cell.startsWith("'") && STARTS_FORMULA.test(cell.slice(1)) ? cell.slice(1) : cell;
}
