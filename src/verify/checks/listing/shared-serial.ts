import { sharedSerials } from '../../../impact/pairing.ts';
import type { FindingKind, ListingCheck } from '../../check.ts';

const SHARED: FindingKind = {
  code: 'shared-serial',
  severity: 'warning',
  summary:
    'Two certificates have the same issuer and serial number, and other contents; they count twice.',
  rule: 'RFC 5280 §4.1.2.2: the serial number "MUST be unique for each certificate issued by a given CA"',
  advice: 'Do not remove one of them; report it: it is an incident of its own.',
};

/** Equal issuer and serial number, unequal TBSCertificates. */
export const sharedSerial: ListingCheck = {
  kinds: [SHARED],
  check({ tally, pairing, where }, report) {
    for (const [row, first] of sharedSerials(tally.keys, pairing.counted)) {
      report(SHARED, row, {
        message: `issuer and serial number are those of the one at ${where(first)}, the contents are not`,
        expected: tally.certificates.at(first),
        actual: tally.certificates.at(row),
      });
    }
  },
};
