import { decodeName } from '../../x509/name.ts';
import { type Statistic, countDecoded } from '../statistic.ts';

/** Certificates by issuer, in RFC 4514 form. */
export const issuers: Statistic = {
  id: 'issuers',
  interned: true,
  note: (reader, dictionary) =>
    dictionary.intern(reader.bytes, reader.issuerStart, reader.issuerEnd),
  summarise: (notes, figures) => {
    figures.issuers = countDecoded(
      notes,
      (bytes) => decodeName(bytes, 0, bytes.length),
      (name) => name,
    ).map(({ value, count }) => ({ name: value, count }));
  },
  shared: ({ issuers }) =>
    issuers.length === 1 ? `were issued by ${issuers[0]!.name}` : undefined,
};
