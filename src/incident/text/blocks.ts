import MarkdownIt, { type Token } from 'markdown-it';
import { inlineText } from './inline.ts';
import { type MappedText, MappedTextBuilder } from './mapped-text.ts';

/** A heading, a paragraph (of a list item, too) or a cell of a table, without its Markdown. */
export interface Block {
  readonly kind: 'heading' | 'paragraph' | 'cell';
  /** Within a block quotation: words of someone else. */
  readonly quoted: boolean;
  /** Of a cell: 0-based row (0 is the head) and column; -1 elsewhere. */
  readonly row: number;
  readonly column: number;
  /** The number of the list's item that it begins, in a list within nothing else; else 0. */
  readonly item: number;
  readonly content: MappedText;
}

/**
 * The blocks of a report. CommonMark with GFM's tables, by markdown-it, but as plain text pasted from
 * Bugzilla needs it: no indented code, no headings by underlining (its lists leave lines of a single
 * `-`), no HTML. What is nested deeper than markdown-it's 100 levels is left out, as is fenced code, unless it is a report.
 */
export function readBlocks(text: MappedText): Block[] {
  const lines = lineStarts(text.text);
  const fenced = parser().parse(text.text, {});
  const normalized = withoutFences(text, fenced, lines);
  const tokens = normalized === text ? fenced : parser().parse(normalized.text, {});
  const blocks: Block[] = [];
  let quoteDepth = 0;
  let kind: Block['kind'] = 'paragraph';
  let row = -1;
  let column = -1;
  let cursor = 0;
  let item = 0;
  for (const token of tokens) {
    switch (token.type) {
      case 'blockquote_open':
        quoteDepth++;
        break;
      case 'blockquote_close':
        quoteDepth--;
        break;
      case 'list_item_open':
        // the list itself is of level 0
        item = token.level === 1 && /^\d{1,2}$/.test(token.info) ? Number(token.info) : 0;
        break;
      case 'heading_open':
        kind = 'heading';
        break;
      case 'paragraph_open':
        kind = 'paragraph';
        break;
      case 'table_open':
        kind = 'cell';
        row = -1;
        break;
      case 'table_close':
        row = -1;
        column = -1;
        break;
      case 'tr_open':
        row++;
        column = -1;
        cursor = lines[token.map?.[0] ?? 0] ?? normalized.text.length;
        break;
      case 'th_open':
      case 'td_open':
        column++;
        break;
      case 'inline': {
        const isCell = kind === 'cell';
        const raw = isCell ? cellText(normalized, token, cursor) : placed(normalized, token, lines);
        if (isCell) cursor += raw.consumed;
        const content = inlineText(token.children ?? [], raw.text);
        blocks.push({ kind, quoted: quoteDepth > 0, row, column, item, content });
        item = 0;
        break;
      }
    }
  }
  return blocks;
}

/** A report that was copied with the fence around the template: the text without those fences. */
function withoutFences(
  normalized: MappedText,
  tokens: readonly Token[],
  lines: readonly number[],
): MappedText {
  const marks = tokens.flatMap(({ type, content, map }) =>
    type === 'fence' && map !== null && isReport(content) ? [map[0], map[1] - 1] : [],
  );
  if (marks.length === 0) return normalized;
  let text = '';
  let done = 0;
  for (const line of marks) {
    const start = lines[line] ?? normalized.text.length;
    const end = (lines[line + 1] ?? normalized.text.length + 1) - 1;
    // a fence without its end ends where the text does
    const mark = normalized.text.slice(start, end);
    if (!/^[^`~]{0,20}(?:`{3,}|~{3,})/.test(mark)) continue;
    text +=
      normalized.text.slice(done, start) +
      mark.replace(/[`~]{3,}.*/, (rest) => ' '.repeat(rest.length));
    done = end;
  }
  text += normalized.text.slice(done);
  return { ...normalized, text };
}

function isReport(content: string): boolean {
  return Array.from(content.matchAll(REPORT_LINE)).length >= MIN_REPORT_LINES;
}

/** Headings and bold labels, as the template has them; logs and lists of certificates have none. */
const REPORT_LINE = /^[ \t]{0,8}(?:#{1,6} \p{Lu}|(?:[-*] )?\*\*\p{Lu}[^*\n]{2,100}\*\*)/gmu;
const MIN_REPORT_LINES = 2;

let shared: ReturnType<typeof MarkdownIt> | undefined;

function parser(): ReturnType<typeof MarkdownIt> {
  shared ??= new MarkdownIt({ html: false, linkify: false }).disable([
    'code',
    'lheading',
    'text_join',
  ]);
  return shared;
}

function lineStarts(text: string): number[] {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return starts;
}

interface Placed {
  readonly text: MappedText;
  /** Characters up to the end of a cell. */
  readonly consumed: number;
}

/** The text of a block with the places that markdown-it does not give: each line ends a line there. */
function placed(normalized: MappedText, token: Token, lines: readonly number[]): Placed {
  const builder = new MappedTextBuilder(token.content.length + 1);
  let line = token.map?.[0] ?? 0;
  for (const [index, content] of token.content.split('\n').entries()) {
    const start = lines[line] ?? normalized.text.length;
    const end = (lines[line + 1] ?? normalized.text.length + 1) - 1;
    if (index > 0 && start > 0) builder.copy(normalized, start - 1, start);
    const trimmed = content.trim();
    const at = normalized.text.slice(start, end).lastIndexOf(trimmed);
    if (at >= 0) builder.copy(normalized, start + at, start + at + trimmed.length);
    line++;
  }
  return { text: builder.build(), consumed: 0 };
}

/** A pipe that was escaped in a cell has lost its backslash: only what is before it is found again. */
function cellText(normalized: MappedText, token: Token, cursor: number): Placed {
  const builder = new MappedTextBuilder(token.content.length + 1);
  const lineEnd = normalized.text.indexOf('\n', cursor);
  const row = normalized.text.slice(cursor, lineEnd < 0 ? undefined : lineEnd);
  const known = token.content.split('|')[0]!;
  const found = Math.max(0, row.indexOf(known));
  const start = Math.min(cursor + found, normalized.text.length - 1);
  builder.copy(normalized, start, start + known.length);
  const rest = token.content.slice(known.length);
  const place = Math.max(0, Math.min(start + known.length, normalized.text.length) - 1);
  builder.add(rest, normalized.starts[place] ?? 0, normalized.ends[place] ?? 0);
  return { text: builder.build(), consumed: found + token.content.length };
}
