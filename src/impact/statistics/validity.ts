import { type Statistic, keepNote } from '../statistic.ts';

/**
 * Expired and unexpired as of a time: expired is notAfter < as-of, so the second of notAfter is
 * still valid (RFC 5280 §4.1.2.5: "inclusive"). A certificate whose notAfter cannot be read is
 * neither. Revocation has not been checked here, so what remains valid is unknown.
 */
export const validity: Statistic = {
  id: 'notAfter',
  renumber: keepNote,
  note: ({ reader }) => reader.notAfter,
  summarise: (notes, figures) => {
    let [expired, unexpired] = [0, 0];
    notes.forEach((notAfter) => {
      if (notAfter < notes.asOf) expired++;
      else if (notAfter >= notes.asOf) unexpired++;
    });
    const known = expired + unexpired > 0;
    figures.validity = {
      expired: known ? expired : null,
      unexpired: known ? unexpired : null,
      revoked: null,
      remainingValid: null,
    };
  },
  shared: ({ validity }, certificates) => {
    if (validity.expired === certificates) return 'have expired';
    return validity.unexpired === certificates ? 'are unexpired' : undefined;
  },
};
