import { CertImpactError } from '../errors.ts';
import { type Figures, attachedHashes } from './impact.ts';

/**
 * Checks the equations of the design (§5.4) before anything is printed: every line, entry and
 * certificate is accounted for exactly once.
 * @throws {CertImpactError} `accounting`, which is a bug of this program
 */
export function checkAccounting(figures: Figures): void {
  const { lines, entries, outcomes, certificates, validationTypes, revocation } = figures;
  const equal = (what: string, left: number, right: number): void => {
    if (left !== right) {
      throw new CertImpactError('accounting', `${what} do not add up: ${left} and ${right}`);
    }
  };
  equal(
    'lines',
    lines.total,
    lines.blank + lines.comment + lines.header + lines.invalid + lines.listing,
  );
  equal('entries', entries.total, entries.unique + entries.duplicates);
  equal(
    'outcomes',
    entries.unique,
    outcomes.examined +
      outcomes.notFound +
      outcomes.unavailable +
      outcomes.mismatched +
      outcomes.unreadable +
      outcomes.unresolvable,
  );
  equal('examined', outcomes.examined, certificates.final + certificates.precertificates);
  const attached = attachedHashes(figures);
  const unexamined = entries.unique - outcomes.examined;
  equal(
    'certificates not examined',
    certificates.notExamined,
    Math.min(certificates.notExamined, unexamined),
  );
  equal('hashes of one row', attached, Math.min(attached, Math.floor(entries.unique / 2)));
  equal(
    'certificates',
    certificates.total,
    certificates.final + certificates.presumed + certificates.notExamined,
  );
  equal(
    'validation types',
    certificates.final + certificates.presumed,
    validationTypes.reduce((sum, { count }) => sum + count, 0),
  );
  if (revocation === undefined) return;
  equal(
    'revocation statuses',
    certificates.final + certificates.presumed,
    sum(revocation.statuses),
  );
  const { delay } = revocation;
  if (delay == null) return;
  // its times are no numbers
  const all = sum(delay) - delay.expiredBeforeDiscovery;
  equal('deadlines', certificates.final + certificates.presumed, all);
}

function sum(counts: object): number {
  const numbers = Object.values(counts).filter((value) => typeof value === 'number');
  return numbers.reduce((total, count) => total + count, 0);
}
