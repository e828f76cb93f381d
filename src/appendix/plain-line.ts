/** The fast path: the commonest lines, read from their bytes without becoming text first. */
import { FINGERPRINT_BYTES, type Fingerprint } from '../fingerprint/fingerprint.ts';
import type { Entry, EntryForm } from './line.ts';

/**
 * The entry on a line that is nothing but `https://crt.sh/?sha256=` (or `q=`, `d=`) and 64 hex
 * digits, or these alone; `undefined` for every other line, which the forms then read.
 *
 * Its fingerprint is a string of its own that keeps no chunk of the file alive.
 */
export function readPlainLine(bytes: Buffer, start: number, end: number): Entry | undefined {
  while (end > start && isPadding(bytes[end - 1])) end--;
  const digits = end - HEX_DIGITS;
  const form = formBefore(bytes, start, digits);
  if (form === undefined) return undefined;
  let lower = true;
  for (let at = digits; at < end; at++) {
    const kind = DIGIT_KINDS[bytes[at] ?? 0];
    if (kind === 0) return undefined;
    if (kind === UPPER) lower = false;
  }
  const hex = bytes.toString('latin1', digits, end);
  return { form, fingerprint: (lower ? hex : hex.toLowerCase()) as Fingerprint };
}

function formBefore(bytes: Buffer, start: number, digits: number): EntryForm | undefined {
  const length = digits - start;
  if (length === 0) return 'fingerprint';
  for (const { form, prefix } of PREFIXES) {
    if (prefix.length !== length) continue;
    let at = 0;
    while (at < length && bytes[start + at] === prefix[at]) at++;
    if (at === length) return form;
  }
  return undefined;
}

function isPadding(byte: number | undefined): boolean {
  return byte === 0x20 || byte === 0x09;
}

const HEX_DIGITS = FINGERPRINT_BYTES * 2;
const UPPER = 2;

/** 1 for a digit and a lower-case hex letter, 2 for an upper-case one, 0 for any other byte. */
const DIGIT_KINDS = Uint8Array.from({ length: 256 }, (_, byte) => {
  const char = String.fromCharCode(byte);
  if (/[0-9a-f]/.test(char)) return 1;
  return /[A-F]/.test(char) ? UPPER : 0;
});

const PREFIXES: readonly { form: EntryForm; prefix: Uint8Array }[] = [
  { form: 'crt.sh?sha256', prefix: Buffer.from('https://crt.sh/?sha256=') },
  { form: 'crt.sh?sha256', prefix: Buffer.from('http://crt.sh/?sha256=') },
  { form: 'crt.sh?q', prefix: Buffer.from('https://crt.sh/?q=') },
  { form: 'crt.sh?d', prefix: Buffer.from('https://crt.sh/?d=') },
];
