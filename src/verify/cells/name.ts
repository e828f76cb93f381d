/** A written distinguished name beside that of the certificate. */
import { isSameOctets } from './misread-text.ts';
import {
  type Backslash,
  type WrittenAttribute,
  type WrittenRdn,
  parseName,
} from './written-name.ts';

/**
 * - `inexact`: equal but for capitals, blanks, or how the octets of a string are read
 * - `incomplete`: what stands there is in the certificate, but not all of it
 * - `reordered`: all of it, in an order that is neither that of the certificate nor the reverse, or
 *   in other RDNs
 */
export type NameComparison =
  'equal' | 'inexact' | 'incomplete' | 'reordered' | 'different' | 'unreadable';

/**
 * Compares as the forms of writing allow: both orders, with or without blanks, any escaping, any name
 * of a type; values in their Unicode normal form.
 * @param name as of `DescribedCertificate`
 */
export function compareName(cell: string, name: string): NameComparison {
  if (cell === name) return 'equal';
  const expected = parseName(name) ?? [];
  const usual = compareReading(cell, expected, 'escapes');
  if (usual === 'equal' || !cell.includes('\\')) return usual;
  const literal = compareReading(cell, expected, 'literal');
  return LIKENESS.indexOf(literal) < LIKENESS.indexOf(usual) ? literal : usual;
}

function compareReading(
  cell: string,
  expected: readonly WrittenRdn[],
  backslash: Backslash,
): NameComparison {
  const written = parseName(cell, backslash);
  if (written === undefined) {
    const bare = cell.trim().normalize('NFC');
    const isPart = expected.some((rdn) => rdn.some(({ value }) => value === bare));
    return isPart ? 'incomplete' : 'unreadable';
  }
  const [ours, theirs] = [expected.map(rdnKey), written.map(rdnKey)];
  if (sameSequence(ours, theirs) || sameSequence(ours, theirs.toReversed())) return 'equal';
  return compareAttributes(expected.flat(), written.flat());
}

/** Whatever the order and the RDNs: Go's `pkix.Name.String` and others have both of their own. */
function compareAttributes(
  expected: readonly WrittenAttribute[],
  written: readonly WrittenAttribute[],
): NameComparison {
  if (written.length === 0 || written.length > expected.length) return 'different';
  const open = new Map<string, WrittenAttribute[]>();
  for (const one of expected) {
    const key = attributeKey(one);
    const same = open.get(key);
    if (same === undefined) open.set(key, [one]);
    else same.push(one);
  }
  let inexact = false;
  const others = written.filter((one) => open.get(attributeKey(one))?.pop() === undefined);
  const rest = [...open.values()].flat();
  if (others.length > MAX_OTHERS) return 'different';
  for (const { type, value } of others) {
    const at = rest.findIndex((one) => one.type === type && isNearly(value, one.value));
    if (at < 0) return 'different';
    rest.splice(at, 1);
    inexact = true;
  }
  if (rest.length > 0) return 'incomplete';
  return inexact ? 'inexact' : 'reordered';
}

/** As RFC 5280 §7.1 compares; or the same octets, read as another kind of string. */
function isNearly(written: string, expected: string): boolean {
  return folded(written) === folded(expected) || isSameOctets(written, expected);
}

function folded(value: string): string {
  return value.trim().replace(/\s+/g, ' ').toLowerCase();
}

function rdnKey(rdn: WrittenRdn): string {
  return rdn.map(attributeKey).join('\n');
}

function attributeKey({ type, value }: WrittenAttribute): string {
  return `${type}=${value}`;
}

function sameSequence(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((value, at) => value === b[at]);
}

/** The likest first. */
const LIKENESS: readonly NameComparison[] = [
  'equal',
  'inexact',
  'reordered',
  'incomplete',
  'different',
  'unreadable',
];
/** Each is compared with all that is left: bounds what names of 10,000 attributes can cost. */
const MAX_OTHERS = 100;
