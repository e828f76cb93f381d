/** A sheet -> its rows, as they come. */
import { exceeded, type WorkbookPackage } from './package.ts';
import { MAX_CELL_CHARACTERS, readRelations, unescaped, type Workbook } from './parts.ts';
import { readWhole, readXml } from './xml.ts';

export interface SheetRow {
  /** As the sheet counts. */
  readonly number: number;
  readonly cells: readonly string[];
  /** Links behind the words of cells, by column; absent where there are none. */
  readonly links?: ReadonlyMap<number, string>;
  /** Whether cells were left out or cut. */
  readonly cut: boolean;
}

/** No table of certificates is wider; Excel ends at 16,384, and a row of empty cells costs memory. */
const MAX_COLUMNS = 1024;

/** Stops cells by the million that all show the same long shared string. */
const MAX_SHOWN_CHARACTERS = 2 * 2 ** 30;

const MAX_LINKS = 1_000_000;

/**
 * The rows of a sheet in batches, hidden ones too; rows that the file leaves out are not there. A formula
 * counts by its cached value, a date as ISO 8601 (taken for UTC: sheets have no time zones), a number as
 * it is written, in exponential form beyond 15 digits, which spreadsheets do not keep.
 *
 * @throws {CertImpactError} `bad-archive`, `limit-exceeded`
 */
export async function* readSheetRows(
  zip: WorkbookPackage,
  workbook: Workbook,
  part: string,
): AsyncGenerator<SheetRow[]> {
  const links = await readLinks(zip, part);
  const reader = new RowBuilder(workbook, links);
  const pieces = readXml(zip.read(part), reader);
  while ((await pieces.next()).done !== true) {
    if (reader.rows.length > 0) yield reader.rows.splice(0);
  }
  if (reader.rows.length > 0) yield reader.rows;
}

class RowBuilder {
  readonly rows: SheetRow[] = [];
  readonly #workbook: Workbook;
  readonly #links: ReadonlyMap<string, string>;
  #number = 0;
  #cells: string[] = [];
  #rowLinks: Map<number, string> | undefined;
  #cut = false;
  #column = -1;
  #reference = '';
  #type = 'n';
  #style = 0;
  #value = '';
  #formula = '';
  #into: 'value' | 'formula' | undefined;
  #phonetic = false;
  #shown = 0;

  constructor(workbook: Workbook, links: ReadonlyMap<string, string>) {
    this.#workbook = workbook;
    this.#links = links;
  }

