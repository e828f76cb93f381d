import type { FindingKind, ListingCheck } from '../../check.ts';

const CA: FindingKind = {
  code: 'ca-certificate',
  severity: 'warning',
  summary: 'A CA certificate stands among certificates that are none.',
  rule: 'RFC 5280 §4.2.1.9',
  advice: 'See whether it was meant: an issuer is easily exported along with its certificates.',
};

/** CA certificates, unless half of the list or more are such. */
export const caCertificate: ListingCheck = {
  kinds: [CA],
  check({ tally, pairing: { counted }, isCa }, report) {
    const found = counted.filter(isCa);
    if (found.length * 2 >= counted.length) return;
    for (const row of found) {
      report(CA, row, { message: 'this is a CA certificate', actual: tally.certificates.at(row) });
    }
  },
};
