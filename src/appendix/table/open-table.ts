import type { AppendixLine } from '../line.ts';
import type { LineReader, TextLines } from '../text-lines.ts';
import { CsvLines } from './csv-lines.ts';
import { findTable } from './find-table.ts';
import { asTitle } from './row-reader.ts';

/**
 * The reader of a text that is a table, `undefined` for any other.
 * @param head its first bytes, which are pushed as every slice is
 * @param text reads the lines above the table
 */
export function openTable(head: Buffer, text: TextLines): LineReader | undefined {
  const found = findTable(head);
  if (found === undefined) return undefined;
  const table = new CsvLines(found, found.linesAbove);
  let start = offsetOfLine(head, found.linesAbove);
  return {
    push(slice) {
      const above = start === 0 ? [] : readAbove(text, slice.subarray(0, start));
      const rows = table.push(slice.subarray(start));
      start = 0;
      return above.concat(rows);
    },
    end: () => table.end(),
    take: () => [],
  };
}

function readAbove(text: TextLines, bytes: Buffer): AppendixLine[] {
  return text.push(bytes).concat(text.end()).map(asTitle).map(asBlank);
}

/** A row of empty cells, as spreadsheets write a blank one. */
function asBlank(line: AppendixLine): AppendixLine {
  const [problem, ...more] = line.problems;
  if (problem?.code !== 'text' || more.length > 0 || !EMPTY_CELLS.test(problem.text)) return line;
  return { number: line.number, kind: 'blank', entries: [], problems: [] };
}

/** Where the line begins that so many lines stand above. */
function offsetOfLine(bytes: Buffer, lines: number): number {
  let at = 0;
  for (let seen = 0; seen < lines && at < bytes.length; at++) {
    if (bytes[at] === LF || (bytes[at] === CR && bytes[at + 1] !== LF)) seen++;
  }
  return at;
}

const EMPTY_CELLS = /^[\s,;|"]*$/;
const LF = 0x0a;
const CR = 0x0d;
