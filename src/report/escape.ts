/**
 * Text of strangers (certificates, appendices, servers) made safe for where it goes. No renderer
 * prints foreign text by any other way.
 *
 * Markdown is read by several engines: GitHub and Bugzilla (cmark-gfm), and others. cmark-gfm finds
 * bare e-mail addresses after backslashes and character references are resolved, so that
 * `a\@example.com` still becomes a link; only a code span keeps links, mentions and HTML out in
 * every engine. Pipes never stand in the output, not even escaped: whether `\\|` ends a cell
 * differs from engine to engine.
 */
import { MAX_FOREIGN_TEXT } from './limits.ts';

/**
 * What is invisible, or changes how its neighbours are read: controls (a terminal obeys them),
 * bidirectional and other format characters, lone surrogates, line separators, spaces other than
 * U+0020, and the fillers that Unicode counts as letters or leaves for the font to skip.
 */
const INVISIBLE =
  /\p{Cc}|\p{Cf}|\p{Cs}|\p{Zl}|\p{Zp}|(?! )\p{Zs}|\p{Default_Ignorable_Code_Point}|\u2800/gu;

/** What the autolinks of GFM, mentions (`@name`) and mail addresses have in common. */
const LINK_BAIT = /@|:\/\/|www\./i;

/** ASCII punctuation that means something inline in GFM (`$` starts mathematics on GitHub). */
const MARKDOWN_SYNTAX = /[\\`*_[\]<>&~#!$]/g;

/** What would begin a list, a rule or an underlined heading where a line or a list item begins. */
const BLOCK_MARKER = /^(?=[-+=]|\d+[.)](?: |$))(\d*)/;

/** For a terminal: one line, no control, escape or bidirectional character, of bounded length. */
export function escapeTerminal(text: string): string {
  const { head, mark } = cut(text);
  return showInvisible(head) + mark;
}

/**
 * For GFM, as a code span: text to be read letter by letter (names, serial numbers, lines of an
 * appendix). Safe in a paragraph and in a table cell.
 */
export function markdownCode(text: string): string {
  const { head, mark } = cut(text);
  if (head === '') return '(empty)';
  return codeSpans(showInvisible(head)) + mark;
}

/**
 * For GFM, as words of a sentence (headings of an appendix, reasons). Words that some engine would
 * turn into a link become code spans. Safe in a paragraph, a list item, a heading and a table cell.
 */
export function markdownWords(text: string): string {
  const { head, mark } = cut(text.trim());
  const words = showInvisible(head)
    .split(' ')
    .map((word) => (LINK_BAIT.test(word) ? codeSpans(word) : escapePunctuation(word)));
  return words.join(' ').trim().replace(BLOCK_MARKER, '$1\\') + mark;
}

/**
 * For JSON that is already serialized: what `JSON.stringify` leaves as it is although a terminal,
 * a browser's script or a reader of the raw text would be misled by it, as `\uXXXX`. Such
 * characters occur only within strings, so the value stays the same.
 */
export function escapeSerializedJson(json: string): string {
  return json.replace(INVISIBLE, (character) =>
    character === '\n' ? character : asUtf16Escapes(character),
  );
}

function showInvisible(text: string): string {
  return text.replace(INVISIBLE, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return `<U+${point.toString(16).toUpperCase().padStart(4, '0')}>`;
  });
}

function codeSpans(text: string): string {
  return text.split('|').map(codeSpan).join('&#124;');
}

/** CommonMark 0.31 §6.1: the fence is longer than any run within, and one space on each side is lost. */
function codeSpan(text: string): string {
  if (text === '') return '';
  const runs = text.match(/`+/g) ?? [];
  const fence = '`'.repeat(1 + Math.max(0, ...runs.map((run) => run.length)));
  const padding = /^`|`$|^ .* $/.test(text) && text.trim() !== '' ? ' ' : '';
  return fence + padding + text + padding + fence;
}

function escapePunctuation(word: string): string {
  return word.replace(MARKDOWN_SYNTAX, '\\$&').replaceAll('|', '&#124;');
}

function cut(text: string): { head: string; mark: string } {
  // a code point is at most two units: what is longer is never looked at whole
  const points = Array.from(text.slice(0, 2 * (MAX_FOREIGN_TEXT + 1)));
  if (points.length <= MAX_FOREIGN_TEXT) return { head: text, mark: '' };
  return { head: points.slice(0, MAX_FOREIGN_TEXT).join(''), mark: '… (cut)' };
}

function asUtf16Escapes(character: string): string {
  return Array.from({ length: character.length }, (_, index) => {
    return `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`;
  }).join('');
}
