/** Lines for a terminal of some width: wrapped, indented, coloured. */
import { escapeTerminal } from '../escape.ts';
import { wrapText } from '../text/inline.ts';
import type { Paint, Style } from './paint.ts';

/** Narrower than this, a terminal breaks lines where it likes. */
const MIN_COLUMNS = 40;

/** `expected` and two spaces. */
const LABEL = 10;

/** An empty cell is said to be one. */
export function shownValue(value: string): string {
  return value === '' ? '(empty)' : value;
}

export class Page {
  readonly columns: number;
  readonly paint: Paint;

  constructor(columns: number, paint: Paint) {
    this.columns = Math.max(MIN_COLUMNS, columns);
    this.paint = paint;
  }

  /** Wrapped, each line with its indent and a line break. */
  text(text: string, indent: number, style?: Style): string {
    return this.#lines('', text, indent, style);
  }

  /** A label on the left, the value wrapped beside it. */
  labelled(label: string, value: string, style: Style): string {
    return this.#lines(label.padEnd(LABEL), escapeTerminal(shownValue(value)), 6, style);
  }

  /** What must not be broken, then what follows it: on lines of its own where both are too long for one. */
  beside(first: string, rest: string, indent: number): string {
    const space = ' '.repeat(indent);
    if (rest === '') return `${space}${first}\n`;
    const line = `${first}  ${rest}`;
    const isFit = wrapText(line, this.columns - indent).length === 1;
    return isFit ? `${space}${line}\n` : `${space}${first}\n${this.text(rest, indent + 2)}`;
  }

  #lines(label: string, text: string, indent: number, style?: Style): string {
    const hanging = ' '.repeat(indent + label.length);
    const lines = wrapText(text, this.columns - hanging.length);
    return lines
      .map((line, index) => {
        const before = index === 0 ? ' '.repeat(indent) + this.paint.style('dim', label) : hanging;
        return `${before}${style === undefined ? line : this.paint.style(style, line)}\n`;
      })
      .join('');
  }
}
