import { PROBLEM_CODES } from '../../x509/problem.ts';
import { type Statistic, keepNote } from '../statistic.ts';

/** Certificates by each departure from the standard; one with several counts for each of them. */
export const encodingProblems: Statistic = {
  id: 'encodingProblems',
  renumber: keepNote,
  /** A set of at most 31 codes, as bits. */
  note: ({ reader: { problems } }) => {
    let codes = 0;
    for (let i = 0; i < problems.count; i++) codes |= 1 << problems.codes[i]!;
    return codes;
  },
  summarise: (notes, figures) => {
    const counts = new Array<number>(PROBLEM_CODES.length).fill(0);
    notes.forEach((codes) => {
      for (let left = codes; left !== 0; left &= left - 1) counts[31 - Math.clz32(left & -left)]!++;
    });
    PROBLEM_CODES.forEach((code, i) => {
      if (counts[i]! > 0) figures.problems.push({ code, count: counts[i]! });
    });
  },
};
