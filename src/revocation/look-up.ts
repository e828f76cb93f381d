import type { CrlReader } from './crl-reader.ts';
import { EntryReader } from './entry-reader.ts';
import { CERTIFICATE_HOLD, REMOVE_FROM_CRL } from './reason.ts';
import type { SerialSet } from './serial-set.ts';

/** What a CRL says of one serial number. */
export interface CrlEntry {
  /** Seconds since 1970; `null` when it cannot be read. */
  readonly revocationDate: number | null;
  /** As of RFC 5280 §5.3.1; `NO_REASON` when the entry gives none. */
  readonly reasonCode: number;
  /** Seconds since 1970; `null` when there is none, or none that can be read (§5.3.2). */
  readonly invalidityDate: number | null;
}

/** What one pass over a CRL's entries found. */
export interface CrlMatches {
  /** All entries of the CRL. */
  readonly entries: number;
  /** Entries that cannot be read: that a serial number is not found proves nothing, then. */
  readonly unreadableEntries: number;
  /** An entry names another issuer (§5.3.3): whose the serial numbers are has to be followed. */
  readonly hasCertificateIssuer: boolean;
  /** An entry has an unknown critical extension: no status follows from the CRL at all (§5.3). */
  readonly hasUnknownCritical: boolean;
  /** How many of the sought serial numbers are on the CRL. */
  readonly size: number;
  /** Whether the serial number of this row was in the set when the CRL was read. */
  wasSought(row: number): boolean;
  /** The rows of the set that are on the CRL, in order. */
  readonly rows: Uint32Array;
  /** The entry of a row of the set; undefined when it is not on the CRL. */
  entryOf(row: number): CrlEntry | undefined;
}

/**
 * Looks the entries of a CRL up in a set of serial numbers, in one pass. What it returns takes 32 bytes
 * for each serial number found; while it runs, four more for each row of the set.
 *
 * Of several entries for one serial number a revocation for good counts before a hold, a hold before
 * removeFromCRL, and the earlier before the later.
 */
export function lookUp(crl: CrlReader, wanted: SerialSet): CrlMatches {
  const matches = new Matches(wanted.size);
  const entry = new EntryReader();
  entry.begin(crl);
  while (entry.readNext()) {
    matches.entries++;
    if (!entry.sound) matches.unreadableEntries++;
    if (entry.hasCertificateIssuer) matches.hasCertificateIssuer = true;
    if (entry.hasUnknownCritical) matches.hasUnknownCritical = true;
    if (entry.serialStart === entry.serialEnd) continue;
    const row = wanted.rowOf(crl.bytes, entry.serialStart, entry.serialEnd);
    if (row >= 0) matches.add(row, entry);
  }
  matches.pack();
  return matches;
}

class Matches implements CrlMatches {
  entries = 0;
  unreadableEntries = 0;
  hasCertificateIssuer = false;
  hasUnknownCritical = false;
  size = 0;
  /** By match; number arrays of doubles, which take eight bytes each. */
  readonly #revocationDates: number[] = [];
  readonly #invalidityDates: number[] = [];
  readonly #reasonCodes: number[] = [];
  readonly #sought: number;
  /** For each row of the set: 0, or the number of its match + 1; dropped by `pack`. */
  #matchOf: Uint32Array;
  rows: Uint32Array = new Uint32Array(0);
  /** Of each row found. */
  #matches: Uint32Array = new Uint32Array(0);

  constructor(sought: number) {
    this.#sought = sought;
    this.#matchOf = new Uint32Array(sought);
  }

  wasSought(row: number): boolean {
    return row >= 0 && row < this.#sought;
  }

  entryOf(row: number): CrlEntry | undefined {
    const { rows } = this;
    let [low, high] = [0, rows.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if (rows[middle]! < row) low = middle + 1;
      else high = middle;
    }
    if (rows[low] !== row) return undefined;
    const match = this.#matches[low]!;
    return {
      revocationDate: numberOrNull(this.#revocationDates[match]!),
      invalidityDate: numberOrNull(this.#invalidityDates[match]!),
      reasonCode: this.#reasonCodes[match]!,
    };
  }

  add(row: number, entry: EntryReader): void {
    const date = entry.revocationDate();
    let match = this.#matchOf[row]! - 1;
    if (match < 0) {
      match = this.size++;
      this.#matchOf[row] = match + 1;
    } else if (!this.#counts(match, entry.reasonCode, date)) return;
    this.#revocationDates[match] = date;
    this.#invalidityDates[match] = entry.invalidityDate;
    this.#reasonCodes[match] = entry.reasonCode;
  }

  pack(): void {
    this.rows = new Uint32Array(this.size);
    this.#matches = new Uint32Array(this.size);
    let at = 0;
    for (let row = 0; at < this.size; row++) {
      const match = this.#matchOf[row]! - 1;
      if (match < 0) continue;
      this.rows[at] = row;
      this.#matches[at++] = match;
    }
    this.#matchOf = new Uint32Array(0);
  }

  /** Whether an entry counts more than the one that was found before. */
  #counts(match: number, reasonCode: number, date: number): boolean {
    const difference = finality(reasonCode) - finality(this.#reasonCodes[match]!);
    return difference === 0 ? date < this.#revocationDates[match]! : difference > 0;
  }
}

function finality(reasonCode: number): number {
  return reasonCode === REMOVE_FROM_CRL ? 0 : reasonCode === CERTIFICATE_HOLD ? 1 : 2;
}

function numberOrNull(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
