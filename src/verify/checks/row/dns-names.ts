import { cellOf } from '../../../appendix/table/table.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { compareDnsNames } from '../../cells/dns-names.ts';
import type { FindingKind, RowCheck } from '../../check.ts';
import { WITHHELD_SMIME, isSmime } from '../../smime.ts';

const RULE = 'IRG 3.2 Appendix: "The dNSName appearing in the certificate."';

const DIFFERENT: FindingKind = {
  code: 'dns-names-differ',
  severity: 'error',
  summary:
    'The dNSNames are not those of the certificate: some are missing, or some are not in it.',
  rule: RULE,
  advice: 'Give all dNSNames of subjectAltName, in one quoted cell.',
};
const TRUNCATED: FindingKind = {
  code: 'dns-names-truncated',
  severity: 'warning',
  summary:
    'The dNSNames break off with "…" or the like; those that are there are in the certificate.',
  rule: RULE,
  advice: 'Give all of them.',
};

/** dNSNames, as a set. */
export const dnsNames: RowCheck = {
  kinds: [DIFFERENT, TRUNCATED],
  check({ row, certificate, several = false }, report) {
    const actual = cellOf(row, 'dnsNames');
    if (certificate === undefined || actual === undefined) return;
    if (isAbsent(actual) || isWithheld(actual)) return;
    const others = [...certificate.ipAddresses, ...certificate.emailAddresses];
    const comparison = compareDnsNames(actual, certificate.dnsNames, others);
    const { missing, truncated } = comparison;
    // they may be those of another certificate of the row
    const additional = several ? [] : comparison.additional;
    const lacks = missing.length > 0 && !truncated;
    if (!lacks && additional.length === 0 && !truncated) return;
    const isPersonal = isSmime(certificate);
    const named = (some: readonly string[]): string =>
      isPersonal ? `${some.length}` : shown(some);
    const message = [
      missing.length > 0 ? `missing: ${named(missing)}` : '',
      additional.length > 0 ? `not in the certificate: ${named(additional)}` : '',
    ].filter((part) => part !== '');
    const differs = lacks || additional.length > 0;
    if (!differs && missing.length === 0) return;
    report(differs ? DIFFERENT : TRUNCATED, {
      message: message.join('; '),
      column: columnName(row.table, 'dnsNames'),
      expected: isPersonal ? WITHHELD_SMIME : certificate.dnsNames.join(','),
      actual: isPersonal ? WITHHELD_SMIME : actual,
    });
  },
};

function shown(names: readonly string[]): string {
  const some = names.slice(0, MAX_SHOWN).map((name) => name.slice(0, 253));
  const more = names.length - some.length;
  return `${some.join(', ')}${more > 0 ? ` and ${more} more` : ''}`;
}

const MAX_SHOWN = 5;
