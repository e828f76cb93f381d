/** What the query of a crt.sh link names. */
import { tryFingerprint } from '../../fingerprint/fingerprint.ts';
import type { Entry, EntryForm, LineProblem } from '../line.ts';
import { lineProblem, wrongLength } from '../line-problem.ts';
import { normalizeId } from './crtsh-id.ts';
import { normalizeSerial } from '../serial-number.ts';
import { onlyFingerprintIn } from './fingerprint-token.ts';
import { decodePercent } from './link.ts';

/** The entry that a link names, or the problem why it names none; an entry may have one too. */
export type LinkReading =
  | { readonly entry: Entry; readonly problem?: LineProblem }
  | { readonly entry?: undefined; readonly problem: LineProblem };

/**
 * Reads path and query of a crt.sh link. Names of parameters are matched in any case and order; the
 * parameter that names a certificate best wins. Searches (`?Identity=`, `?CN=`, `?q=<name>`, …)
 * name none.
 */
export function readCrtShTarget(target: string, url: string): LinkReading {
  const plain = readParameters(target, url);
  if (plain !== undefined) return plain;
  const decoded = decodePercent(target);
  const reading = decoded === target ? undefined : readParameters(decoded, url);
  if (reading !== undefined) return reading;
  const fingerprint = onlyFingerprintIn(target.split('?', 1)[0] ?? '');
  if (fingerprint !== undefined) return { entry: { form: 'fingerprint', fingerprint } };
  return target.includes('?')
    ? { problem: lineProblem('search-link', url, 'a crt.sh search, which names no certificate') }
    : { problem: lineProblem('foreign-link', url, 'a page of crt.sh that names no certificate') };
}

function readParameters(target: string, url: string): LinkReading | undefined {
  const question = target.indexOf('?');
  if (question < 0) return undefined;
  const values = new Map<string, string>();
  for (const parameter of target
    .slice(question + 1)
    .split('#', 1)[0]
    ?.split('&') ?? []) {
    const equals = parameter.indexOf('=');
    const name = (equals < 0 ? parameter : parameter.slice(0, equals)).toLowerCase();
    const value = equals < 0 ? '' : parameter.slice(equals + 1);
    if (!values.has(name)) values.set(name, withoutTail(decodePercent(value)));
  }
  for (const [name, read] of PARAMETERS) {
    const value = values.get(name);
    if (value !== undefined) return read(value, url);
  }
  return undefined;
}

/** Best first. crt.sh takes `d` and `q` for an id when they are digits, for a hash otherwise. */
const PARAMETERS: readonly [name: string, read: (value: string, url: string) => LinkReading][] = [
  ['sha256', (value, url) => readHash('crt.sh?sha256', value, url)],
  ['d', (value, url) => readId('crt.sh?d', value, url) ?? readHash('crt.sh?d', value, url)],
  ['q', readQuery],
  ['id', (value, url) => readId('crt.sh?id', value, url) ?? readHash('fingerprint', value, url)],
  ['asn1', (value, url) => readId('crt.sh?id', value, url) ?? readHash('fingerprint', value, url)],
  ['sha1', readSha1],
  ['serial', readSerial],
];

function readHash(form: EntryForm, value: string, url: string): LinkReading {
  const digits = value.replace(/(?:\.\.\.|…)$/, '').replace(/[:+\s-]/g, '');
  const fingerprint = tryFingerprint(digits);
  if (fingerprint !== undefined) return { entry: { form, fingerprint } };
  if (value.includes('…') || value.includes('...')) {
    return { problem: lineProblem('truncated-hash', url, 'the hash in this link is elided') };
  }
  if (digits === '') return { problem: lineProblem('not-hex', url, 'no hash in this link') };
  if (HEX.test(digits)) return { problem: wrongLength(digits, url) };
  return { problem: lineProblem('not-hex', url, 'the hash in this link has other characters') };
}

/**
 * Numbers behind a comma may be further ids, but also the next columns of a CSV: only the first is
 * taken for an id, and where another one looks like it, that is said.
 */
function readId(form: EntryForm, value: string, url: string): LinkReading | undefined {
  const [first = '', ...others] = value.split(',');
  if (![first, ...others].every((id) => CRT_SH_ID.test(id))) return undefined;
  const entry: Entry = { form, crtShId: normalizeId(first) };
  if (others.some((id) => id.length >= first.length - 1)) {
    const message = 'several numbers behind this link; the first is taken for its id';
    return { entry, problem: lineProblem('not-hex', url, message) };
  }
  const message = 'only crt.sh can tell which certificate has this id';
  return { entry, problem: lineProblem('not-recommended-form', url, message) };
}

function readQuery(value: string, url: string): LinkReading {
  const reading = readId('crt.sh?q', value, url);
  if (reading !== undefined) return reading;
  const digits = value.replace(/[:+\s-]/g, '');
  const elided = /^[0-9a-f]{4,}(?:…|\.\.\.)/i.test(value);
  if (elided || (digits.length >= 16 && HEX.test(digits))) return readHash('crt.sh?q', value, url);
  return { problem: lineProblem('search-link', url, 'a crt.sh search by name') };
}

function readSha1(_: string, url: string): LinkReading {
  const message = 'a link by SHA-1 hash; a SHA-256 fingerprint has 64 hex digits';
  return { problem: lineProblem('sha1-hash', url, message) };
}

function readSerial(value: string, url: string): LinkReading {
  const digits = value.replace(/^0x/i, '').replace(/[:+\s-]/g, '');
  if (digits === '' || digits.length > 64 || !HEX.test(digits)) {
    return { problem: lineProblem('search-link', url, 'a crt.sh search by serial number') };
  }
  return {
    entry: { form: 'serial', serial: normalizeSerial(digits) },
    problem: lineProblem(
      'not-recommended-form',
      url,
      'a search by serial number, which several certificates may share',
    ),
  };
}

// By hand: /[…]+$/ is quadratic on a long run of these characters that does not end the text.
function withoutTail(value: string): string {
  let end = value.length;
  while (end > 0 && '.,:!*_~\\/'.includes(value.charAt(end - 1))) end--;
  // an ellipsis says that digits are missing, and is no punctuation
  return value.startsWith('...', end) ? `${value.slice(0, end)}...` : value.slice(0, end);
}

const HEX = /^[0-9a-f]+$/i;
const CRT_SH_ID = /^[0-9]{1,19}$/;
