/** Which list a line belongs to: "one list per distinct problem" (IRG 1.0). */
import type { AppendixLine } from '../appendix/line.ts';
import { plainName, roleOfName } from '../appendix/table/column-names.ts';
import type { Table } from '../appendix/table/table.ts';
import { CertImpactError } from '../errors.ts';
import type { Group } from './group.ts';
import type { Ledger } from './ledger.ts';

interface Place {
  readonly file: string;
  readonly sheet?: string;
}

/** Tells the lists of one file or sheet apart; lines must come in their order. */
interface ListGroups {
  groupOf(line: AppendixLine | undefined): Group;
}

/**
 * What makes a list of its own: each sheet and heading where nothing is said; with `by`, each `sheet`,
 * `file` or `heading` only, or each value of the column of that name.
 */
export class Grouping {
  readonly #by: string | undefined;
  /** Names of columns met, as written. */
  readonly #columns = new Map<string, string>();
  #found = false;

  constructor(by?: string) {
    this.#by = by;
  }

  list(ledger: Ledger, { file, sheet }: Place): ListGroups {
    const by = this.#by;
    const joinsSheets = by !== undefined && by !== 'sheet';
    let title: string | undefined;
    let value: string | undefined;
    const make = (): Group =>
      ledger.group(file, nameOf(by, sheet, title, value), joinsSheets ? undefined : sheet);
    let group: Group | undefined;
    let table: Table | undefined;
    let column = -1;
    return {
      groupOf: (line) => {
        if (line?.heading !== undefined) {
          title = line.heading;
          group = undefined;
        }
        const { row } = line ?? {};
        if (by !== undefined && !KINDS.has(by)) {
          if (row !== undefined && row.table !== table) {
            table = row.table;
            column = this.#columnOf(table, by);
          }
          const isHeader = row === undefined || line?.kind === 'header';
          const cell = isHeader || column < 0 ? undefined : row.cells[column];
          if (cell !== value) {
            value = cell;
            group = undefined;
          }
        }
        return (group ??= make());
      },
    };
  }

  /** @throws {CertImpactError} `bad-option` when no list has the column that is grouped by */
  check(): void {
    const by = this.#by;
    if (by === undefined || KINDS.has(by) || this.#found) return;
    const names = [...this.#columns.values()].slice(0, MAX_NAMES).map((name) => `"${name}"`);
    throw new CertImpactError('bad-option', `--group-by: no list has a column "${by}"`, {
      hint:
        names.length === 0
          ? 'no list is a table with a header; group by sheet, file or heading'
          : `there are sheet, file, heading and the columns ${names.join(', ')}`,
    });
  }

  #columnOf(table: Table, by: string): number {
    const header = table.header ?? [];
    for (const name of header) if (name !== '') this.#columns.set(plainName(name), name);
    const wanted = plainName(by);
    let column = header.findIndex((name) => plainName(name) === wanted);
    const role = roleOfName(by);
    if (column < 0 && role !== undefined) {
      column = table.columns.findIndex((id) => id === role);
    }
    if (column >= 0) this.#found = true;
    return column;
  }
}

function nameOf(
  by: string | undefined,
  sheet: string | undefined,
  title: string | undefined,
  value: string | undefined,
): string | undefined {
  switch (by) {
    case undefined:
      return sheet !== undefined && title !== undefined ? `${sheet}: ${title}` : (title ?? sheet);
    case 'file':
      return undefined;
    case 'sheet':
      return sheet;
    case 'heading':
      return title;
    default:
      return value === '' ? undefined : value?.slice(0, MAX_NAME);
  }
}

const KINDS: ReadonlySet<string> = new Set(['sheet', 'file', 'heading']);
/** In a hint. */
const MAX_NAMES = 40;
/** Of a list; what differs only behind that is one. */
const MAX_NAME = 300;
