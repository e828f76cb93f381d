/** Labels of numbers of certificates, which nobody words as the template does. */
import type { ClaimKind } from '../claim.ts';

export type NumberKind = Extract<
  ClaimKind,
  'total' | 'remaining-valid' | 'revoked' | 'not-revoked' | 'expired' | 'precertificates' | 'finals'
>;

export interface NumberLabel {
  readonly kind: NumberKind;
  /** It does not say that it is a number, and means one only where one follows ("Revoked: 12"). */
  readonly isBare: boolean;
}

/**
 * Reads a label, in lower case and without marks, that is nothing but a count ("number of", "how many",
 * "#"), certificates, and what became of them, in any order.
 */
export function readNumberLabel(label: string): NumberLabel | undefined {
  // of "# of certs" Markdown leaves a heading without its mark
  let rest = label
    .replace(/^of /, 'number of ')
    .replaceAll('(s)', 's')
    .replaceAll(/[()/:=]/g, ' ')
    .replace(AS_OF_NOW, ' ')
    .replace(BY_WHEN, ' ');
  let kind: NumberKind = 'total';
  for (const [status, pattern] of STATUSES) {
    if (!pattern.test(rest)) continue;
    kind = status;
    rest = rest.replace(pattern, ' ');
    break;
  }
  const words = rest
    .replaceAll(/\b(?:no|nr)(?= of )/g, 'number')
    .split(' ')
    .filter((word) => word !== '');
  const counts = words.filter((word) => COUNTS.has(word)).length;
  const nouns = words.filter((word) => NOUNS.has(word)).length;
  const affected = words.filter((word) => AFFECTED.has(word)).length;
  if (!words.every((word) => COUNTS.has(word) || NOUNS.has(word) || FILLERS.has(word))) {
    return undefined;
  }
  if (kind !== 'total') {
    return { kind, isBare: counts === 0 && !label.includes('remaining valid') };
  }
  if (nouns === 0) return undefined;
  if (counts > 0 && words.some((word) => FINAL.has(word))) return { kind: 'finals', isBare: false };
  // "incorrect certificate: https://…" is one
  const isPlural = words.some((word) => PLURALS.has(word));
  return counts > 0 || (affected > 0 && isPlural) ? { kind, isBare: false } : undefined;
}

const AS_OF_NOW =
  / (?:as |which )?(?:of|at|by|on) (?:the |this )?(?:time of (?:the |this )?(?:report|reporting|writing|posting|incident|detection|discovery)|moment|report|today|now|present)$| (?:so far|to date|today|currently|until now|in total|overall)$/;

/** When they were revoked leaves them revoked. */
const BY_WHEN =
  / (?:before|after|within|by|in|past|on) (?:the )?(?:deadline|time|period|\d+ (?:hours|days|h)|(?:five|seven|24) (?:hours|days))$/;

/** Of several the first is meant: "not yet revoked" is not "revoked". */
const STATUSES: readonly (readonly [NumberKind, RegExp])[] = [
  [
    'not-revoked',
    /\b(?:(?:not|never) (?:(?:yet|been|already) )*revoked|(?:non|un) ?revoked|(?:still |yet |remaining )*to be revoked|(?:pending|awaiting|outstanding) revocations?|revocations? (?:pending|outstanding))\b/,
  ],
  [
    'remaining-valid',
    /\b(?:remaining (?:certificates |certs )?valid|(?:(?:still|currently|remaining|time|remain) )*(?:valid|active)(?: remaining)?)\b/,
  ],
  ['revoked', /\b(?:already )?revoked\b/],
  ['expired', /\b(?:already )?expired\b/],
  ['precertificates', /\bpre ?cert(?:ificate)?s\b/],
];

const COUNTS: ReadonlySet<string> = new Set(
  'number numbers count counts amount quantity # total totals many figure sum'.split(' '),
);
const NOUNS: ReadonlySet<string> = new Set('certificate certificates cert certs'.split(' '));
const PLURALS: ReadonlySet<string> = new Set(['certificates', 'certs']);
const FINAL: ReadonlySet<string> = new Set(['final', 'leaf', 'end']);
const AFFECTED: ReadonlySet<string> = new Set(
  (
    'affected impacted involved misissued issued problematic compliant noncompliant faulty ' +
    'erroneous incorrect concerned'
  ).split(' '),
);
/** Words that leave a number what it is. */
const FILLERS: ReadonlySet<string> = new Set([
  ...AFFECTED,
  ...FINAL,
  ...'the of all that which are were was is have has been how overall in mis non by this thereof these them those already still'.split(
    ' ',
  ),
  ...'incident issue tls ssl server subscriber entity smime s mime ev ov dv iv'.split(' '),
]);
