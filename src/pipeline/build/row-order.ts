import { PackedRows } from '../../fingerprint/packed-rows.ts';
import type { FingerprintSet } from '../../fingerprint/fingerprint-set.ts';

/** notBefore of each certificate, in seconds since 1970, by its row. */
export class IssuanceTimes {
  size = 0;
  readonly #rows = new PackedRows<Float64Array>(1, (length) => new Float64Array(length));

  add(notBefore: number): void {
    const row = this.size++;
    this.#rows.reserve(row);
    this.#rows.chunkOf(row)[this.#rows.placeOf(row)] = notBefore;
  }

  at(row: number): number {
    return this.#rows.chunkOf(row)[this.#rows.placeOf(row)]!;
  }
}

/**
 * The rows of a set in the order in which they are written: by notBefore, so that the first and the last
 * that were issued stand at the ends, then by fingerprint, so that the same certificates give the same
 * table whatever the order in which they came. What has no notBefore that can be read stands last.
 */
export function writingOrder(fingerprints: FingerprintSet, times: IssuanceTimes): Uint32Array {
  const { size } = fingerprints;
  const time = new Float64Array(size);
  const prefix = new Float64Array(size);
  for (let row = 0; row < size; row++) {
    const notBefore = times.at(row);
    time[row] = Number.isNaN(notBefore) ? Infinity : notBefore;
    prefix[row] = prefixOf(fingerprints.bytesAt(row));
  }
  return Uint32Array.from({ length: size }, (_, row) => row).sort((a, b) => {
    if (time[a] !== time[b]) return time[a]! < time[b]! ? -1 : 1;
    return (
      prefix[a]! - prefix[b]! || Buffer.compare(fingerprints.bytesAt(a), fingerprints.bytesAt(b))
    );
  });
}

/** 48 bits of a hash, which tell nearly all of them apart. */
function prefixOf(bytes: Uint8Array): number {
  return (
    ((bytes[0]! << 16) | (bytes[1]! << 8) | bytes[2]!) * 0x1000000 +
    ((bytes[3]! << 16) | (bytes[4]! << 8) | bytes[5]!)
  );
}
