/** What a cell of dNSNames says beside those of the certificate. */
import { domainToASCII } from 'node:url';

export interface DnsNameComparison {
  /** In the certificate, not in the cell. */
  readonly missing: readonly string[];
  /** In the cell, not in the certificate; as written. */
  readonly additional: readonly string[];
  /** The cell says that it is not all. */
  readonly truncated: boolean;
}

/**
 * Compares as sets, whatever the separators, order, case, prefixes (`DNS:`) and the form of
 * internationalised names.
 * @param others further names of the certificate that such a cell may hold: IP and e-mail addresses
 */
export function compareDnsNames(
  cell: string,
  dnsNames: readonly string[],
  others: readonly string[] = [],
): DnsNameComparison {
  if (cell === dnsNames.join(',')) return SAME;
  const { rest, found } = takeOut(cell.replace(DEFANGED, '.'), dnsNames);
  const { text, truncated } = withoutTruncation(rest);
  const written = new Map<string, string>();
  const tokens = text.replace(LABEL, ' ').replace(NUMBERING, ' ').split(SEPARATOR);
  for (const token of tokens) {
    const name = token.replace(WRAPPING, '');
    if (name !== '') written.set(comparable(name), name);
  }
  const cut = truncated ? comparable(tokens.at(-1) ?? '') : '';
  const missing = new Map(dnsNames.map((name) => [comparable(name), name]));
  for (const name of found) missing.delete(comparable(name));
  const known = new Set([...others.map(comparable), ...CONJUNCTIONS]);
  const additional: string[] = [];
  for (const [name, asWritten] of written) {
    if (missing.delete(name) || known.has(name)) continue;
    const isCut = name === cut && dnsNames.some((other) => comparable(other).startsWith(cut));
    if (!isCut) additional.push(asWritten);
  }
  return { missing: [...missing.values()], additional, truncated };
}

/** Names that no separator can be looked for in; one of `OCSP Signer` was once a dNSName. */
function takeOut(
  cell: string,
  dnsNames: readonly string[],
): { rest: string; found: readonly string[] } {
  const found: string[] = [];
  let rest = cell;
  for (const name of dnsNames) {
    if (found.length === MAX_TAKEN_OUT || !UNSAFE.test(name)) continue;
    const lower = rest.toLowerCase();
    const at = lower.length === rest.length ? lower.indexOf(name.toLowerCase()) : -1;
    if (at < 0) continue;
    rest = `${rest.slice(0, at)} ${rest.slice(at + name.length)}`;
    found.push(name);
  }
  return { rest, found };
}

function withoutTruncation(cell: string): { text: string; truncated: boolean } {
  const match = TRUNCATION.exec(cell.slice(-MAX_TRUNCATION));
  if (match === null) return { text: cell, truncated: false };
  return { text: cell.slice(0, cell.length - match[0].length), truncated: true };
}

function comparable(name: string): string {
  const lower = name
    .toLowerCase()
    .replace(/\.$/, '')
    .replace(ESCAPED, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
  if (!NON_ASCII.test(lower)) return lower;
  const wildcard = lower.startsWith('*.') ? '*.' : '';
  const ascii = domainToASCII(lower.slice(wildcard.length));
  return ascii === '' ? lower.normalize('NFC') : wildcard + ascii;
}

const SAME: DnsNameComparison = { missing: [], additional: [], truncated: false };
const SEPARATOR = /(?:<br *\/?>|(?:https?:)?\/|[\s,;|、，；])+/i;
/** Would be taken apart, or for something around names. */
const UNSAFE = /[\s,;|/"'[\](){}<>=]/;
/** Bounds the work that a cell and a certificate full of such names can cause. */
const MAX_TAKEN_OUT = 100;
/** `a and b`, and what stands before each line of a list. */
const CONJUNCTIONS = ['and', '&', '+', '-', '–', '•', '·', '*'];
/** `a[.]org`, so that nobody follows it. */
const DEFANGED = /\[\.\]|\(\.\)|\[dot\]/gi;
/** `0: a 1: b` */
const NUMBERING = /(?<![\w.:])\d{1,4}[.):](?=\s)/g;
/** `\x00`, as Python writes it in a list. */
const ESCAPED = /\\x([01][0-9a-f]|7f)/g;
const WRAPPING = /^["'[\](){}<>]+|["'[\](){}<>]+$/g;
/** `DNS:`, `dNSName=`, `DNS Name=`, `IP Address:` as OpenSSL, Windows and others write them. */
const LABEL =
  /\b(?:dns|ip|e?-?mail|rfc822|sans?|subject ?alt(?:ernative)?)[ _-]?(?:names?|address)?\s?[:=]/gi;
const NON_ASCII = /[^\0-\x7f]/;
/** `…`, `...`, `and 12 more`, `(+12 more)`, `etc.` at the end. */
const TRUNCATION =
  /[\s,;|]*(?:…|\.{3,}|\[?\(?(?:and|\+|plus)?\s*\d+\s*(?:more|others?|further)\b[^a-z]*(?:names?)?\)?\]?|\betc\.?)[\s.…]*$/i;
const MAX_TRUNCATION = 60;
