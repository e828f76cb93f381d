import { decodeHex } from '../der/integer.ts';
import { DerReader } from '../der/reader.ts';
import { wordsBase, wordsOf } from '../der/octets.ts';
import { plainEnd, plainStart } from '../der/plain.ts';
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
 * Walks the value of the SCT list extension: an OCTET STRING around a SignedCertificateTimestampList
 * (RFC 6962 §3.3), two octets of length, then each SCT behind two octets of its own length.
 */
class SctCursor {
  /** The position of the SCT that `next` stopped at, its version octet. */
  at = 0;
  /** False once the list has turned out malformed. */
  sound = true;
  #bytes: Uint8Array = new Uint8Array(0);
  #pos = 0;
  #stop = 0;

  open(der: DerReader, start: number, end: number): void {
    this.#bytes = der.bytes;
    this.#pos = this.#stop = 0;
    this.sound = der.readTag(start, end, OCTET_STRING) && der.flaws === 0;
    const { contentStart, contentEnd } = der;
    if (start >= end || contentEnd - contentStart < 2) {
      this.sound = false;
      return;
    }
    const listEnd = contentStart + 2 + this.#length(contentStart);
    // sct_list<1..2^16-1>: an empty list is none
    this.sound &&= listEnd === contentEnd && listEnd > contentStart + 2;
    this.#pos = contentStart + 2;
    this.#stop = Math.min(listEnd, contentEnd);
  }

  /** Moves to the next SCT of version 1; false at the end. */
  next(): boolean {
    while (this.#pos + 2 <= this.#stop) {
      const at = this.#pos + 2;
      this.#pos = at + this.#length(this.#pos);
      const fits = this.#pos <= this.#stop && this.#pos - at >= FIXED_OCTETS;
      this.sound &&= fits;
      if (!fits || this.#bytes[at] !== VERSION_1) continue;
      this.at = at;
      return true;
    }
    this.sound &&= this.#pos === this.#stop;
    return false;
  }

  /** Milliseconds since 1970; beyond what a Date holds for a log that is none. */
  timestamp(): number {
    const first = this.at + 1 + LOG_ID_OCTETS;
    let milliseconds = 0;
    for (let i = first; i < first + 8; i++) milliseconds = milliseconds * 256 + this.#bytes[i]!;
    return milliseconds;
  }

  #length(at: number): number {
    return (this.#bytes[at]! << 8) | this.#bytes[at + 1]!;
  }
}

// one for all: a reader is done with it before the next one begins
const cursor = new SctCursor();

/** The earliest timestamp of a list in milliseconds since 1970, or NaN. */
export function readEarliestSct(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): number {
  const words = wordsOf(der.bytes);
  const plain = tryPlainEarliest(words, wordsBase + start, wordsBase + end);
  if (plain >= 0) return plain;
  let earliest = NaN;
  cursor.open(der, start, end);
  while (cursor.next()) {
    const timestamp = cursor.timestamp();
    if (timestamp > MAX_MILLISECONDS) cursor.sound = false;
    else if (!(timestamp >= earliest)) earliest = timestamp;
  }
  if (!cursor.sound) problems.add(BAD_SCT_LIST, start);
  return earliest;
}

/**
 * The same for a list in which nothing is wrong and all SCTs are of version 1; -1 for any other.
 * A timestamp is two words, exact up to `MAX_MILLISECONDS`.
 */
function tryPlainEarliest(words: DataView, start: number, end: number): number {
  const stop = plainEnd(words, start, end, OCTET_STRING);
  if (stop === 0) return -1;
  const list = plainStart(words, start);
  if (list + 4 > stop || list + 2 + words.getUint16(list) !== stop) return -1;
  let earliest = NO_TIMESTAMP;
  let pos = list + 2;
  while (pos < stop) {
    const at = pos + 2;
    if (at + FIXED_OCTETS > stop || words.getUint8(at) !== VERSION_1) return -1;
    const length = words.getUint16(pos);
    pos = at + length;
    if (length < FIXED_OCTETS || pos > stop) return -1;
    const time = at + 1 + LOG_ID_OCTETS;
    const timestamp = words.getUint32(time) * 0x100000000 + words.getUint32(time + 4);
    if (timestamp > MAX_MILLISECONDS) return -1;
    if (timestamp < earliest) earliest = timestamp;
  }
  return earliest;
}

/** Later than any: a list has at least one. */
const NO_TIMESTAMP = 2 ** 64;

/** The SCTs of version 1 in the list, in order, as far as they can be read. */
export function decodeScts(bytes: Uint8Array, start: number, end: number): Sct[] {
  const scts: Sct[] = [];
  const der = new DerReader();
  der.bytes = bytes;
  cursor.open(der, start, end);
  while (cursor.next()) {
    const milliseconds = cursor.timestamp();
    scts.push({
      logId: decodeHex(bytes, cursor.at + 1, cursor.at + 1 + LOG_ID_OCTETS),
      timestamp:
        milliseconds > MAX_MILLISECONDS
          ? `${milliseconds} ms after 1970-01-01`
          : new Date(milliseconds).toISOString(),
    });
  }
  return scts;
}
