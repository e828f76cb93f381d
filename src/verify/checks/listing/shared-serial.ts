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

const TWICE: FindingKind = {
  code: 'signed-twice',
  severity: 'note',
  summary:
    'Two certificates have the same contents, but for their signatures and SCTs; they count twice.',
  rule: SHARED.rule,
  advice: 'Keep both: each has a hash of its own.',
};

/** Equal issuer and serial number, unequal TBSCertificates; or equal ones, after the transformation of RFC 6962 §3.2. */
export const sharedSerial: ListingCheck = {
  kinds: [SHARED, TWICE],
  check({ tally, pairing, where }, report) {
    const { keys } = tally;
    for (const [row, first] of sharedSerials(keys, pairing.counted)) {
      const isKnown = keys.isDigested(row) && keys.isDigested(first);
      const isSame = isKnown && keys.sameTbs(row, first);
      report(isSame ? TWICE : SHARED, row, {
        message:
          `issuer and serial number are those of the one at ${where(first)}, ` +
          (isSame
            ? 'and so is all else but signature and SCTs'
            : isKnown
              ? 'the contents are not'
              : 'the contents could not be compared'),
        expected: tally.certificates.at(first),
        actual: tally.certificates.at(row),
      });
    }
  },
};
