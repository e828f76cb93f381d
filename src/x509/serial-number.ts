import { type ProblemLog, problemNumber } from './problem.ts';

const MISSING_FIELD = problemNumber('missing-field');
const NEGATIVE_SERIAL = problemNumber('negative-serial');
const ZERO_SERIAL = problemNumber('zero-serial');
const LONG_SERIAL = problemNumber('long-serial');
const NON_MINIMAL_INTEGER = problemNumber('non-minimal-integer');

/** The sign octet counts (RFC 5280 §4.1.2.2: "serialNumber values longer than 20 octets"). */
const MAX_SERIAL_OCTETS = 20;

/** Checks the content octets of a serial number, whose element is at `pos` (RFC 5280 §4.1.2.2). */
export function checkSerial(
  bytes: Uint8Array,
  start: number,
  end: number,
  pos: number,
  problems: ProblemLog,
): void {
  const first = bytes[start]!;
  if (start === end) problems.add(MISSING_FIELD, pos);
  else if (first >= 0x80) problems.add(NEGATIVE_SERIAL, pos);
  else if (first === 0) {
    if (end - start === 1) problems.add(ZERO_SERIAL, pos);
    else if (bytes[start + 1]! < 0x80) problems.add(NON_MINIMAL_INTEGER, pos);
  }
  if (end - start > MAX_SERIAL_OCTETS) problems.add(LONG_SERIAL, pos);
}
