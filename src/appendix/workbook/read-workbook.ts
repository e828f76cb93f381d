/** A workbook (.xlsx) -> the lines of each of its sheets. */
import { CertImpactError } from '../../errors.ts';
import type { AppendixLine } from '../line.ts';
import { findHeader } from '../table/header.ts';
import { faultOf, RowReader } from '../table/row-reader.ts';
import { WORKBOOK_LIMITS, WorkbookPackage, type WorkbookLimits } from './package.ts';
import { readParts } from './parts.ts';
import { readSheetRows, type SheetRow } from './sheet-rows.ts';

export interface Sheet {
  readonly name: string;
  /** Its rows in batches, numbered as the sheet does; to be read before the next sheet. */
  readonly lines: AsyncIterable<AppendixLine[]>;
}

/** Larger ones are held by nobody's mail server: the largest that was seen has 5 MiB. */
export const MAX_WORKBOOK_BYTES = 256 * 2 ** 20;

/** Every sheet is a list of its own: "one list per distinct problem". */
const MAX_SHEETS = 1000;

/**
 * Reads a workbook that is held in memory; rows are read as they come.
 * @throws {CertImpactError} `bad-archive`, `limit-exceeded`, `not-an-appendix` where it has no sheets
 */
export async function* readWorkbook(
  bytes: Buffer,
  limits: WorkbookLimits = WORKBOOK_LIMITS,
): AsyncGenerator<Sheet> {
  const zip = await WorkbookPackage.open(bytes, limits);
  const workbook = await readParts(zip);
  if (workbook.sheets.length === 0) {
    throw new CertImpactError('not-an-appendix', 'a workbook without sheets', {
      hint: 'save the sheet with the fingerprints as csv or text',
    });
  }
  if (workbook.sheets.length > MAX_SHEETS) {
    throw new CertImpactError('limit-exceeded', `a workbook of more than ${MAX_SHEETS} sheets`);
  }
  for (const { name, part } of workbook.sheets) {
    yield { name, lines: readLines(readSheetRows(zip, workbook, part), name) };
  }
}

async function* readLines(
  batches: AsyncIterable<SheetRow[]>,
  sheet: string,
): AsyncGenerator<AppendixLine[]> {
  const reader = new RowReader({ format: 'xlsx', sheet });
  let head: SheetRow[] | undefined = [];
  for await (const rows of batches) {
    if (head === undefined) {
      yield rows.map((row) => readRow(reader, row));
      continue;
    }
    head.push(...rows);
    if (head.length < HEAD_ROWS) continue;
    yield readHead(reader, head);
    head = undefined;
  }
  if (head !== undefined) yield readHead(reader, head);
}

function readHead(reader: RowReader, rows: readonly SheetRow[]): AppendixLine[] {
  const found = findHeader(rows.map(({ cells }) => cells));
  return rows.map((row, at) => {
    if (at !== found?.at) return readRow(reader, row);
    if (found.named) return reader.header(row.number, found.header, row.cells);
    reader.open(found.header, undefined, 0);
    return readRow(reader, row);
  });
}

function readRow(reader: RowReader, { number, cells, links, cut }: SheetRow): AppendixLine {
  if (!cut) return reader.read(number, cells, links);
  return reader.readFault(number, cells, faultOf('line-too-long', cells.join(' ')), links);
}

/** Among so many rows at the top is the header looked for. */
const HEAD_ROWS = 200;
