/** What hex digits are that stand beside no certificate. */
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { Entry, LineProblem } from '../line.ts';
import { lineProblem, wrongLength } from '../line-problem.ts';
import { normalizeSerial } from '../serial-number.ts';
import type { Expectation, HexMark } from './form.ts';
import { MAX_SERIAL_OCTETS } from './serial-pair.ts';

/**
 * An entry, a problem, or `undefined` where the digits are no more than a word.
 *
 * Serial numbers alone are taken for such when they are introduced as one (a label, `0x`, the
 * heading above), written in groups of at most 20 octets (but not 20 as they
 * stand, which a SHA-1 hash has too), or 16 to 39 digits in a field of their
 * own. Only decimal digits, introduced as a serial number by words: whether they are hexadecimal or
 * decimal cannot be told, and none is guessed.
 */
export function readLoneHex(mark: HexMark, expects: Expectation): Entry | LineProblem | undefined {
  const { digits, label } = mark;
  const length = digits.length;
  if (length === 64) return { form: 'fingerprint', fingerprint: digits as Fingerprint };
  if (length > 64) return wrongLength(digits, digits);
  if (label === 'sha1') {
    return length < 8 ? undefined : lineProblem('sha1-hash', digits, 'a SHA-1 hash');
  }
  if (label === 'other') return undefined;
  const introduced = mark.prefixed || label === 'serial' || expects === 'serial';
  if (introduced) return readIntroduced(mark);
  return readBare(mark, expects);
}

function readIntroduced(mark: HexMark): Entry | LineProblem | undefined {
  const { digits } = mark;
  if (!mark.prefixed && !mark.grouped && DECIMAL.test(digits)) {
    return lineProblem(
      'not-hex',
      digits,
      'a serial number in decimal, or in hexadecimal without letters: write 0x before the latter',
    );
  }
  const explicit = mark.prefixed || mark.label === 'serial';
  const short = digits.length < 16 && !mark.grouped;
  if (short && !mark.prefixed && !mark.labelled && !mark.ownField) return undefined;
  return explicit || octets(digits) <= MAX_SERIAL_OCTETS
    ? serialEntry(digits)
    : wrongLength(digits, digits);
}

function readBare(mark: HexMark, expects: Expectation): Entry | LineProblem | undefined {
  const { digits } = mark;
  const length = digits.length;
  const callsForHash = mark.label === 'sha256' || expects === 'fingerprint';
  if (length < 16) return callsForHash && mark.labelled ? wrongLength(digits, digits) : undefined;
  if (
    mark.grouped &&
    length !== SHA1_DIGITS &&
    !callsForHash &&
    octets(digits) <= MAX_SERIAL_OCTETS
  ) {
    return serialEntry(digits);
  }
  if (length >= 40 || callsForHash) return wrongLength(digits, digits);
  if (mark.ownField) return serialEntry(digits);
  const message = `${length} hex digits in running text: no fingerprint, nor said to be a serial number`;
  return lineProblem('truncated-hash', digits, message);
}

function serialEntry(digits: string): Entry {
  return { form: 'serial', serial: normalizeSerial(digits) };
}

function octets(digits: string): number {
  return digits.replace(/^(?:00)+/, '').length / 2;
}

const SHA1_DIGITS = 40;
const DECIMAL = /^[0-9]+$/;
