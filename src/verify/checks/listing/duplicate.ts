import type { FindingKind, RepetitionCheck } from '../../check.ts';

const DUPLICATE: FindingKind = {
  code: 'duplicate',
  severity: 'warning',
  summary: 'A certificate is listed twice; it counts once.',
  rule: 'IRG 3.2 Impact: "The total count of all certificates affected"',
  advice: 'Remove one of the two, and check the figures that were made of the list.',
};

/** The same fingerprint, or the same number of crt.sh, whatever form the two entries took. */
export const duplicate: RepetitionCheck = {
  kinds: [DUPLICATE],
  check({ entry, first }, report) {
    report(DUPLICATE, { message: `this is listed before, at ${first}`, actual: entry });
  },
};
