/** Rows of cells, in their order -> lines of an appendix. */
import { isComment } from '../comment.ts';
import { LineClassifier } from '../line-classifier.ts';
import { lineProblem } from '../line-problem.ts';
import type { AppendixLine, LineProblem } from '../line.ts';
import { brokenValue } from './mangled.ts';
import { type Header, readHeader } from './header.ts';
import { type CellLinks, RowEntries } from './row-entries.ts';
import type { Table } from './table.ts';

/** What a table is, before its header is known. */
export type TableOrigin = Pick<Table, 'format' | 'sheet' | 'delimiter'>;

/**
 * Tells what each row is. Words above, between and below tables are read as text; a further header
 * begins a table of its own.
 */
export class RowReader {
  readonly #origin: TableOrigin;
  readonly #text = new LineClassifier(false);
  #table: Table | undefined;
  #entries: RowEntries | undefined;

  constructor(origin: TableOrigin) {
    this.#origin = origin;
  }

  /** Begins a table whose header is not read by its names, or is not there. */
  open(header: Header, written: readonly string[] | undefined, line: number): void {
    this.#table = {
      ...this.#origin,
      ...(written !== undefined && { header: written }),
      headerLine: written === undefined ? 0 : line,
      columns: header.columns,
      standard: header.standard,
    };
    this.#entries = new RowEntries(header, written);
  }

  /** The header row itself. */
  header(number: number, header: Header, cells: readonly string[]): AppendixLine {
    this.open(header, cells, number);
    const row = { table: this.#table!, cells };
    return { number, kind: 'header', entries: NONE, problems: NONE, row };
  }

  /** @param links behind the words of cells, by column */
  read(number: number, cells: readonly string[], links: CellLinks = NO_LINKS): AppendixLine {
    const filled = cells.findIndex((cell, at) => cell !== '' || links.has(at));
    if (filled < 0) return { number, kind: 'blank', entries: NONE, problems: NONE };
    const isAlone = cells.every((cell, at) => cell === '' || at === filled);
    if (isAlone || this.#table === undefined || this.#entries === undefined) {
      const line = this.#readText(number, withLinks(cells, links), isAlone);
      if (line !== undefined) return line;
    } else if (cells[0] !== '' && isOutcommented(cells[0]!)) {
      return { number, kind: 'comment', entries: NONE, problems: NONE };
    }
    const header = isAlone || links.size > 0 ? undefined : readHeader(cells);
    if (header !== undefined) return this.header(number, header, cells);
    if (cells.every((cell) => cell === '' || RULE.test(cell)))
      return { number, kind: 'header', entries: NONE, problems: NONE };
    const row = { table: this.#table!, cells };
    const { entries, problems } = this.#entries!.read(cells, links);
    const kind = entries.length > 0 ? 'listing' : 'invalid';
    return { number, kind, entries, problems, row };
  }

  /** A line that no cells can be made of; what can be read of them counts. */
  readFault(
    number: number,
    cells: readonly string[],
    fault: LineProblem,
    links?: CellLinks,
  ): AppendixLine {
    const line = this.read(number, cells, links);
    const problems = [...line.problems.filter(({ code }) => code !== 'text'), fault];
    const kind = line.entries.length > 0 ? 'listing' : 'invalid';
    return { ...line, kind, problems };
  }

  // A row of one cell is words, a heading, a comment, or a row of the table that is short.
  #readText(number: number, cells: readonly string[], isAlone: boolean): AppendixLine | undefined {
    const text = cells.join(isAlone ? '' : '\t');
    const header = isAlone ? undefined : readHeader(cells);
    if (header !== undefined) return undefined;
    if (brokenValue(text) !== undefined && this.#table !== undefined) return undefined;
    const { kind, entries, problems, heading } = this.#text.classify(text.replace(LINE_ENDS, ' '));
    const inTable = this.#table !== undefined;
    if (inTable && kind !== 'header' && kind !== 'comment') {
      return problems.length === 1 && problems[0]!.code === 'text'
        ? { number, kind, entries, problems }
        : undefined;
    }
    return asTitle({ number, kind, entries, problems, ...(heading !== undefined && { heading }) });
  }
}

/** Above a table, a lone word without digits is a title and no hash gone wrong. */
export function asTitle(line: AppendixLine): AppendixLine {
  const [problem, ...more] = line.problems;
  if (problem?.code !== 'not-hex' || more.length > 0 || DIGIT.test(problem.text)) return line;
  return { ...line, problems: [lineProblem('text', problem.text, 'no certificate is named here')] };
}

/** The line of a fault of `RecordSplitter`. */
export function faultOf(fault: 'unclosed-quote' | 'line-too-long', text: string): LineProblem {
  return fault === 'unclosed-quote'
    ? lineProblem(fault, text, 'a quoted cell on this line does not end as a cell does')
    : lineProblem(fault, text, 'this line is too long to be read');
}

function isOutcommented(cell: string): boolean {
  return isComment(cell, false) && brokenValue(cell) === undefined;
}

function withLinks(cells: readonly string[], links: CellLinks): readonly string[] {
  if (links.size === 0) return cells;
  return cells.map((cell, at) => `${cell} ${links.get(at) ?? ''}`.trim());
}

const NONE: readonly never[] = Object.freeze([]);
const NO_LINKS: CellLinks = new Map();
const LINE_ENDS = /[\r\n]+/g;
const DIGIT = /\d/;
const RULE = /^:?(?:-{3,}|={3,}):?$/;
