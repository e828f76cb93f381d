import { decodeName } from '../../x509/name.ts';
import { type Statistic, countDecoded } from '../statistic.ts';

/** Certificates by issuer, in RFC 4514 form. */
export const issuers: Statistic = {
  id: 'issuers',
  note: ({ issuer }) => issuer,
  renumber: (note, numbers) => numbers.issuer[note]!,
  summarise: (notes, figures) => {
    figures.issuers = countDecoded(
      notes,
      notes.dictionaries.issuer,
      (bytes) => decodeName(bytes, 0, bytes.length),
      (name) => name,
    ).map(({ value, count }) => ({ name: value, count }));
  },
  shared: ({ issuers }) =>
    issuers.length === 1
      ? `were issued by ${issuers[0]!.name === '' ? 'an empty name' : issuers[0]!.name}`
      : undefined,
};
