/** How a cell says that nothing stands there. */

/** Empty, or one of the ways in which tables write "nothing". */
export function isAbsent(cell: string | undefined): boolean {
  return cell === undefined || ABSENT.test(cell);
}

/** The word with which S/MIME tables withhold what the certificate says (as digicert/dossier writes it). */
export function isWithheld(cell: string | undefined): boolean {
  return cell !== undefined && WITHHELD.test(cell);
}

/** "N/A" as the guidelines write it, and as others do. */
export function isNotApplicable(cell: string): boolean {
  return NOT_APPLICABLE.test(cell);
}

const ABSENT = /^[\s"']*(?:n\.?\s*\/?\s*a\.?|none|null|nil|not applicable|[-–—‐−]+|)[\s"']*$/i;
const NOT_APPLICABLE = /^[\s"']*(?:n\.?\s*\/?\s*a\.?|not applicable)[\s"']*$/i;
const WITHHELD = /^\W*(?:redacted|withheld|removed|anonymi[sz]ed|x{3,}|\*{3,}|█+)\W*$/iu;
