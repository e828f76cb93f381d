import type { LineProblem, LineProblemCode } from './line.ts';

/** A problem with an excerpt of what stands there. */
export function lineProblem(code: LineProblemCode, written: string, message: string): LineProblem {
  return { code, text: excerpt(written), message };
}

/** The problem with hex digits that stand where a SHA-256 must stand and are not 64. */
export function wrongLength(digits: string, written: string): LineProblem {
  const length = digits.length;
  if (length === 40) {
    return lineProblem(
      'sha1-hash',
      written,
      '40 hex digits: a SHA-1 hash, or a serial number of 20 octets; a SHA-256 fingerprint has 64',
    );
  }
  return length < 64
    ? lineProblem('truncated-hash', written, `${length} hex digits where a SHA-256 has 64`)
    : lineProblem('overlong-hash', written, `${length} hex digits where a SHA-256 has 64`);
}

function excerpt(written: string): string {
  if (written.length <= MAX_EXCERPT) return written;
  const last = written.charCodeAt(MAX_EXCERPT - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return written.slice(0, splitsPair ? MAX_EXCERPT - 1 : MAX_EXCERPT);
}

const MAX_EXCERPT = 100;
