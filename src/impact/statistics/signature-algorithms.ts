import { decodeSignatureAlgorithm, signatureAlgorithmLabel } from '../../x509/algorithm.ts';
import { type Statistic, countDecoded } from '../statistic.ts';

/** Certificates by signature algorithm; RSASSA-PSS by its hash. */
export const signatureAlgorithms: Statistic = {
  id: 'signatureAlgorithms',
  note: ({ signatureAlgorithm }) => signatureAlgorithm,
  renumber: (note, numbers) => numbers.signatureAlgorithm[note]!,
  summarise: (notes, figures) => {
    figures.signatureAlgorithms = countDecoded(
      notes,
      notes.dictionaries.signatureAlgorithm,
      (bytes) => {
        const algorithm = decodeSignatureAlgorithm(bytes, 0, bytes.length);
        return { name: signatureAlgorithmLabel(algorithm), oid: algorithm.oid };
      },
      ({ name, oid }) => `${name} ${oid}`,
    ).map(({ value, count }) => ({ ...value, count }));
  },
  shared: ({ signatureAlgorithms }) =>
    signatureAlgorithms.length === 1
      ? `are signed with ${signatureAlgorithms[0]!.name}`
      : undefined,
};
