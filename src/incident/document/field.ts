/** The fields of the templates of IRG 3.x, and what other reports call them. */
import type { ClaimKind } from '../claim.ts';
import { readDateLabel } from './date-label.ts';
import { readNumberLabel } from './number-label.ts';

/**
 * What a field gives; `other` for those that say nothing about certificates; `part` for figures of a part of
 * the certificates only.
 */
export type FieldKind = ClaimKind | 'issuance-range' | 'heuristic' | 'part' | 'other';

/** What a label gives, in whatever dress: bold, in quotes, in capitals; with the value that stands behind it. */
export function fieldOfLabel(label: string, value = ''): FieldKind | undefined {
  const plain = label
    .toLowerCase()
    .replaceAll(/["'*_`.]/g, '')
    .replaceAll(/[\s\u2013-]+/g, ' ')
    .trim();
  if (plain.length > MAX_LABEL) return undefined;
  const named = FIELDS.find(({ pattern }) => pattern.test(plain))?.kind;
  if (named !== undefined) return named;
  const date = readDateLabel(plain);
  if (date !== undefined) return date;
  const number = readNumberLabel(plain);
  // "Certificates issued: 2023-01-02 to 2023-03-04"
  if (number?.kind === 'total' && plain.includes('issued') && DATE.test(value)) {
    return 'issuance-range';
  }
  return number === undefined || (number.isBare && !NUMBER.test(value)) ? undefined : number.kind;
}

/** What follows a label that says no more than "Revoked". */
const NUMBER =
  /^[\s"'(*~<>]*(?:\d{1,3}(?:[,.' ]\d{3})*(?![\d:/.-])|none|nil|zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve)\b/i;

const DATE =
  /^[\s"'(*~]*(?:between |from )?(?:\d{4}-\d\d|\d{1,2}[./-](?:\d{1,2}|[A-Za-z]{3})[./-]\d{2})/i;

export const MAX_LABEL = 100;

const FIELDS: readonly { readonly pattern: RegExp; readonly kind: FieldKind }[] = [
  field('types', '(?:affected |impacted )?(?:certificate|cert) types?(?:\\(s\\))?(?: affected)?'),
  field(
    'types',
    'types?(?:\\(s\\))? of (?:the )?(?:affected |impacted )?(?:certificates?|certs)(?: affected)?',
  ),
  field('types', 'validation types?'),
  field(
    'types',
    '(?:affected )?types?(?:\\(s\\))?|which (?:type|kind)s?(?: of (?:certificates|certs))?',
  ),
  field('heuristic', '(?:incident )?heuristics?'),
  field(
    'issuance-stopped',
    '(?:was|has|have|is)(?: the)? (?:certificate )?issuance (?:been )?(?:stopped|halted|suspended).*',
  ),
  field('issuance-stopped', 'issuance (?:was )?(?:stopped|status)(?: in response.*)?'),
  field(
    'noncompliance-start',
    'non ?compliance (?:start|started|begin|began)(?: (?:date|time).*)?',
  ),
  field(
    'noncompliance-identified',
    'non ?compliance (?:identified|identification|discovered|discovery|detected|detection)(?: (?:date|time).*)?',
  ),
  field(
    'noncompliance-end',
    'non ?compliance (?:end|ended|resolved|resolution|stop)(?: (?:date|time).*)?',
  ),
  field(
    'issuer',
    '(?:affected |impacted |involved )?(?:issuer|issuing ca|issuing certificate|intermediate ca|ica)(?:\\(?s\\)?)?(?: (?:name|dn|cn|common name|distinguished name|certificate))?(?:\\(?s\\)?)?(?: (?:affected|impacted|involved))?',
  ),
  field(
    'issuer',
    '(?:affected |impacted |involved )?(?:(?:issuing |intermediate |subordinate |sub )?cas?|ca\\(s\\)|(?:issuing |intermediate |subordinate )?(?:certification|certificate) authorit(?:y|ies)|(?:issuing |subordinate )?intermediates?(?: certificates?)?)(?: (?:name|dn|cn|common name))?(?: (?:affected|impacted|involved))?',
  ),
  field('issuer', '(?:issued|misissued|signed) (?:by|from|under)'),
  field('signature-algorithm', 'sig(?:nature)? ?alg(?:orithm)?s?'),
  field('other', 'incident (?:description|root causes?|root cause\\(s\\)|summary)'),
  field('other', 'ca owner ccadb unique id'),
  field('other', 'timeline summary'),
  field('other', 'relevant policies'),
  field('other', '(?:root cause|issuance|incident|current) status'),
  field('other', 'source of (?:the )?incident disclosure'),
  field('other', 'analysis'),
  field('other', 'additional(?: considerations?)?'),
  field('other', '(?:remediation description|commitment summary|description|detection|timeline)'),
  field('other', '(?:interaction with other factors|root cause analysis methodology used)'),
  field(
    'other',
    '(?:what went well|what didnt go well|where we got lucky|fortuitous circumstances)',
  ),
];

function field(kind: FieldKind, source: string): { pattern: RegExp; kind: FieldKind } {
  return { pattern: new RegExp(`^(?:the )?${source}$`), kind };
}
