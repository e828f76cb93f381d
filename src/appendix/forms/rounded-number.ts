import { lineProblem } from '../line-problem.ts';
import type { Form, Mark } from './form.ts';

/** `1.23457E+38`: what a spreadsheet makes of a serial number that it takes for a decimal one. */
export const roundedNumber: Form = {
  name: 'rounded number',
  find(text) {
    if (!text.includes('E+')) return [];
    return Array.from(text.matchAll(ROUNDED), (match): Mark => {
      const [written] = match;
      const message = 'a number that a spreadsheet has rounded; its digits are lost';
      const problem = lineProblem('not-hex', written, message);
      return { kind: 'problem', problem, start: match.index, end: match.index + written.length };
    });
  },
};

/** Two digits of exponent: a serial number of 64 bits has up to 20 decimal digits. */
const ROUNDED = /(?<![\w.])\d(?:[.,]\d{1,15})?E\+\d{2}(?!\w)/g;
