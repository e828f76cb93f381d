import { caaRecheckLine } from './caa-recheck-line.ts';
import { crtShId } from './crtsh-id.ts';
import { crtShLink } from './crtsh-link.ts';
import { foreignLink } from './foreign-link.ts';
import type { Form } from './form.ts';
import { hexDigits } from './hex-digits.ts';
import { roundedNumber } from './rounded-number.ts';

/** Every form that a line of text is searched for, in this order: a new form is one line here. */
export const FORMS: readonly Form[] = [
  caaRecheckLine,
  crtShLink,
  foreignLink,
  crtShId,
  roundedNumber,
  hexDigits,
];
