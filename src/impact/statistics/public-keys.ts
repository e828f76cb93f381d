import { decodePublicKey } from '../../x509/public-key.ts';
import type { PublicKey } from '../../x509/public-key.ts';
import type { Statistic } from '../statistic.ts';
import { countDecoded } from '../statistic.ts';

/** Certificates by the algorithm and size of their public key. */
export const publicKeys: Statistic = {
  id: 'publicKeys',
  interned: true,
  // The key itself is never the same twice: what is interned is its description.
  note: (reader, dictionary) => {
    const key = decodePublicKey(reader.bytes, reader.publicKeyStart, reader.publicKeyEnd);
    return dictionary.intern(Buffer.from(JSON.stringify(key)));
  },
  summarise: (notes, figures) => {
    figures.publicKeys = countDecoded(
      notes,
      (bytes) => {
        const key = JSON.parse(Buffer.from(bytes).toString()) as PublicKey;
        return key.algorithm === '' ? { ...key, algorithm: 'unreadable' } : key;
      },
      (key) => describeKey(key),
    ).map(({ value, count }) => ({ ...value, count }));
  },
  shared: ({ publicKeys }) =>
    publicKeys.length === 1 ? `have ${describeKey(publicKeys[0]!)} keys` : undefined,
};

function describeKey({ algorithm, bits, curve }: PublicKey): string {
  if (curve !== null) return `${algorithm} ${curve}`;
  return bits === null || algorithm.startsWith('Ed') ? algorithm : `${algorithm} ${bits}-bit`;
}
