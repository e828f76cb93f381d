import { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';
import {
  type Fingerprint,
  formatFingerprint,
  parseFingerprint,
} from '../../fingerprint/fingerprint.ts';
import { pair } from '../../impact/pairing.ts';
import type { Tally } from '../../impact/tally.ts';
import type { Ledger } from '../ledger.ts';
import type { Run } from '../run.ts';
import type { Listed } from './listed.ts';
import { type Missing, type Owners, placeMissing } from './missing.ts';
import { RowHashes } from './row-hashes.ts';
import { type IssuanceTimes, writingOrder } from './row-order.ts';

/** Siblings that are not listed: each a hash, and the row of the ledger that it is the sibling of. */
export class SiblingHashes {
  readonly #hashes = new FingerprintSet();
  readonly #numbers: number[] = [];
  readonly #rows: number[] = [];

  add(row: number, sibling: Fingerprint): void {
    this.#numbers.push(this.#hashes.add(sibling));
    this.#rows.push(row);
  }

  /** Each with its owner, those first whose owner has the lower rank. */
  *inOrder(
    ownerOf: (row: number) => number,
    rank: Uint32Array,
  ): Generator<{ owner: number; sha256: Uint8Array }> {
    const owners = this.#rows.map(ownerOf);
    const places = [...this.#rows.keys()].sort((a, b) => rank[owners[a]!]! - rank[owners[b]!]!);
    for (const place of places) {
      yield { owner: owners[place]!, sha256: this.#hashes.bytesAt(this.#numbers[place]!) };
    }
  }
}

/** Which certificates have a row, in which order, and which hashes stand in it. */
export interface Standing {
  /** Rows of the tally. */
  readonly rows: Uint32Array;
  /** How many of them are final certificates. */
  readonly final: number;
  readonly missing: Missing;
  /** Hashes of siblings that are not listed. */
  readonly siblings: number;
  readonly hashes: RowHashes;
  hashesOf(row: number): { precertificates: Fingerprint[]; certificates: Fingerprint[] };
}

/** Settles what stands where, the same for the same certificates in any order. */
export function settleStanding(
  { ledger, examiner: { tally } }: Run,
  times: IssuanceTimes,
  listed: Listed,
  siblings: SiblingHashes,
): Standing {
  const { certificates, keys } = tally;
  const order = writingOrder(certificates, times);
  // in this order, the first of several that correspond is the same one always
  const { counted, countedFor, final } = pair(keys, order);
  const rank = new Uint32Array(tally.size);
  for (const [at, row] of order.entries()) rank[row] = at;
  const rows = counted.slice().sort((a, b) => rank[a]! - rank[b]!);
  const hashes = new RowHashes(tally.size);
  const owners = ownersOf(ledger, tally, order, countedFor);
  for (const row of order) {
    const owner = owners.ofTally(row);
    if (owner !== row) hashes.add(owner, 'precertificateHash', certificates.bytesAt(row));
  }
  let entered = 0;
  for (const { owner, sha256 } of siblings.inOrder((row) => owners.ownerOf(row), rank)) {
    // the sibling of a row that has both is the other precertificate, or another certificate's business
    if (!keys.isPrecertificate(owner)) hashes.add(owner, 'precertificateHash', sha256);
    else if (hashes.of(owner, 'certificateHash').length === 0) {
      hashes.add(owner, 'certificateHash', sha256);
    } else continue;
    entered++;
  }
  return {
    rows,
    final,
    missing: placeMissing(ledger, listed, owners, hashes),
    siblings: entered,
    hashes,
    hashesOf(row) {
      const own = formatFingerprint(certificates.bytesAt(row));
      const precertificates = hashes.of(row, 'precertificateHash');
      const found = hashes.of(row, 'certificateHash');
      return keys.isPrecertificate(row)
        ? { precertificates: [own, ...precertificates].sort(), certificates: found }
        : { precertificates, certificates: [own, ...found] };
    },
  };
}

function ownersOf(
  ledger: Ledger,
  { certificates, keys, size }: Tally,
  order: Uint32Array,
  countedFor: Uint32Array,
): Owners & { ofTally(row: number): number } {
  const owners = Uint32Array.from({ length: size }, (_, row) => row);
  let seen = 0;
  for (const row of order) if (keys.isPrecertificate(row)) owners[row] = countedFor[seen++]!;
  return {
    ofTally: (row) => owners[row]!,
    ownerOf: (row) => owners[certificates.rowOfRow(ledger.fingerprints, row)]!,
    isPrecertificate: (row) => keys.isPrecertificate(row),
  };
}

/** The rows of the ledger of these hashes, as far as they are listed. */
export function ledgerRows({ fingerprints }: Ledger, hashes: readonly Fingerprint[]): number[] {
  return hashes
    .map((hash) => fingerprints.rowOfBytes(parseFingerprint(hash)))
    .filter((row) => row >= 0);
}
