/** Certificates examined as the pipeline does it, without the pipeline. */
import { createHash } from 'node:crypto';
import { type Listing, makeFigures } from '../../src/impact/figures.ts';
import type { Figures } from '../../src/impact/impact.ts';
import { type Pairing, pair } from '../../src/impact/pairing.ts';
import { Tally } from '../../src/impact/tally.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';

export const AS_OF = Date.UTC(2026, 10, 1) / 1000;

const reader = new CertificateReader();

/** A tally of the certificates that can be read, undecided digests settled. */
export function tallyOf(certificates: readonly Uint8Array[]): Tally {
  const tally = new Tally();
  addAll(tally, certificates);
  settle(tally, certificates);
  return tally;
}

/** Adds the certificates that can be read; digests that pairing may need are left undecided. */
export function addAll(tally: Tally, certificates: readonly Uint8Array[]): void {
  for (const der of certificates) {
    reader.read(der);
    if (reader.readable) tally.add(reader, sha256Of(der));
  }
}

/** Settles the undecided digests, as the pipeline does before it makes figures. */
export function settle(tally: Tally, certificates: readonly Uint8Array[]): void {
  const byRow = new Map(certificates.map((der) => [rowOf(tally, der), der]));
  for (const row of tally.undecided()) {
    reader.read(byRow.get(row)!);
    tally.settle(row, reader);
  }
}

export function allRows(tally: Tally): Uint32Array {
  return Uint32Array.from({ length: tally.size }, (_, row) => row);
}

export function rowOf(tally: Tally, der: Uint8Array): number {
  return tally.certificates.rowOfBytes(sha256Of(der));
}

/** The account of a list in which every entry was examined. */
export function listingOf(examined: number): Listing {
  return {
    lines: { total: examined, blank: 0, comment: 0, header: 0, invalid: 0, listing: examined },
    entries: { total: examined, unique: examined, duplicates: 0 },
    outcomes: {
      examined,
      notFound: 0,
      unavailable: 0,
      mismatched: 0,
      unreadable: 0,
      unresolvable: 0,
    },
    attached: 0,
    problems: new Map(),
  };
}

export function figuresOf(certificates: readonly Uint8Array[], asOf: number = AS_OF): Figures {
  return figuresOfTally(tallyOf(certificates), asOf);
}

export function figuresOfTally(tally: Tally, asOf: number = AS_OF): Figures {
  return makeFigures(tally, allRows(tally), listingOf(tally.size), asOf);
}

export function pairingOf(certificates: readonly Uint8Array[]): Pairing {
  const tally = tallyOf(certificates);
  return pair(tally.keys, allRows(tally));
}

export function sha256Of(der: Uint8Array): Uint8Array {
  return createHash('sha256').update(der).digest();
}
