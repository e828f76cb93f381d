import type { CertificateReader } from '../x509/certificate-reader.ts';
import type { ByteInterner } from './byte-interner.ts';
import type { Figures } from './impact.ts';

/**
 * One statistic: the number that it notes of each certificate while reading, and what it makes of
 * the notes of the certificates that count. Adding one is adding a file in `statistics/` and a line
 * in `statistics/index.ts`.
 */
export interface Statistic {
  /** Names the column of notes. */
  readonly id: string;
  /**
   * Notes one number of the certificate that `reader` stands on. It may be the number of a byte
   * string in `dictionary`, which is the statistic's own; then `interned` is true and the number is
   * translated when tallies are merged.
   */
  note(reader: CertificateReader, dictionary: ByteInterner): number;
  readonly interned: boolean;
  /** Fills its fields of `figures` from the notes of the selected certificates. */
  summarise(notes: Notes, figures: Figures): void;
  /** What all certificates share, as a predicate ("have RSA keys of 2048 bits"); else undefined. */
  shared?(figures: Figures, certificates: number): string | undefined;
}

/** The notes of the certificates that count, each once. */
export interface Notes {
  /** How many certificates are selected. */
  readonly count: number;
  /** Calls `visit` with the note of each selected certificate. */
  forEach(visit: (note: number) => void): void;
  readonly dictionary: ByteInterner;
  /** Seconds since 1970: what "expired" is measured against. */
  readonly asOf: number;
}

/** Counts interned notes by what `decode` makes of their bytes; each byte string is decoded once. */
export function countDecoded<T>(
  notes: Notes,
  decode: (bytes: Uint8Array) => T,
  key: (value: T) => string,
): { value: T; count: number }[] {
  const byNumber = new Map<number, number>();
  notes.forEach((note) => byNumber.set(note, (byNumber.get(note) ?? 0) + 1));
  const byKey = new Map<string, { value: T; count: number }>();
  for (const [number, count] of byNumber) {
    const value = decode(notes.dictionary.at(number));
    const same = byKey.get(key(value));
    if (same === undefined) byKey.set(key(value), { value, count });
    else same.count += count;
  }
  return [...byKey.entries()]
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : a > b ? 1 : 0))
    .map(([, counted]) => counted);
}
