import { formatInstant } from '../../der/time.ts';
import { histogram } from '../histogram.ts';
import { type Notes, type Statistic, keepNote } from '../statistic.ts';

/** First and last issued by notBefore, and the histogram of notBefore. */
export const notBefore: Statistic = {
  id: 'notBefore',
  renumber: keepNote,
  note: ({ reader }) => reader.notBefore,
  summarise: (notes, { issuance }) => {
    const { first, last } = range(notes);
    issuance.notBefore = { first: formatInstant(first), last: formatInstant(last) };
    issuance.histogram = histogram(notes, first, last);
  },
  shared: ({ issuance }, certificates) => {
    const { first, last } = issuance.notBefore;
    const readable = issuance.histogram.reduce((sum, { count }) => sum + count, 0);
    if (first === null || last === null || readable < certificates) return undefined;
    if (first === last) return `have the notBefore ${first}`;
    return first.slice(0, 10) === last.slice(0, 10)
      ? `have a notBefore on ${first.slice(0, 10)}`
      : undefined;
  },
};

/**
 * First and last issued by the earliest embedded SCT of each certificate, which a log has signed
 * where a CA may choose notBefore as it likes; in whole seconds, rounded down.
 */
export const sct: Statistic = {
  id: 'sct',
  renumber: keepNote,
  note: ({ reader }) => reader.extensions.earliestSct,
  summarise: (notes, { issuance }) => {
    const { first, last, count } = range(notes);
    const instant = (milliseconds: number): string | null =>
      formatInstant(Math.floor(milliseconds / 1000));
    issuance.sct = { first: instant(first), last: instant(last), certificates: count };
  },
  shared: ({ issuance, problems }, certificates) => {
    const logged = issuance.sct.certificates;
    // a list that cannot be read is no proof that there is none
    if (logged === 0 && problems.some(({ code }) => code === 'bad-sct-list')) return undefined;
    if (logged === 0) return 'have no embedded SCT';
    return logged === certificates ? 'have embedded SCTs' : undefined;
  },
};

function range(notes: Notes): { first: number; last: number; count: number } {
  let [first, last, count] = [NaN, NaN, 0];
  notes.forEach((note) => {
    if (Number.isNaN(note)) return;
    count++;
    if (!(note >= first)) first = note;
    if (!(note <= last)) last = note;
  });
  return { first, last, count };
}
