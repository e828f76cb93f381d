import { decodeHTML } from 'entities';
import type { Piece } from './bounds.ts';
import { type MappedText, MappedTextBuilder } from './mapped-text.ts';

/**
 * The report in plain characters: HTML copies unescaped, curly quotes straightened, one kind of space,
 * of hyphen and of line break. Each character keeps its place in the report,
 * of which only some pieces may be wanted.
 */
export function normalizeText(
  source: string,
  pieces: readonly Piece[] = [{ start: 0, end: source.length }],
): MappedText {
  const builder = new MappedTextBuilder(
    pieces.reduce((sum, { start, end }) => sum + end - start, 1),
  );
  for (const { start, end } of pieces) {
    let done = start;
    for (const match of source.slice(start, end).matchAll(UNUSUAL)) {
      const at = start + match.index;
      builder.verbatim(source, done, at);
      done = at + match[0].length;
      builder.add(plain(match[0]), at, done);
    }
    builder.verbatim(source, done, end);
  }
  return builder.build();
}

/** The longest named reference of HTML, `&CounterClockwiseContourIntegral;`, has 33 characters. */
const UNUSUAL =
  // eslint-disable-next-line no-control-regex -- ESC is what is looked for
  /<(del|s|strike)>[^<]{0,1000}<\/\1>|&#?\w{1,32};|\u001b\[[\d;]{0,20}[a-z]|<\/?[a-z][a-z0-9]{0,9}(?: [^<>\n]{0,200})?\/?>|\r\n?|[^\n\x20-\x7e\u00a1-\u1fff\u3001-\ufefe\u{10000}-\u{10ffff}]|[\u00ad\u1680\u180e\u3164]|[\uff01-\uff5e]/giu;

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ...Array.from('\u2018\u2019\u201a\u201b\u2032', (mark) => [mark, "'"] as const),
  ...Array.from('\u201c\u201d\u201e\u201f\u2033', (mark) => [mark, '"'] as const),
  ...Array.from('\u2010\u2011\ufe63', (mark) => [mark, '-'] as const),
  ...Array.from('\u2012\u2013\u2014\u2015\u2212', (mark) => [mark, '\u2013'] as const),
  ['\u2028', '\n'],
  ['\u2029', '\n'],
  ['\u2248', '~'],
  ['\u223c', '~'],
  ['\t', '\t'],
]);

function plain(text: string): string {
  if (text.startsWith('\r')) return '\n';
  // what colours a terminal
  if (text.startsWith('\u001b[')) return '';
  if (text.startsWith('&')) {
    return Array.from(decodeHTML(text), plainCharacter).join('');
  }
  // struck through
  if (/^<(?:del|s|strike)>[^<]*</i.test(text)) return '';
  // a tag of a copied page: a line break where the page had one, nothing where it had words
  if (text.startsWith('<')) return /^<\/?(?:br|p|div|li|tr|h\d)\b/i.test(text) ? '\n' : '';
  return plainCharacter(text);
}

function plainCharacter(text: string): string {
  const replacement = REPLACEMENTS.get(text);
  if (replacement !== undefined) return replacement;
  const code = text.codePointAt(0)!;
  if (code >= 0xff01 && code <= 0xff5e) return String.fromCharCode(code - 0xfee0);
  if (/\p{Cf}/u.test(text)) return '';
  return /\p{Zs}|\p{Cc}/u.test(text) ? ' ' : text;
}
