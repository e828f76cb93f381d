import type { CertificateKeys } from './certificate-keys.ts';

/** Which of the examined certificates count, and how precertificates found their finals. */
export interface Pairing {
  /** Rows that count: every final certificate, and one precertificate for each presumed one. */
  readonly counted: Uint32Array;
  readonly final: number;
  readonly presumed: number;
  readonly precertificates: number;
  readonly pairs: number;
  /** For each precertificate, in the order of `rows`: the row that counts for it. */
  readonly countedFor: Uint32Array;
  /** Counted certificates that share issuer and serial number with another counted one. */
  readonly sharingSerial: number;
}

/**
 * Pairs precertificates with final certificates among `rows` (design §5.1): a precertificate and a
 * final certificate with equal TBSCertificates after the transformation of RFC 6962 §3.2 are one
 * certificate; precertificates without a final count once for each distinct TBSCertificate, since
 * two that are equal promise the same certificate (BR §7.1.2.9).
 */
export function pair(keys: CertificateKeys, rows: Uint32Array): Pairing {
  const precertificates = rows.reduce((n, row) => n + Number(keys.isPrecertificate(row)), 0);
  // without precertificates nothing is looked up: 8 bytes a certificate less at the peak of memory
  const sought = precertificates > 0;
  const finals = new RowIndex(sought ? rows.length : 0, (row) => keys.tbsHash(row));
  const presumed = new RowIndex(precertificates, (row) => keys.tbsHash(row));
  const counted = new Uint32Array(rows.length);
  const same = (a: number, b: number): boolean => keys.sameTbs(a, b);
  let [total, final] = [0, 0];
  for (const row of rows) {
    if (keys.isPrecertificate(row)) continue;
    if (sought && keys.isDigested(row)) finals.add(row, same);
    counted[total++] = row;
    final++;
  }
  const paired = new Set<number>();
  const countedFor = new Uint32Array(precertificates);
  let seen = 0;
  for (const row of rows) {
    if (!keys.isPrecertificate(row)) continue;
    const match = finals.find(row, same);
    const counting = match >= 0 ? match : presumed.add(row, same);
    countedFor[seen++] = counting;
    if (match >= 0) paired.add(match);
    else if (counting === row) counted[total++] = row;
  }
  const countedRows = counted.subarray(0, total);
  return {
    counted: countedRows,
    final,
    presumed: total - final,
    precertificates,
    pairs: paired.size,
    countedFor,
    sharingSerial: countSharedSerials(keys, countedRows),
  };
}

/**
 * Certificates without a digest that have issuer and serial number of a precertificate, so that only
 * their digest tells whether the two correspond; or of another certificate.
 */
export function undecidedRows(keys: CertificateKeys): Uint32Array {
  const undecided = new Set(undecidedFinals(keys));
  const all = Uint32Array.from({ length: keys.size }, (_, row) => row);
  for (const rows of sharedSerials(keys, all)) {
    for (const row of rows) if (!keys.isDigested(row)) undecided.add(row);
  }
  return Uint32Array.from(undecided).sort();
}

function undecidedFinals(keys: CertificateKeys): number[] {
  const precertificates: number[] = [];
  for (let row = 0; row < keys.size; row++) {
    if (keys.isPrecertificate(row)) precertificates.push(row);
  }
  if (precertificates.length === 0) return [];
  const same = (a: number, b: number): boolean => keys.sameIssuerAndSerial(a, b);
  const index = new RowIndex(precertificates.length, (row) => keys.issuerAndSerialHash(row));
  for (const row of precertificates) index.add(row, same);
  const undecided: number[] = [];
  for (let row = 0; row < keys.size; row++) {
    if (keys.isPrecertificate(row) || keys.isDigested(row)) continue;
    if (index.find(row, same) >= 0) undecided.push(row);
  }
  return undecided;
}

/** Rows that have issuer and serial number of one before them, and that one. */
export function sharedSerials(keys: CertificateKeys, rows: Uint32Array): Map<number, number> {
  const index = new RowIndex(rows.length, (row) => keys.issuerAndSerialHash(row));
  const shared = new Map<number, number>();
  for (const row of rows) {
    // a serial number that is not there is not the same as another that is not there
    if (!keys.hasSerial(row)) continue;
    const first = index.add(row, (a, b) => keys.sameIssuerAndSerial(a, b));
    if (first !== row) shared.set(row, first);
  }
  return shared;
}

function countSharedSerials(keys: CertificateKeys, rows: Uint32Array): number {
  const shared = sharedSerials(keys, rows);
  return new Set([...shared.keys(), ...shared.values()]).size;
}

/** Finds rows by what they hold; 8 bytes a row. */
class RowIndex {
  /** row + 1, or 0 where free; a power of two long, at most half full. */
  readonly #slots: Uint32Array;
  readonly #hash: (row: number) => number;

  constructor(rows: number, hash: (row: number) => number) {
    this.#slots = new Uint32Array(2 ** Math.ceil(Math.log2(Math.max(rows, 1) * 2)));
    this.#hash = hash;
  }

  /** The first row added that is the same as this one: the row itself when it is new. */
  add(row: number, same: (a: number, b: number) => boolean): number {
    const slot = this.#probe(row, same);
    if (this.#slots[slot] === 0) this.#slots[slot] = row + 1;
    return this.#slots[slot]! - 1;
  }

  /** The row that is the same, or -1. */
  find(row: number, same: (a: number, b: number) => boolean): number {
    return this.#slots[this.#probe(row, same)]! - 1;
  }

  #probe(row: number, same: (a: number, b: number) => boolean): number {
    const mask = this.#slots.length - 1;
    let slot = this.#hash(row) & mask;
    while (this.#slots[slot] !== 0 && !same(this.#slots[slot]! - 1, row)) slot = (slot + 1) & mask;
    return slot;
  }
}
