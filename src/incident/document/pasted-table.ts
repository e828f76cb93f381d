/** Tables pasted as text: lines of values with commas, tabs or the like between them, below a line of labels. */
import { type MappedText, sliceMapped } from '../text/mapped-text.ts';
import { type FieldKind, fieldOfLabel } from './field.ts';
import { OF_EACH } from './table.ts';

/** A piece of a paragraph: text, or a cell whose column says what every certificate has. */
export type Piece =
  | { readonly kind: 'text'; readonly content: MappedText }
  | {
      readonly kind: 'cell';
      readonly field: FieldKind;
      readonly label: MappedText;
      readonly content: MappedText;
    };

interface Columns {
  readonly separator: string;
  readonly labels: readonly MappedText[];
}

/** Cuts the tables out of a paragraph. What their other columns hold is of single certificates. */
export function cutTables(content: MappedText): Piece[] {
  const pieces: Piece[] = [];
  const { text } = content;
  if (!text.includes('\n')) return [{ kind: 'text', content }];
  let columns: Columns | undefined;
  let textStart = 0;
  for (let start = 0; start <= text.length;) {
    const newline = text.indexOf('\n', start);
    const end = newline < 0 ? text.length : newline;
    const line = end - start <= MAX_LINE ? sliceMapped(content, start, end) : undefined;
    const cells = columns && line && cut(line, columns.separator);
    const isRow = cells !== undefined && cells.length === columns?.labels.length;
    columns = isRow ? columns : line && columnsOf(line, lineFrom(content, end + 1));
    if (columns !== undefined) {
      if (start > textStart) {
        pieces.push({ kind: 'text', content: sliceMapped(content, textStart, start - 1) });
      }
      textStart = end + 1;
      if (isRow) pieces.push(...cellsOf(columns, cells));
    }
    start = end + 1;
  }
  if (textStart < text.length) {
    pieces.push({ kind: 'text', content: sliceMapped(content, textStart, text.length) });
  }
  return pieces;
}

function cellsOf({ labels }: Columns, cells: readonly MappedText[]): Piece[] {
  return cells.flatMap((content, index): Piece[] => {
    const label = labels[index]!;
    const field = fieldOfLabel(label.text);
    return field !== undefined && OF_EACH.has(field)
      ? [{ kind: 'cell', field, label, content }]
      : [];
  });
}

function lineFrom({ text }: MappedText, start: number): string {
  const newline = text.indexOf('\n', start);
  return text.slice(start, Math.min(newline < 0 ? text.length : newline, start + MAX_LINE));
}

/** The labels, if a line is nothing but labels, and the next has as many values. */
function columnsOf(line: MappedText, next: string): Columns | undefined {
  for (const separator of SEPARATORS) {
    const labels = cut(line, separator);
    const isHead =
      labels.length >= MIN_COLUMNS &&
      next.split(separator).length === labels.length &&
      labels.every(
        ({ text }) => text.length <= MAX_COLUMN_LABEL && !/\d{3}|[:=]|[.!?]$/.test(text),
      ) &&
      labels.filter(({ text }) => COLUMN.test(text)).length >= 2;
    if (isHead) return { separator, labels };
  }
  return undefined;
}

function cut(line: MappedText, separator: string): MappedText[] {
  const cells: MappedText[] = [];
  for (let start = 0; start <= line.text.length;) {
    const next = line.text.indexOf(separator, start);
    const end = next < 0 ? line.text.length : next;
    const cell = line.text.slice(start, end);
    const lead = cell.length - cell.trimStart().length;
    cells.push(sliceMapped(line, start + lead, start + Math.max(lead, cell.trimEnd().length)));
    start = end + separator.length;
  }
  return cells;
}

const SEPARATORS = [',', '\t', ';', '|'];
const MIN_COLUMNS = 3;
const MAX_COLUMN_LABEL = 50;
const MAX_LINE = 4000;

/** What lists of certificates call their columns. */
const COLUMN =
  /^(?:issuer|issuing|subject|serial|not ?(?:before|after)|valid (?:from|to|until)|(?:signature|sig) ?alg|sha-?(?:1|256)|(?:certificate )?fingerprint|crt\.sh|common ?name|cn\b|dns ?name|san\b|(?:issuance|issue|expiry|expiration|revocation)(?: ?date)?|(?:is )?revoked|revocation|status|key|curve|policy|pre-?cert|certificate|final)/i;
