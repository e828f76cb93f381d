/** Colours for a terminal, or none. */
import { styleText } from 'node:util';
import type { Severity } from '../../verify/finding.ts';

export type Style = Parameters<typeof styleText>[0];

/** Those that light and dark terminals show well. */
export const SEVERITY_COLOURS = {
  error: 'red',
  warning: 'yellow',
  note: 'cyan',
} as const satisfies Readonly<Record<Severity, string>>;

export class Paint {
  readonly #colour: boolean;

  constructor(colour: boolean) {
    this.#colour = colour;
  }

  /** @param text escaped already: what is left in it that a terminal obeys is ours */
  style(style: Style, text: string): string {
    // whether colours are wanted is decided where the streams are
    return this.#colour && text !== '' ? styleText(style, text, { validateStream: false }) : text;
  }
}
