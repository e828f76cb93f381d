import type { FindingKind, ListingCheck } from '../../check.ts';

const LONE: FindingKind = {
  code: 'precertificate-without-certificate',
  severity: 'note',
  summary:
    'A precertificate is listed without its certificate; it counts as one presumed certificate.',
  rule: 'TLS BR §7.1.2.9; IRG 3.2 Appendix',
  advice: 'Give the hash of the certificate too, if it was issued.',
};

/** Precertificates whose final certificate is not listed, each promise once. */
export const lonePrecertificate: ListingCheck = {
  kinds: [LONE],
  check({ tally, pairing, besideFinal }, report) {
    for (const row of pairing.counted) {
      if (!tally.keys.isPrecertificate(row) || besideFinal(row)) continue;
      report(LONE, row, {
        message: 'the certificate of this precertificate is not listed',
        actual: tally.certificates.at(row),
      });
    }
  },
};
