/** Markdown's tables: which of their cells say something of all certificates. */
import type { Block } from '../text/blocks.ts';
import type { MappedText } from '../text/mapped-text.ts';
import { typeOfLabel } from '../tokens/validation-type.ts';
import { type FieldKind, fieldOfLabel } from './field.ts';

/** A cell with the label that says what it gives; no label, where it is text as any other. */
export interface LabelledCell {
  readonly field: FieldKind | undefined;
  readonly label: MappedText | undefined;
  readonly content: MappedText;
  readonly quoted: boolean;
  /** The validation type that the row is of. */
  readonly scope?: string;
  /** The issuer that the row is of. */
  readonly issuer?: string;
}

/** A table, from its first cell on. */
export interface TableCells {
  readonly cells: readonly Block[];
  /** Behind the last of its blocks. */
  readonly next: number;
}

/** The cells of the table that begins with a block. */
export function tableFrom(blocks: readonly Block[], start: number): TableCells {
  let next = start + 1;
  for (let row = 0; blocks[next]?.kind === 'cell'; next++) {
    const cell = blocks[next]!;
    if (cell.row < row) break;
    row = cell.row;
  }
  return { cells: blocks.slice(start, next), next };
}

/**
 * Reads a table of labels and values (two columns, labels in the first), or one of columns. In the latter,
 * each row is of a part of the certificates, such as a type or an issuer: only a single row, or that of
 * the sum, is of all. What a row of a validation type counts is of that type.
 */
export function labelCells(cells: readonly Block[]): LabelledCell[] {
  let rows: Block[][] = [];
  for (const cell of cells) (rows[cell.row] ??= [])[cell.column] = cell;
  const isOfLabels =
    (rows[0]?.length ?? 0) <= 2 &&
    rows.slice(1).some(([label, value]) => fieldOf(label, value) !== undefined);
  if (isOfLabels) {
    const isCounted = COUNT.test(rows[0]?.[1]?.content.text ?? '');
    return rows.flatMap((row) => labelAndValue(row, isCounted));
  }
  if (countTypes(rows[0] ?? []) >= 2) rows = transposed(rows);
  const [head = [], ...body] = rows;
  const isByType = countTypes(rows.flatMap(([label]) => label ?? [])) >= 2;
  // "| DV | 12 |" stands where a head should
  if (isByType && typeOf(head[0]) !== undefined) {
    return rows.flatMap((row) =>
      partOfType(row, row.length === 2 ? [undefined, 'total'] : [], row),
    );
  }
  const known = head.map((cell, column) => fieldOf(cell, body[0]?.[column]));
  const isCounted = isByType || known.some((field) => field !== undefined && BESIDE.has(field));
  const fields = head.map((cell, column) => {
    const isCount = isCounted && COUNT.test(cell.content.text);
    if (known[column] !== undefined || !isCount) return known[column];
    if (!isByType && !NUMBER.test(body[0]?.[column]?.content.text ?? '')) return undefined;
    return known.includes('precertificates') ? 'finals' : 'total';
  });
  return [
    ...head.filter((_, column) => fields[column] === undefined).map(unlabelled),
    ...body.flatMap((row) => {
      if (isByType && typeOf(row[0]) !== undefined) return partOfType(row, fields, head);
      return wholeOrPart(row, fields, head, body.length === 1);
    }),
  ];
}

type Fields = readonly (FieldKind | undefined)[];

function wholeOrPart(
  row: readonly Block[],
  fields: Fields,
  head: readonly Block[],
  isOnly: boolean,
): LabelledCell[] {
  const isSum = SUM.test(row[0]?.content.text ?? '');
  const count = row.slice(1).find(({ content }) => NUMBER.test(content.text));
  const isEmpty = NOTHING.test(count?.content.text ?? '');
  const issuer = row[fields.indexOf('issuer')]?.content.text.trim();
  return row.map((cell, column): LabelledCell => {
    const field = fields[column];
    if (field === undefined || field === 'other' || SUM.test(cell.content.text)) {
      return unlabelled(cell);
    }
    const isTold = (isSum && column > 0) || isOnly || (OF_EACH.has(field) && !isEmpty && !isSum);
    const { content, quoted } = cell;
    if (field === 'total' && !isTold && !isEmpty && issuer) {
      return { field, label: head[column]!.content, content, quoted, issuer };
    }
    return { field: isTold ? field : 'part', label: head[column]!.content, content, quoted };
  });
}

function partOfType(row: readonly Block[], fields: Fields, head: readonly Block[]): LabelledCell[] {
  const scope = typeOf(row[0])!;
  return row.slice(1).flatMap(({ content, quoted }, index) => {
    const field = fields[index + 1];
    if (field === undefined) return [];
    return [{ field, label: head[index + 1]!.content, content, quoted, scope }];
  });
}

function transposed(rows: readonly Block[][]): Block[][] {
  return (rows[0] ?? []).map((_, column) => rows.flatMap((row) => row[column] ?? []));
}

function countTypes(cells: readonly Block[]): number {
  return new Set(cells.flatMap((cell) => typeOf(cell) ?? [])).size;
}

function typeOf(cell: Block | undefined): string | undefined {
  return cell && typeOfLabel(cell.content.text);
}

function fieldOf(label: Block | undefined, value: Block | undefined): FieldKind | undefined {
  return fieldOfLabel(label?.content.text ?? '', value?.content.text);
}

/** Beside one of these a column of numbers counts certificates. */
const BESIDE: ReadonlySet<FieldKind> = new Set([
  ...(['first-issued', 'last-issued', 'issuance-range', 'revoked', 'not-revoked'] as const),
  ...(['expired', 'remaining-valid', 'precertificates', 'finals', 'issuer'] as const),
]);

/** What heads a column of numbers beside one of types. */
const COUNT =
  /^\W*(?:#|(?:count|number|amount|quantity|total|affected|impacted|misissued|issued|certificates|certs)(?: of)?(?: (?:certificates|certs))?)\W*$/i;

/** Below a head "Certificates" the row "Total" counts them. */
function labelAndValue(row: readonly Block[], isCounted: boolean): LabelledCell[] {
  const [label, ...values] = row;
  const isSum = isCounted && SUM.test(label?.content.text ?? '');
  const field = isSum ? 'total' : fieldOf(label, values[0]);
  if (label === undefined || field === undefined) return row.map(unlabelled);
  return values.map(({ content, quoted }) => ({ field, label: label.content, content, quoted }));
}

function unlabelled({ content, quoted }: Block): LabelledCell {
  return { field: undefined, label: undefined, content, quoted };
}

const SUM = /^\W*(?:(?:grand |sub)?totals?|sum|all|overall|altogether|together)\W*$/i;
/** A row of no certificates names an issuer that has none. */
const NOTHING = /^\W*(?:0|none|no|nil)\W*$/i;
const NUMBER = /^\W*(?:\d[\d.,' ]*|none|no|nil)\W*$/i;

/** Of other kinds, a row says but what is true of its certificates; the first of all is the first of a row. */
export const OF_EACH: ReadonlySet<FieldKind> = new Set([
  ...(['issuer', 'signature-algorithm', 'first-issued', 'last-issued'] as const),
]);
