/** Distinguished names as tables write them: RFC 4514, RFC 2253, OpenSSL in both forms, Windows, Java. */
import { DerReader } from '../../der/reader.ts';
import { decodeText, isTextTag } from '../../der/text.ts';
import { isUtf8 } from '../../der/utf8.ts';
import { attributeType, isAttributeType } from './attribute-types.ts';

export interface WrittenAttribute {
  /** As of `attributeType`. */
  readonly type: string;
  readonly value: string;
}

/** Attributes of one RDN, sorted: they are a set (X.501 §9.2). */
export type WrittenRdn = readonly WrittenAttribute[];

/** What a backslash is: unescaped names have it stand for itself, as in `/O=a\\b` of OpenSSL. */
export type Backslash = 'escapes' | 'literal';

/** The RDNs in the order in which they are written; `undefined` where the text is no name. */
export function parseName(
  text: string,
  backslash: Backslash = 'escapes',
): WrittenRdn[] | undefined {
  const name = text.trim().replace(LABEL, '');
  if (name === '') return [];
  const parts = name.startsWith('/') ? splitSlashes(name) : splitCommas(name);
  const rdns: WrittenAttribute[][] = [];
  for (const { text: part, joined } of parts) {
    const equals = part.indexOf('=');
    if (equals < 0 || !isType(part.slice(0, equals))) return undefined;
    const attribute = {
      type: attributeType(part.slice(0, equals)),
      value: decodeValue(part.slice(equals + 1), backslash),
    };
    const last = rdns.at(-1);
    if (joined && last !== undefined) last.push(attribute);
    else rdns.push([attribute]);
  }
  return rdns.map((rdn) => (rdn.length === 1 ? rdn : [...rdn].sort(byTypeAndValue)));
}

interface Part {
  readonly text: string;
  /** Behind a `+`: of the same RDN as the part before. */
  readonly joined: boolean;
}

/** `/C=US/O=a/b/CN=c`: a slash or a plus separates only before a type and `=`. */
function splitSlashes(name: string): Part[] {
  return cut(name, [...name.matchAll(/[/+](?=[\w. -]{1,60}=)/g)], (match) =>
    isType(behind(name, match.index + 1)),
  );
}

/**
 * A comma, semicolon, line end or plus that is neither escaped nor quoted, before a type and `=`:
 * tables write `O=Example, Inc., C=US` too.
 */
function splitCommas(name: string): Part[] {
  const separators: RegExpMatchArray[] = [];
  let quoted = false;
  for (const match of name.matchAll(/\\.|"|[,;+\n]/gs)) {
    if (match[0] === '"') quoted = !quoted;
    else if (!match[0].startsWith('\\') && !quoted) separators.push(match);
  }
  return cut(name, separators, ({ index }) => isType(behind(name, index + 1)));
}

function cut(
  name: string,
  separators: readonly RegExpMatchArray[],
  separates: (match: RegExpExecArray) => boolean,
): Part[] {
  const parts: Part[] = [];
  let start = 0;
  let joined = false;
  for (const match of separators as RegExpExecArray[]) {
    if (!separates(match)) continue;
    if (match.index > start) parts.push({ text: name.slice(start, match.index), joined });
    start = match.index + 1;
    joined = match[0] === '+';
  }
  parts.push({ text: name.slice(start).replace(/(?<!\\)[,;/]\s*$/, ''), joined });
  return parts.filter(({ text }) => text.trim() !== '');
}

/** What stands at `at`, up to the next `=`; empty where that is too far to be a type. */
function behind(name: string, at: number): string {
  const equals = name.slice(at, at + MAX_TYPE).indexOf('=');
  return equals < 0 ? '' : name.slice(at, at + equals);
}

function isType(text: string): boolean {
  return isAttributeType(text) || UNKNOWN_TYPE.test(text.trim());
}

function decodeValue(written: string, backslash: Backslash): string {
  let text = written.trim();
  // the blank that ends an escaped value is part of it
  if (text.endsWith('\\') && !text.endsWith('\\\\')) text += ' ';
  // Windows doubles a quote within quotes
  if (/^"(?:[^"\\]|\\.|"")*"$/s.test(text)) text = text.slice(1, -1).replaceAll('""', '"');
  if (/^#(?:[0-9a-f]{2})+$/i.test(text)) return decodeHexValue(text);
  return unescape(text, backslash).normalize('NFC');
}

/** `\,`, `\2C`, `\C3\BC` (RFC 4514 §2.4) and `\xC3\xBC` (OpenSSL, which escapes nothing else). */
function unescape(text: string, backslash: Backslash): string {
  if (!text.includes('\\')) return text;
  const escaped = backslash === 'literal' ? OPENSSL_OCTETS : ESCAPED;
  return text.replace(escaped, (run: string, single: unknown) => {
    if (typeof single === 'string') return single;
    const octets = Buffer.from(run.replace(/\\x?/gi, ''), 'hex');
    // OpenSSL escapes the octets of T61String, too
    return octets.toString(isUtf8(octets, 0, octets.length) ? 'utf8' : 'latin1');
  });
}

/** `#0c0141`: the element of a value, which is compared as text where it is text. */
function decodeHexValue(text: string): string {
  const der = new DerReader();
  der.bytes = Buffer.from(text.slice(1), 'hex');
  const isOne = der.read(0, der.bytes.length) && der.next === der.bytes.length;
  if (!isOne || !isTextTag(der.tag)) return text.toLowerCase();
  return decodeText(der.tag, der.bytes, der.contentStart, der.contentEnd).normalize('NFC');
}

function byTypeAndValue(a: WrittenAttribute, b: WrittenAttribute): number {
  const [left, right] = [`${a.type}=${a.value}`, `${b.type}=${b.value}`];
  return left < right ? -1 : Number(left > right);
}

/** As OpenSSL prints it before the name. */
const LABEL = /^(?:subject|issuer)\s*[=:]\s*(?=\S)/i;
/** In upper case, as programs write types that this one does not know. */
const UNKNOWN_TYPE = /^[A-Z][A-Z0-9-]{0,30}$/;
const MAX_TYPE = 80;
const ESCAPED = /(?:\\x?[0-9a-f]{2})+|\\(.)/gis;
const OPENSSL_OCTETS = /(?:\\x[0-9a-f]{2})+/gi;
