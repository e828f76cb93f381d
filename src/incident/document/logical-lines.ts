/** Paragraphs -> the lines that were meant. */
import { type MappedText, sliceMapped } from '../text/mapped-text.ts';
import { readDate, readTime } from '../tokens/date.ts';
import { fieldOfLabel, MAX_LABEL } from './field.ts';
import { type Section, sectionOfTitle } from './section.ts';

/**
 * Lines of a paragraph that belong together. A paragraph is wrapped text as often as it is a list
 * without its Markdown: a line goes on when it is long enough to have been wrapped, or when the next
 * begins in lower case.
 */
export function logicalLines(content: MappedText, section: Section): MappedText[] {
  const { text } = content;
  const lines: MappedText[] = [];
  let begin = 0;
  let lineStart = 0;
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) {
    const line = text.slice(Math.max(lineStart, at - MAX_LINE), at);
    const nextEnd = text.indexOf('\n', at + 1);
    const next = text.slice(at + 1, Math.min(nextEnd < 0 ? text.length : nextEnd, at + MAX_LINE));
    lineStart = at + 1;
    if (!isRow(line, next, section) && goesOn(line, next)) continue;
    lines.push(sliceMapped(content, begin, at));
    begin = at + 1;
  }
  lines.push(sliceMapped(content, begin, text.length));
  return lines.filter((line) => line.text.trim() !== '');
}

const MAX_LINE = 400;

/** The shortest line that a mail program wraps, and the longest that a person breaks. */
const WRAPPED_LENGTH = 55;

/** A row of a timeline, or of a table without its Markdown: the date in it is of no other row. */
function isRow(line: string, next: string, section: Section): boolean {
  if (CELLS.test(next) && CELLS.test(line)) return true;
  return beginsWithDate(next) && (section === 'timeline' || beginsWithDate(line));
}

function beginsWithDate(line: string): boolean {
  const start = /^\W{0,8}(?=[\djfmasond])/i.exec(line)?.[0].length;
  if (start === undefined) return false;
  return readDate(line, start)?.date.day !== undefined || readTime(line, start) !== undefined;
}

const CELLS = /^\s*\||\S\s*\|\s*\S|\S\t+\S/;

function goesOn(line: string, next: string): boolean {
  if (BEGINS_ITEM.test(next) || next.trim() === '' || line.trim() === '') return false;
  if (/https?:\/\/\S+\s*$/.test(line)) return false;
  if (sectionOfTitle(line) !== undefined || sectionOfTitle(next) !== undefined) return false;
  if (labelAhead(next) || /:\s*$/.test(line)) return false;
  if (/^\s*\p{Ll}/u.test(next)) return true;
  return line.length >= WRAPPED_LENGTH && !/[.!?]\s*$/.test(line);
}

function labelAhead(line: string): boolean {
  const end = line.search(/[:?=]/);
  return (
    end > 0 &&
    end <= MAX_LABEL &&
    fieldOfLabel(line.slice(0, end), line.slice(end + 1)) !== undefined
  );
}

const BEGINS_ITEM = /^\s*(?:[\u2022\u00b7*\u2013-]\s*|https?:\/\/|\(?\d{1,2}[.)]\s|\d{4}[-/]\d\d)/;
