/** The tree for a terminal: labels in a column, values wrapped beside them, hex in colon groups. */
import stringWidth from 'string-width';
import { escapeTerminal } from '../report/escape.ts';
import type { Inspection, Item, Section } from './inspection.ts';

const WIDTH = 100;

/** Labels longer than this get a line of their own. */
const MAX_LABEL = 32;
const STEP = 2;

/** A value keeps at least this much room, however deep it sits. */
const MIN_VALUE = 24;

export function renderInspectionText(inspection: Inspection): string {
  const title = wrap(harmless(inspection.title), WIDTH);
  const rule = '='.repeat(Math.min(WIDTH, Math.max(...title.map((line) => line.length))));
  const lines = [...title, rule];
  for (const section of inspection.sections) lines.push('', ...sectionLines(section));
  return `${lines.join('\n')}\n`;
}

function sectionLines({ title, items }: Section): string[] {
  const lines = [harmless(title)];
  if (items.length === 0) lines.push('  none');
  return [...lines, ...itemLines(items, STEP)];
}

function itemLines(items: readonly Item[], indent: number): string[] {
  const labels = items.filter(hasOwnValue).map(({ label }) => harmless(label).length);
  const column = indent + Math.min(MAX_LABEL, Math.max(0, ...labels)) + STEP;
  return items.flatMap((item) => [
    ...(hasOwnValue(item) ? valueLines(item, indent, column) : headingLines(item, indent)),
    ...(item.items === undefined ? [] : itemLines(item.items, indent + 2 * STEP)),
  ]);
}

function hasOwnValue({ value, values, hex }: Item): boolean {
  return value !== undefined || values !== undefined || hex !== undefined;
}

/** An item that is only a title for what is below it; an extension, mostly. */
function headingLines({ label, oid, critical, note }: Item, indent: number): string[] {
  const marks = [oid, critical === true ? 'critical' : undefined, note].filter(
    (mark) => mark !== undefined,
  );
  const heading = marks.length === 0 ? label : `${label} (${marks.join(', ')})`;
  return wrap(harmless(heading), WIDTH - indent).map((line) => ' '.repeat(indent) + line);
}

function valueLines(item: Item, indent: number, column: number): string[] {
  const width = Math.max(MIN_VALUE, WIDTH - column);
  const body = bodyLines(item, width);
  const label = ' '.repeat(indent) + harmless(item.label);
  const lines = body.map((line) => ' '.repeat(column) + line);
  if (label.length + STEP > column) return [...wrap(label, WIDTH), ...lines];
  return [label + (lines[0] ?? '').slice(label.length), ...lines.slice(1)];
}

function bodyLines({ value, values, hex, byteLength, note }: Item, width: number): string[] {
  const lines: string[] = [];
  if (value !== undefined) lines.push(...wrap(harmless(value), width));
  for (const each of values ?? []) lines.push(...wrap(harmless(each), width));
  if (hex !== undefined) lines.push(...hexLines(hex, byteLength ?? hex.length / 2, width));
  return note === undefined ? lines : withNote(lines, harmless(note), width);
}

function withNote(lines: string[], note: string, width: number): string[] {
  const last = lines.pop() ?? '';
  const together = `${last}  (${note})`;
  if (stringWidth(together) <= width) return [...lines, together];
  return [...lines, last, ...wrap(`(${note})`, width)];
}

/** Groups of two digits, a multiple of eight a line, as many as fit. */
function hexLines(hex: string, byteLength: number, width: number): string[] {
  const pairs = hex.match(/../g) ?? [];
  if (byteLength === 0) return ['(empty)'];
  const perLine = Math.max(8, Math.floor((width + 1) / 24) * 8);
  const lines: string[] = [];
  for (let i = 0; i < pairs.length; i += perLine) {
    const last = i + perLine >= pairs.length;
    lines.push(pairs.slice(i, i + perLine).join(':') + (last ? '' : ':'));
  }
  if (byteLength > pairs.length) lines.push(`… (${byteLength} bytes)`);
  return lines;
}

/**
 * Breaks at spaces and behind commas and pluses (of RFC 4514), else anywhere; keeps indentation. A
 * URL stays in one piece, for the terminal to wrap and for the person to copy.
 */
function wrap(text: string, width: number): string[] {
  const indent = /^ */.exec(text)?.[0] ?? '';
  const lines: string[] = [];
  let line = indent;
  for (const piece of text.slice(indent.length).match(PIECES) ?? []) {
    for (const part of piecesWithin(piece, width - indent.length)) {
      if (line !== indent && stringWidth((line + part).trimEnd()) > width) {
        lines.push(line.trimEnd());
        line = indent;
      }
      line += part;
    }
  }
  return [...lines, stringWidth(line) > width ? line.trimEnd() : line];
}

/** A word with a URL in it; a word, comma or plus with the spaces behind it. */
const PIECES = /[^ ]*:\/\/[^ ]* *|[^ ,+]+[,+]* *|[,+]+ *| +/g;

function piecesWithin(piece: string, width: number): Iterable<string> {
  const isShort = piece.length <= width && stringWidth(piece) <= width;
  // by character as a person sees it, so that none is torn
  if (isShort || piece.includes('://')) return [piece];
  return Array.from(GRAPHEMES.segment(piece), ({ segment }) => segment);
}

const GRAPHEMES = new Intl.Segmenter('en');

/** The whole text: a table may cut a long name, here it is what was asked for. */
function harmless(text: string): string {
  return text.replace(/[^\x20-\x7e]/gu, escapeTerminal);
}
