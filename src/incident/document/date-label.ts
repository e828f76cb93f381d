/** Labels of dates of issuance, which nobody words as the guidelines 1.0 do. */

export type DateKind = 'first-issued' | 'last-issued' | 'issuance-range';

/**
 * Reads a label, in lower case and without marks, that is nothing but an end ("first", "most recent"),
 * issuance, certificates and dates, in any order. Both ends, or none beside issuance and dates, are a range.
 */
export function readDateLabel(label: string): DateKind | undefined {
  const words = label
    .replaceAll(/[()/:=,]/g, ' ')
    .replaceAll('most recent', 'latest')
    .replaceAll('not before', 'notbefore')
    .split(' ')
    .filter((word) => word !== '');
  if (!words.every((word) => KNOWN.some((known) => known.has(word)))) return undefined;
  const [isFirst, isLast, isIssued, isDate, isCertificate] = KNOWN.map((known) =>
    words.some((word) => known.has(word)),
  );
  if (isFirst && isLast) return isIssued || isDate ? 'issuance-range' : undefined;
  if (isFirst || isLast) {
    if (!isIssued && !isDate && !isCertificate) return undefined;
    return isFirst ? 'first-issued' : 'last-issued';
  }
  return isIssued && isDate ? 'issuance-range' : undefined;
}

const FIRST = 'first earliest oldest';
const LAST = 'last latest newest youngest';
const ISSUED = 'issued issuance issue misissued misissuance notbefore generated';
const DATE = 'date dates period range between time timeframe window when interval span';
const CERTIFICATE = 'certificate certificates cert certs one';
const REST =
  'the a of for on at in and to from by was were is are with this that these they all affected ' +
  'impacted problematic incorrect utc known tls ssl server leaf problem incident';

const KNOWN: readonly ReadonlySet<string>[] = [FIRST, LAST, ISSUED, DATE, CERTIFICATE, REST].map(
  (words) => new Set(words.split(' ')),
);
