import { decodeName } from '../../../x509/name.ts';
import { organizationOf } from '../../cells/organization.ts';
import type { FindingKind, ListingCheck } from '../../check.ts';

const ODD: FindingKind = {
  code: 'odd-issuer',
  severity: 'warning',
  summary: "A certificate is of another organisation's CA than nearly all the rest.",
  rule: 'IRG 3.2 Appendix: "certificates affected by the incident"',
  advice: 'See whether it was meant.',
};

/** Issuers of another organisation, which very few certificates have beside all the rest. */
export const oddIssuer: ListingCheck = {
  kinds: [ODD],
  check({ tally, pairing: { counted } }, report) {
    if (counted.length < MIN_CERTIFICATES) return;
    const names = tally.dictionaries.issuer;
    const organizations = Array.from({ length: names.size }, (_, number) => {
      const name = names.at(number);
      return organizationOf(decodeName(name, 0, name.length));
    });
    const counts = new Map<string, number>();
    for (const row of counted) {
      const organization = organizations[tally.keys.issuerOf(row)]!;
      counts.set(organization, (counts.get(organization) ?? 0) + 1);
    }
    const [usual, count] = [...counts].reduce((most, one) => (one[1] > most[1] ? one : most));
    const others = counted.length - count;
    if (others === 0 || others > counted.length * MAX_SHARE) return;
    for (const row of counted) {
      const actual = organizations[tally.keys.issuerOf(row)]!;
      if (actual === usual) continue;
      report(ODD, row, {
        message: `${count} of ${counted.length} certificates are of another organisation's CAs`,
        expected: usual,
        actual,
      });
    }
  },
};

/** Of fewer, one is no exception. */
const MIN_CERTIFICATES = 20;
const MAX_SHARE = 0.05;