  open(element: string, attribute: (name: string) => string | undefined): void {
    if (element === 'row') {
      const number = Number(attribute('r'));
      this.#number = Number.isSafeInteger(number) && number > 0 ? number : this.#number + 1;
      this.#cells = [];
      this.#rowLinks = undefined;
      this.#cut = false;
      this.#column = -1;
    } else if (element === 'c') {
      this.#reference = attribute('r') ?? '';
      this.#column = columnOf(this.#reference) ?? this.#column + 1;
      this.#type = attribute('t') ?? 'n';
      this.#style = Number(attribute('s') ?? 0);
      this.#value = '';
      this.#formula = '';
    } else if (element === 'v' || element === 't') {
      if (!this.#phonetic) this.#into = 'value';
    } else if (element === 'f') this.#into = 'formula';
    else if (element === 'rPh') this.#phonetic = true;
  }

  text(text: string): void {
    if (this.#into === 'value') {
      if (this.#value.length <= MAX_CELL_CHARACTERS) this.#value += text;
    } else if (this.#into === 'formula' && this.#formula.length <= MAX_CELL_CHARACTERS) {
      this.#formula += text;
    }
  }

  close(element: string): void {
    if (element === 'v' || element === 't' || element === 'f') this.#into = undefined;
    else if (element === 'rPh') this.#phonetic = false;
    else if (element === 'c') this.#cell();
    else if (element === 'row') {
      const { rows } = this;
      rows.push({
        number: this.#number,
        cells: this.#cells,
        cut: this.#cut,
        ...(this.#rowLinks !== undefined && { links: this.#rowLinks }),
      });
    }
  }

  #cell(): void {
    const shown = this.#shownValue().trim();
    const link = this.#links.get(this.#reference) ?? HYPERLINK.exec(this.#formula)?.[1];
    if (shown === '' && link === undefined) return;
    if (this.#column >= MAX_COLUMNS) {
      this.#cut = true;
      return;
    }
    this.#shown += shown.length;
    if (this.#shown > MAX_SHOWN_CHARACTERS) throw exceeded('more text than memory holds');
    if (shown.length > MAX_CELL_CHARACTERS) this.#cut = true;
    while (this.#cells.length <= this.#column) this.#cells.push('');
    this.#cells[this.#column] = shown.slice(0, MAX_CELL_CHARACTERS);
    if (link !== undefined) (this.#rowLinks ??= new Map()).set(this.#column, link);
  }

  #shownValue(): string {
    const value = this.#value;
    switch (this.#type) {
      case 's':
        return this.#workbook.strings[Number(value)] ?? '#REF!';
      case 'str':
      case 'inlineStr':
        return unescaped(value);
      case 'b':
        return value === '1' ? 'TRUE' : 'FALSE';
      case 'n':
        return value === '' ? '' : this.#shownNumber(value);
      default:
        return value;
    }
  }

  #shownNumber(value: string): string {
    const style = this.#workbook.dateStyles[this.#style];
    if (style !== undefined) {
      const date = dateOf(Number(value), this.#workbook.from1904, style);
      if (date !== undefined) return date;
    }
    return MANY_DIGITS.test(value.trim()) ? Number(value).toExponential().toUpperCase() : value;
  }
}

/** Hyperlinks stand behind all rows, so that the sheet is read twice where it has some. */
async function readLinks(zip: WorkbookPackage, part: string): Promise<ReadonlyMap<string, string>> {
  const relations = await readRelations(zip, part);
  const links = new Map<string, string>();
  if (![...relations.values()].some(({ type }) => type.endsWith('/hyperlink'))) return links;
  await readWhole(zip.read(part), {
    open(element, attribute) {
      if (element !== 'hyperlink' || links.size >= MAX_LINKS) return;
      const [reference = ''] = (attribute('ref') ?? '').split(':', 1);
      const target = relations.get(attribute('id') ?? '')?.target;
      const location = attribute('location');
      if (target === undefined) return;
      links.set(reference, location === undefined ? target : `${target}#${location}`);
    },
  });
  return links;
}

/** 0 for `A1`, 26 for `AA7`. */
function columnOf(reference: string): number | undefined {
  const letters = /^[A-Z]{1,3}(?=\d)/.exec(reference)?.[0];
  if (letters === undefined) return undefined;
  let column = 0;
  for (const letter of letters) column = column * 26 + letter.charCodeAt(0) - 64;
  return column - 1;
}

/** Day 60 is 29 February 1900, which Lotus invented: days before it are one later. */
function dateOf(days: number, from1904: boolean, style: 'day' | 'time'): string | undefined {
  if (!(days >= 0 && days < MAX_DAYS)) return undefined;
  const epoch = from1904 ? EPOCH_1904 : days < 60 ? EPOCH_1900 + DAY : EPOCH_1900;
  const date = new Date(epoch + Math.round(days * SECONDS_A_DAY) * 1000);
  const text = date.toISOString();
  // of midnight, only the format says whether it is one
  const isDay = style === 'day' && Number.isInteger(days);
  return isDay ? text.slice(0, 10) : `${text.slice(0, 19)}Z`;
}

const DAY = 86_400_000;
const SECONDS_A_DAY = 86_400;
const EPOCH_1900 = Date.UTC(1899, 11, 30);
const EPOCH_1904 = Date.UTC(1904, 0, 1);
/** The end of 9999. */
const MAX_DAYS = 2_958_466;
const MANY_DIGITS = /^-?\d{16,}$/;
const HYPERLINK = /^\s*=?HYPERLINK\(\s*"([^"]{1,2048})"/i;
