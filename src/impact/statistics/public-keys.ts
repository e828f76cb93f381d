import { type PublicKey, decodeKeyAlgorithm } from '../../x509/public-key.ts';
import type { Statistic } from '../statistic.ts';

/** A note is the number of the AlgorithmIdentifier times this, plus the bits of an RSA modulus + 1. */
const BITS = 2 ** 24;

/** Certificates by the algorithm and size of their public key. */
export const publicKeys: Statistic = {
  id: 'publicKeys',
  note: ({ keyAlgorithm, modulusBits }) =>
    keyAlgorithm * BITS + Math.min(modulusBits + 1, BITS - 1),
  renumber: (note, numbers) =>
    numbers.keyAlgorithm[Math.floor(note / BITS)]! * BITS + (note % BITS),
  summarise: (notes, figures) => {
    const byNote = new Map<number, number>();
    notes.forEach((note) => byNote.set(note, (byNote.get(note) ?? 0) + 1));
    const byKey = new Map<string, PublicKey & { count: number }>();
    for (const [note, count] of byNote) {
      const bytes = notes.dictionaries.keyAlgorithm.at(Math.floor(note / BITS));
      const bits = note % BITS;
      const key = decodeKeyAlgorithm(bytes, 0, bytes.length, bits === 0 ? null : bits - 1);
      const named = key.algorithm === '' ? { ...key, algorithm: 'unreadable' } : key;
      const same = byKey.get(describeKey(named));
      byKey.set(describeKey(named), { ...named, count: (same?.count ?? 0) + count });
    }
    figures.publicKeys = [...byKey]
      .sort(([a, { count: m }], [b, { count: n }]) => n - m || (a < b ? -1 : a > b ? 1 : 0))
      .map(([, key]) => key);
  },
  shared: ({ publicKeys }) =>
    publicKeys.length === 1 ? `have ${describeKey(publicKeys[0]!)} keys` : undefined,
};

function describeKey({ algorithm, bits, curve }: PublicKey): string {
  if (curve === 'explicit' && bits !== null) return `${algorithm} ${bits}-bit explicit`;
  if (curve !== null) return `${algorithm} ${curve}`;
  return bits === null || algorithm.startsWith('Ed') ? algorithm : `${algorithm} ${bits}-bit`;
}
