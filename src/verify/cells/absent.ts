/** How a cell says that nothing stands there. */

/** Empty, or one of the ways in which tables write "nothing". */
export function isAbsent(cell: string | undefined): boolean {
  return cell === undefined || ABSENT.test(cell);
}

/**
 * Words with which S/MIME tables withhold what the certificate says, and no others: `redacted` (as
 * digicert/dossier writes it), `[REDACTED - PII]`, `Redacted for privacy`, `S/MIME`.
 */
export function isWithheld(cell: string | undefined): boolean {
  if (cell === undefined || cell.length > MAX_WITHHELD || /[=@]/.test(cell)) return false;
  if (BLACKED_OUT.test(cell)) return true;
  const words = cell.toLowerCase().match(WORD) ?? [];
  return (
    words.some((word) => WITHHOLDING.test(word)) &&
    words.every((word) => WITHHOLDING.test(word) || FILLERS.has(word))
  );
}

/** "N/A" as the guidelines write it, and as others do. */
export function isNotApplicable(cell: string): boolean {
  return NOT_APPLICABLE.test(cell);
}

const ABSENT = /^[\s"']*(?:n\.?\s*\/?\s*a\.?|none|null|nil|not applicable|[-–—‐−]+|)[\s"']*$/i;
const NOT_APPLICABLE = /^[\s"']*(?:n\.?\s*\/?\s*a\.?|not applicable)[\s"']*$/i;
/** Longer ones are a text of its own. */
const MAX_WITHHELD = 120;
const BLACKED_OUT = /^\W*(?:x{3,}|\*{3,}|█+)\W*$/iu;
/** Digits are no filler: `redacted2` and `hidden.example.org` are something else. */
const WORD = /[\p{L}\d]+/gu;
const WITHHOLDING =
  /^(?:redact(?:ed|ion)|with(?:held|holding)|removed|(?:anonym|pseudonym)i[sz](?:ed|ation)|confidential|hidden|omitted|masked|suppressed|concealed|obfuscated|blackened|undisclosed|disclosed|published|personal(?:ly)?|private|privacy|protected|pii|gdpr|s?mime)$/;
const FILLERS: ReadonlySet<string> = new Set(
  (
    'a an and are as because by certificate certificates data details dns dnsname dnsnames due email ' +
    'field for from identifiable identifying in individual info information intentionally is it ' +
    'left n name names not of on only or per person protection publicly purposes reason reasons s ' +
    'sensitive sha so subject subscriber the this to under value was were with'
  ).split(' '),
);
