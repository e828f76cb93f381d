import type { FindingKind, RepetitionCheck } from '../../check.ts';

const DUPLICATE: FindingKind = {
  code: 'duplicate',
  severity: 'warning',
  summary: 'A certificate is listed twice; it counts once.',
  rule: 'IRG 3.2 Impact: "The total count of all certificates affected"',
  advice: 'Remove one of the two, and check the figures that were made of the list.',
};

const SEVERAL_LISTS: FindingKind = {
  code: 'in-several-lists',
  severity: 'note',
  summary:
    'A certificate is in several lists: under several headings, in several sheets or files; it counts in each of them, and once in all together.',
  rule: 'IRG 1.0: "one list per distinct problem"',
  advice: 'Nothing, if it has several problems.',
};

/** The same fingerprint, or the same number of crt.sh, whatever form the two entries took. */
export const duplicate: RepetitionCheck = {
  kinds: [DUPLICATE, SEVERAL_LISTS],
  check({ entry, first, otherList = false }, report) {
    if (otherList) {
      const message = `another list has this, too, at ${first}`;
      report(SEVERAL_LISTS, { message, actual: entry });
      return;
    }
    report(DUPLICATE, { message: `this is listed before, at ${first}`, actual: entry });
  },
};
