/** Whether a text is a table, told from its beginning. */
import { isTableRule } from '../heading.ts';
import { type FoundHeader, findHeader } from './header.ts';
import { parseRecords } from './parse-records.ts';
import { type CsvRecord, RecordSplitter } from './record-splitter.ts';

/** Where the table of a text begins. */
export interface FoundTable extends FoundHeader {
  readonly delimiter: string;
  /** How many physical lines stand above its header, or above its first row where it has none. */
  readonly linesAbove: number;
}

/**
 * Finds the table that a text begins with, lines of words above it aside; `undefined` for a list.
 * @param head the first bytes, at most 64 KiB
 */
export function findTable(head: Buffer): FoundTable | undefined {
  let best: FoundTable | undefined;
  for (const delimiter of DELIMITERS) {
    if (!head.includes(delimiter)) continue;
    const found = findWith(delimiter, head);
    if (found !== undefined && (best === undefined || isBetter(found, best))) best = found;
    // no other separator would find more names
    if (best?.named === true && best.header.standard) break;
  }
  return best;
}

function findWith(delimiter: string, head: Buffer): FoundTable | undefined {
  const splitter = new RecordSplitter(delimiter, () => false);
  const records = [...splitter.push(head), ...splitter.end()].filter(isWhole).slice(0, MAX_RECORDS);
  const rows = parseRecords(
    records.map(({ text }) => text),
    delimiter,
  );
  const found = findHeader(rows);
  if (found === undefined || isMarkdown(records, found.at)) return undefined;
  const above = records.slice(0, found.at);
  return { ...found, delimiter, linesAbove: above.reduce((sum, { lines }) => sum + lines, 0) };
}

function isWhole({ fault }: CsvRecord): boolean {
  return fault === undefined;
}

/** `| a | b |`, or a rule below: a table of Markdown, which stays text. */
function isMarkdown(records: readonly CsvRecord[], at: number): boolean {
  const header = records[at]?.text.trim() ?? '';
  return header.startsWith('|') || isTableRule(records[at + 1]?.text.trim() ?? '');
}

function isBetter(one: FoundTable, other: FoundTable): boolean {
  return known(one) > known(other);
}

function known({ header }: FoundTable): number {
  return header.roles.filter((role) => role !== undefined).length;
}

const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];
/** So many lines of words may stand above a header, and rows are looked at below it. */
const MAX_RECORDS = 500;
