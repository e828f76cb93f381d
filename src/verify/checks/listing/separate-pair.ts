import type { FindingKind, ListingCheck } from '../../check.ts';

const SEPARATE: FindingKind = {
  code: 'pair-listed-separately',
  severity: 'note',
  summary: 'A precertificate and its certificate are two entries; they count once.',
  rule: 'IRG 3.2: "\'certificate\' on this page refers to a final certificate, distinct from a precertificate"; RFC 6962 §3.2',
  advice: 'Put both hashes into one row, and see that the total counts certificates.',
};

/** Pairs that do not share a row; one that shares it with another certificate is a finding of its own. */
export const separatePair: ListingCheck = {
  kinds: [SEPARATE],
  check({ tally, certificates, pairing, shareRow, besideFinal, where }, report) {
    let seen = 0;
    for (const row of certificates) {
      if (!tally.keys.isPrecertificate(row)) continue;
      const counted = pairing.countedFor[seen++]!;
      if (tally.keys.isPrecertificate(counted) || shareRow(row, counted)) continue;
      if (besideFinal(row)) continue;
      report(SEPARATE, row, {
        message: `this is the precertificate of the certificate at ${where(counted)}`,
        expected: tally.certificates.at(counted),
        actual: tally.certificates.at(row),
      });
    }
  },
};
