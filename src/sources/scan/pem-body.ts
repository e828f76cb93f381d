/** What stands between BEGIN and END -> DER. */
import { gatherBase64, skipBlank } from './base64-run.ts';
import type { DerSlab } from './der-slab.ts';
import { MAX_DER_BYTES } from './scan-item.ts';

const NEWLINE = 0x0a;
const RETURN = 0x0d;
const COLON = 0x3a;
const EQUALS = 0x3d;

const RFC_7468_WIDTH = 64;

const HEADER = /^[A-Za-z][A-Za-z0-9-]*:(?:\s|$)/;
const MAX_HEADER_NAME = 100;

export interface PemBody {
  readonly der?: Uint8Array;
  /** Why there is no `der`. */
  readonly reason?: string;
  /** Line breaks in the body; -1 where they were not counted. */
  readonly newlines: number;
}

/** Decodes `bytes[start..end]`; garbage in the base64 is a reason, never skipped over. */
export function decodePemBody(bytes: Buffer, start: number, end: number, slab: DerSlab): PemBody {
  return decodeRegular(bytes, start, end, slab) ?? decodeIrregular(bytes, start, end, slab);
}

/**
 * Lines of one width, as every program writes them: one native call decodes all of it, and proves
 * that it skipped nothing but the line breaks by the number of bytes that come out. `undefined`
 * where that does not hold. 1.1 million certificates a second; a table walk in JavaScript has half.
 */
function decodeRegular(
  bytes: Buffer,
  bodyStart: number,
  bodyEnd: number,
  slab: DerSlab,
): PemBody | undefined {
  let start = bodyStart;
  if (bytes[start] === RETURN) start++;
  if (bytes[start] !== NEWLINE) return undefined;
  start++;
  const usual = start + RFC_7468_WIDTH;
  const first = bytes[usual] === NEWLINE ? usual : bytes.indexOf(NEWLINE, start);
  if (first < 0 || first >= bodyEnd || bodyEnd - start > 2 * MAX_DER_BYTES) return undefined;
  const breakLength = bytes[first - 1] === RETURN ? 2 : 1;
  const end = bodyEnd - breakLength;
  const width = first + 1 - breakLength - start;
  if (width <= 0 || bytes[bodyEnd - 1] !== NEWLINE) return undefined;
  if (breakLength === 2 && bytes[end] !== RETURN) return undefined;
  const stride = width + breakLength;
  let breaks = 0;
  for (let at = start + width; at < end; at += stride) {
    if (bytes[at + breakLength - 1] !== NEWLINE) return undefined;
    if (breakLength === 2 && bytes[at] !== RETURN) return undefined;
    breaks++;
  }
  let digits = end - start - breaks * breakLength;
  if (bytes[end - 1] === EQUALS) digits -= bytes[end - 2] === EQUALS ? 2 : 1;
  if (digits <= 0 || digits % 4 === 1) return undefined;
  const length = Math.floor((digits * 3) / 4);
  if (length > MAX_DER_BYTES) return undefined;
  const der = slab.decode(bytes.toString('latin1', start, end), length);
  return der && { der, newlines: breaks + 2 };
}

function decodeIrregular(bytes: Buffer, start: number, end: number, slab: DerSlab): PemBody {
  const from = skipBlank(bytes, skipHeaders(bytes, start, end), end);
  const run = gatherBase64(bytes, from, end);
  const rest = skipBlank(bytes, run.end, end);
  if (rest < end) return { reason: 'garbage in the base64', newlines: -1 };
  if (run.digits === '') return { reason: 'empty', newlines: -1 };
  if (run.digits.length % 4 === 1) return { reason: 'truncated base64', newlines: -1 };
  const length = Math.floor((run.digits.length * 3) / 4);
  if (length > MAX_DER_BYTES) {
    return { reason: `larger than ${MAX_DER_BYTES} bytes`, newlines: -1 };
  }
  const der = slab.decode(run.digits, length);
  return der ? { der, newlines: -1 } : { reason: 'garbage in the base64', newlines: -1 };
}

/** RFC 1421 §4.6: `Name: value` lines, continued by indented ones, up to a blank line. */
function skipHeaders(bytes: Buffer, start: number, end: number): number {
  const colon = bytes.indexOf(COLON, start);
  if (colon < 0 || colon >= end) return start;
  let at = skipBlank(bytes, start, end);
  let inHeaders = false;
  while (at < end) {
    const newline = bytes.indexOf(NEWLINE, at);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const line = bytes.toString('latin1', at, Math.min(lineEnd, at + MAX_HEADER_NAME));
    if (!HEADER.test(line) && !(inHeaders && /^[ \t]/.test(line))) break;
    inHeaders = true;
    at = Math.min(lineEnd + 1, end);
  }
  return at;
}
