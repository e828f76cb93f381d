/** Bytes of a CSV -> lines of an appendix, in batches. */
import type { AppendixLine } from '../line.ts';
import { isBareHash } from './cell-text.ts';
import type { FoundTable } from './find-table.ts';
import { cutRecord, parseRecords } from './parse-records.ts';
import { type CsvRecord, RecordSplitter } from './record-splitter.ts';
import { faultOf, RowReader } from './row-reader.ts';

/** Reads a table from its header on. */
export class CsvLines {
  readonly #found: FoundTable;
  readonly #splitter: RecordSplitter;
  readonly #rows: RowReader;
  #number: number;
  #isFirst = true;

  /** @param number how many lines of the file are read already */
  constructor(found: FoundTable, number: number) {
    this.#found = found;
    this.#number = number;
    const { delimiter } = found;
    const columns = found.header.roles.length;
    this.#splitter = new RecordSplitter(delimiter, (record) =>
      parseRecords([record], delimiter)[0]!.some((cell) => holdsRow(cell, delimiter, columns)),
    );
    this.#rows = new RowReader({ format: 'csv', delimiter });
    if (!found.named) this.#rows.open(found.header, undefined, 0);
  }

  push(slice: Buffer): AppendixLine[] {
    return this.#read(this.#splitter.push(slice));
  }

  end(): AppendixLine[] {
    return this.#read(this.#splitter.end());
  }

  #read(records: readonly CsvRecord[]): AppendixLine[] {
    const { delimiter } = this.#found;
    const whole = records.filter(({ fault, text }) => fault === undefined && text !== '');
    const cells = parseRecords(
      whole.map(({ text }) => text),
      delimiter,
    );
    let next = 0;
    return records.map(({ text, lines, fault }) => {
      const number = this.#number + 1;
      this.#number += lines;
      if (fault !== undefined) {
        const cut = fault === 'unclosed-quote' ? cutRecord(text, delimiter) : [];
        return this.#rows.readFault(number, cut, faultOf(fault, text));
      }
      return this.#readRow(number, text === '' ? [] : cells[next++]!);
    });
  }

  #readRow(number: number, cells: readonly string[]): AppendixLine {
    if (!this.#isFirst) return this.#rows.read(number, cells);
    this.#isFirst = false;
    const { named, header } = this.#found;
    return named ? this.#rows.header(number, header, cells) : this.#rows.read(number, cells);
  }
}

/** A hash among cells of something else on a further line of a cell: not one of several hashes in it. */
function holdsRow(cell: string, delimiter: string, columns: number): boolean {
  if (!LINE_END.test(cell)) return false;
  return cell.split(LINE_END).some((line, at) => {
    if (at === 0 || !line.includes(delimiter)) return false;
    const cells = cutRecord(line, delimiter);
    if (cells.length < Math.min(MIN_CELLS, columns)) return false;
    return cells.some(isBareHash) && cells.some((one) => one !== '' && !isBareHash(one));
  });
}

const MIN_CELLS = 3;
const LINE_END = /\r\n|\r|\n/;
