/** Certificates as base64 without BEGIN and END: a whole file, one to a line, or in a cell. */
import { gatherBase64, isBase64Digit, skipBlank } from './base64-run.ts';
import { hasCertificateOutline, outlineLength } from './der-outline.ts';
import type { DerSlab } from './der-slab.ts';
import { MAX_DER_BYTES } from './scan-item.ts';

/** A SEQUENCE of 128 bytes to 16 MiB (0x30 0x81 to 0x83) starts so, and then with E to P. */
const START = Buffer.from('MI');
const THIRD_FIRST = 0x45;
const THIRD_LAST = 0x50;

/** Digits in one piece that tell base64 from prose: lines are 64 or 76 long, or not broken at all. */
export const MIN_FIRST_PIECE = 60;
const OUTLINE_DIGITS = 16;

export type BareBase64 =
  | { readonly outcome: 'certificate'; readonly der: Uint8Array; readonly end: number }
  | { readonly outcome: 'damaged'; readonly reason: string; readonly end: number }
  /** More bytes are needed to tell. */
  | { readonly outcome: 'open' };

/** Where the next one may start at or after `from`; -1 for nowhere. */
export function findBareBase64(bytes: Buffer, from: number, end: number): number {
  // a native search knows no end: without the view it would run on through what is not to be read
  const view = bytes.subarray(0, end);
  for (let at = from; ; at++) {
    at = view.indexOf(START, at);
    if (at < 0) return -1;
    const third = bytes[at + 2];
    // at the very end of what is there, only the next bytes can tell
    if (third === undefined) return at;
    if (third < THIRD_FIRST || third > THIRD_LAST) continue;
    if (at > 0 && isBase64Digit(bytes[at - 1]) && !isEscape(bytes, at - 2)) continue;
    return at;
  }
}

/**
 * Reads the one at `start`: as many digits as the DER's own header asks for, so that the next may
 * follow on the next line. `undefined` where no certificate starts there after all.
 *
 * @param final whether no bytes follow `end`
 */
export function readBareBase64(
  bytes: Buffer,
  start: number,
  end: number,
  final: boolean,
  slab: DerSlab,
): BareBase64 | undefined {
  let piece = start;
  while (piece < end && piece < start + MIN_FIRST_PIECE && isBase64Digit(bytes[piece])) piece++;
  if (piece === end && !final) return { outcome: 'open' };
  if (piece < start + MIN_FIRST_PIECE) return undefined;
  const outline = Buffer.from(bytes.toString('latin1', start, start + OUTLINE_DIGITS), 'base64');
  const length = outlineLength(outline);
  if (!length || !hasCertificateOutline(outline)) return undefined;
  if (length > MAX_DER_BYTES) {
    return { outcome: 'damaged', reason: `larger than ${MAX_DER_BYTES} bytes`, end: piece };
  }
  const digits = Math.ceil((length * 4) / 3);
  const run = gatherBase64(bytes, start, end, digits);
  const stop = skipBlank(bytes, run.end, end);
  if (stop === end && !final && end - start < 2 * digits) return { outcome: 'open' };
  if (run.digits.length < digits) {
    return { outcome: 'damaged', reason: 'truncated base64', end: run.end };
  }
  if (isBase64Digit(bytes[run.end]) && run.end < end) {
    return { outcome: 'damaged', reason: 'base64 goes on behind the certificate', end: run.end };
  }
  const der = slab.decode(run.digits, length);
  return der
    ? { outcome: 'certificate', der, end: run.end }
    : { outcome: 'damaged', reason: 'garbage in the base64', end: run.end };
}

/** Whether `bytes[at]` begins an escaped line break, whose letter is no digit of what follows. */
function isEscape(bytes: Buffer, at: number): boolean {
  return bytes[at] === 0x5c && (bytes[at + 1] === 0x6e || bytes[at + 1] === 0x72);
}
