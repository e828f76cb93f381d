/** What stands outside of the sheets: which sheets there are, shared strings, formats (ECMA-376 part 1 §18). */
import { exceeded, type WorkbookPackage } from './package.ts';
import { readWhole } from './xml.ts';

export interface SheetPart {
  readonly name: string;
  /** The name of its part. */
  readonly part: string;
}

export type DateStyle = 'day' | 'time' | undefined;

export interface Workbook {
  /** Hidden ones too. */
  readonly sheets: readonly SheetPart[];
  readonly strings: readonly string[];
  /** For each style, whether it shows a number as a date, and with the time of day. */
  readonly dateStyles: readonly DateStyle[];
  /** Whether days are counted from 1904. */
  readonly from1904: boolean;
}

/** A workbook's strings are held in memory, and nothing else of it. */
const MAX_STRING_CHARACTERS = 256 * 2 ** 20;

/** Excel's cells hold 32,767 characters. */
export const MAX_CELL_CHARACTERS = 128 * 1024;

/** @throws {CertImpactError} `bad-archive`, `limit-exceeded` */
export async function readParts(zip: WorkbookPackage): Promise<Workbook> {
  const root = await readRelations(zip, '');
  const main =
    [...root.values()].find(({ type }) => type.endsWith('/officeDocument'))?.target ??
    'xl/workbook.xml';
  const relations = await readRelations(zip, main);
  const partOf = (kind: string): string | undefined =>
    [...relations.values()].find(({ type }) => type.endsWith(kind))?.target;
  const sheets: SheetPart[] = [];
  let from1904 = false;
  await readWhole(zip.read(main), {
    open(element, attribute) {
      if (element === 'workbookPr') from1904 = isTrue(attribute('date1904'));
      if (element !== 'sheet') return;
      const relation = relations.get(attribute('id') ?? '');
      if (relation?.type.endsWith('/worksheet') !== true) return;
      sheets.push({
        name: attribute('name') ?? `sheet ${sheets.length + 1}`,
        part: relation.target,
      });
    },
  });
  return {
    sheets,
    strings: await readStrings(zip, partOf('/sharedStrings')),
    dateStyles: await readDateStyles(zip, partOf('/styles')),
    from1904,
  };
}

interface Relation {
  readonly type: string;
  /** The name of a part, or a link. */
  readonly target: string;
}

/** What a part refers to, by id. */
export async function readRelations(
  zip: WorkbookPackage,
  part: string,
): Promise<ReadonlyMap<string, Relation>> {
  const folder = part.slice(0, part.lastIndexOf('/') + 1);
  const relations = new Map<string, Relation>();
  await readWhole(zip.read(`${folder}_rels/${part.slice(folder.length)}.rels`), {
    open(element, attribute) {
      if (element !== 'Relationship') return;
      const target = attribute('Target') ?? '';
      const isLink = attribute('TargetMode') === 'External';
      relations.set(attribute('Id') ?? '', {
        type: attribute('Type') ?? '',
        target: isLink ? target : resolvePart(folder, target),
      });
    },
  });
  return relations;
}

function resolvePart(folder: string, target: string): string {
  const steps = target.startsWith('/') ? [] : folder.split('/').filter((step) => step !== '');
  for (const step of target.split('/')) {
    if (step === '..') steps.pop();
    else if (step !== '' && step !== '.') steps.push(step);
  }
  return steps.join('/');
}

async function readStrings(zip: WorkbookPackage, part: string | undefined): Promise<string[]> {
  const strings: string[] = [];
  if (part === undefined) return strings;
  let characters = 0;
  let current = '';
  let inText = false;
  let phonetic = false;
  await readWhole(zip.read(part), {
    open(element) {
      if (element === 'si') current = '';
      else if (element === 't') inText = !phonetic;
      else if (element === 'rPh') phonetic = true;
    },
    text(text) {
      if (inText && current.length <= MAX_CELL_CHARACTERS) current += text;
    },
    close(element) {
      if (element === 't') inText = false;
      else if (element === 'rPh') phonetic = false;
      else if (element === 'si') {
        characters += current.length + 1;
        if (characters > MAX_STRING_CHARACTERS) {
          throw exceeded(`more than ${MAX_STRING_CHARACTERS} characters`);
        }
        strings.push(unescaped(current));
      }
    },
  });
  return strings;
}

/** `_x000D_` and its like (ECMA-376 part 1 §22.9.2.19). */
export function unescaped(text: string): string {
  if (!text.includes('_x')) return text;
  return text.replace(/_x([0-9a-f]{4})_/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

async function readDateStyles(
  zip: WorkbookPackage,
  part: string | undefined,
): Promise<DateStyle[]> {
  const dates: DateStyle[] = [];
  if (part === undefined) return dates;
  const codes = new Map<number, string>();
  let inCells = false;
  await readWhole(zip.read(part), {
    open(element, attribute) {
      if (element === 'numFmt') {
        codes.set(Number(attribute('numFmtId')), attribute('formatCode') ?? '');
      } else if (element === 'cellXfs') inCells = true;
      else if (inCells && element === 'xf') {
        const id = Number(attribute('numFmtId') ?? 0);
        const code = codes.get(id);
        dates.push(code === undefined ? styleOfFormat(id) : styleOfCode(code));
      }
    },
    close(element) {
      if (element === 'cellXfs') inCells = false;
    },
  });
  return dates;
}

/** The formats that are not written out (ECMA-376 part 1 §18.8.30). */
function styleOfFormat(id: number): DateStyle {
  if ((id >= 18 && id <= 22) || (id >= 32 && id <= 35) || (id >= 45 && id <= 47)) return 'time';
  const isDate = (id >= 14 && id <= 17) || (id >= 27 && id <= 36) || (id >= 50 && id <= 58);
  return isDate ? 'day' : undefined;
}

function styleOfCode(code: string): DateStyle {
  const letters = code.replace(/"[^"]*"|\\.|\[[^\]]*\]|General/gi, '');
  if (/[hs]/i.test(letters)) return 'time';
  return /[dmy]/i.test(letters) ? 'day' : undefined;
}

function isTrue(value: string | undefined): boolean {
  return value === '1' || value === 'true';
}
