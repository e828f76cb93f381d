import { decodeHex } from '../der/integer.ts';
import { DerReader } from '../der/reader.ts';
import { OCTET_STRING } from '../der/tags.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const BAD_SCT_LIST = problemNumber('bad-sct-list');

/** version (1), log id (32), timestamp (8), length of the extensions (2): RFC 6962 §3.2. */
const FIXED_OCTETS = 43;
const LOG_ID_OCTETS = 32;
const VERSION_1 = 0;

/** The last millisecond that a Date holds; a log that claims a later one is no log. */
const MAX_MILLISECONDS = 8.64e15;

/** A Signed Certificate Timestamp (RFC 6962 §3.2). */
export interface Sct {
  /** SHA-256 of the log's public key, lower-case hex. */
  readonly logId: string;
  /** ISO 8601 UTC with milliseconds. */
  readonly timestamp: string;
}

/**
 * Finds the earliest timestamp in the value of the SCT list extension: an OCTET STRING around a
 * SignedCertificateTimestampList (RFC 6962 §3.3). Milliseconds since 1970, or NaN.
 */
export function readEarliestSct(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): number {
  let earliest = NaN;
  let possible = true;
  const sound = walkScts(der, start, end, (at) => {
    const timestamp = timestampAt(der.bytes, at);
    if (timestamp > MAX_MILLISECONDS) possible = false;
    else if (!(timestamp >= earliest)) earliest = timestamp;
  });
  if (!sound || !possible) problems.add(BAD_SCT_LIST, start);
  return earliest;
}

/** The SCTs of version 1 in the list, in order, as far as they can be read. */
export function decodeScts(bytes: Uint8Array, start: number, end: number): Sct[] {
  const scts: Sct[] = [];
  const der = new DerReader();
  der.bytes = bytes;
  walkScts(der, start, end, (at) => {
    const milliseconds = timestampAt(bytes, at);
    const timestamp = new Date(milliseconds);
    scts.push({
      logId: decodeHex(bytes, at + 1, at + 1 + LOG_ID_OCTETS),
      timestamp: Number.isNaN(timestamp.getTime())
        ? `${milliseconds} ms after 1970-01-01`
        : timestamp.toISOString(),
    });
  });
  return scts;
}

/** Calls `visit` with the position of each SCT of version 1; false when the list is malformed. */
function walkScts(
  der: DerReader,
  start: number,
  end: number,
  visit: (at: number) => void,
): boolean {
  if (!der.readTag(start, end, OCTET_STRING)) return false;
  const bytes = der.bytes;
  let pos = der.contentStart;
  const contentEnd = der.contentEnd;
  if (contentEnd - pos < 2) return false;
  const listEnd = pos + 2 + ((bytes[pos]! << 8) | bytes[pos + 1]!);
  let sound = der.flaws === 0 && listEnd === contentEnd;
  const stop = Math.min(listEnd, contentEnd);
  for (pos += 2; pos + 2 <= stop;) {
    const at = pos + 2;
    const next = at + ((bytes[pos]! << 8) | bytes[pos + 1]!);
    const fits = next <= stop && next - at >= FIXED_OCTETS;
    if (fits && bytes[at] === VERSION_1) visit(at);
    sound &&= fits;
    pos = next;
  }
  return sound && pos === stop;
}

function timestampAt(bytes: Uint8Array, sct: number): number {
  const at = sct + 1 + LOG_ID_OCTETS;
  let milliseconds = 0;
  for (let i = 0; i < 8; i++) milliseconds = milliseconds * 256 + bytes[at + i]!;
  return milliseconds;
}
