import { COLUMNS, type ColumnId } from '../../../appendix/table/columns.ts';
import { cellOf } from '../../../appendix/table/table.ts';
import type { DescribedCertificate } from '../../described-certificate.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { compareDnsNames } from '../../cells/dns-names.ts';
import type { FindingKind, RowCheck } from '../../check.ts';
import { isSmime } from '../../smime.ts';

const EMPTY: FindingKind = {
  code: 'cell-empty',
  severity: 'warning',
  summary: 'Cells that the guidelines demand are empty, "N/A" or withheld.',
  rule: 'IRG 3.2 Appendix; only of S/MIME certificates "at least the certificate serial number and SHA256 hash" will do',
  advice: 'Fill them in from the certificate.',
};

/** Cells that the certificate could fill; personal data of S/MIME certificates may be withheld. */
export const cellsPresent: RowCheck = {
  kinds: [EMPTY],
  check({ row, certificate }, report) {
    if (certificate === undefined || !row.table.standard) return;
    const absent = CELLS.filter((column) => {
      if (!row.table.columns.includes(column)) return false;
      const cell = cellOf(row, column);
      const isNothing = isAbsent(cell) || isWithheld(cell);
      return isNothing && hasValue(certificate, column) && !isValue(certificate, column, cell);
    });
    const empty =
      absent.length > 0 && isSmime(certificate)
        ? absent.filter((column) => column === 'serial')
        : absent;
    if (empty.length === 0) return;
    const names = empty.map((id) => COLUMNS.find((column) => column.id === id)!.name);
    const values = empty.map((column) => valueOf(certificate, column));
    const isOne = empty.length === 1;
    report(EMPTY, {
      message: `nothing stands in ${names.join(', ')}`,
      ...(isOne && { column: columnName(row.table, empty[0]!) }),
      expected: isOne ? values[0] : names.map((name, at) => `${name}: ${values[at]!}`).join('; '),
      ...(isOne && { actual: cellOf(row, empty[0]!) ?? '' }),
    });
  },
};

function hasValue(certificate: DescribedCertificate, column: DescribedColumn): boolean {
  const value = certificate[column];
  if (column === 'dnsNames') return certificate.dnsNames.some((name) => name.trim() !== '');
  return value !== null && value.length > 0;
}

function valueOf(certificate: DescribedCertificate, column: DescribedColumn): string {
  const value = certificate[column] ?? '';
  return typeof value === 'string' ? value : value.join(',');
}

/** Certificates have had the dNSName `n/a`. */
function isValue(
  certificate: DescribedCertificate,
  column: DescribedColumn,
  cell: string | undefined,
): boolean {
  if (cell === undefined || cell.trim() === '') return false;
  if (column !== 'dnsNames') return cell.trim() === certificate[column];
  const { missing, additional } = compareDnsNames(cell, certificate.dnsNames);
  return missing.length === 0 && additional.length === 0;
}

type DescribedColumn = Extract<
  ColumnId,
  'subject' | 'issuer' | 'notBefore' | 'notAfter' | 'serial' | 'dnsNames'
>;

const CELLS: readonly DescribedColumn[] = [
  'subject',
  'issuer',
  'notBefore',
  'notAfter',
  'serial',
  'dnsNames',
];
