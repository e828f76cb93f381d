import type { ByteInterner } from './byte-interner.ts';
import type { Figures } from './impact.ts';
import type { Dictionaries, InternedCertificate, Renumbering } from './interned-certificate.ts';

/**
 * One statistic: the number that it notes of each certificate while reading, and what it makes of
 * the notes of the certificates that count. Adding one is adding a file in `statistics/` and a line
 * in `statistics/index.ts`.
 */
export interface Statistic {
  /** Names the column of notes. */
  readonly id: string;
  /** Notes one number of a certificate; it may be made of the numbers of what repeats in it. */
  note(certificate: InternedCertificate): number;
  /** The same note where what repeats has other numbers, as it has in another tally. */
  renumber(note: number, numbers: Renumbering): number;
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
  readonly dictionaries: Dictionaries;
  /** Seconds since 1970: what "expired" is measured against. */
  readonly asOf: number;
}

/** `renumber` of a note that is a value in itself. */
export function keepNote(note: number): number {
  return note;
}

/** Counts interned notes by what `decode` makes of their bytes; each byte string is decoded once. */
export function countDecoded<T>(
  notes: Notes,
  dictionary: ByteInterner,
  decode: (bytes: Uint8Array) => T,
  key: (value: T) => string,
): { value: T; count: number }[] {
  const byNumber = new Map<number, number>();
  notes.forEach((note) => byNumber.set(note, (byNumber.get(note) ?? 0) + 1));
  const byKey = new Map<string, { value: T; count: number }>();
  for (const [number, count] of byNumber) {
    const value = decode(dictionary.at(number));
    const same = byKey.get(key(value));
    if (same === undefined) byKey.set(key(value), { value, count });
    else same.count += count;
  }
  return [...byKey.entries()]
    .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : a > b ? 1 : 0))
    .map(([, counted]) => counted);
}
