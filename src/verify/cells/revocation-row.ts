/** The revocation cells of a row, read together. */
import { type TableRow, cellOf } from '../../appendix/table/table.ts';
import type { DescribedCertificate } from '../described-certificate.ts';
import { isAbsent, isWithheld } from './absent.ts';
import { rangeOf } from './instant.ts';
import { type RevocationStatus, parseStatus } from './revocation.ts';
import { type WrittenInstant, parseInstant } from './written-instant.ts';

export interface RevocationRow {
  /** `undefined` where the cell is empty or not one of the permitted values. */
  readonly status: RevocationStatus | undefined;
  /** `undefined` where there is none or it cannot be read. */
  readonly date: WrittenInstant | undefined;
}

export function readRevocation(row: TableRow): RevocationRow {
  const date = cellOf(row, 'revocationDate');
  const hasDate = date !== undefined && !isAbsent(date) && !isWithheld(date);
  return {
    status: parseStatus(cellOf(row, 'isRevoked') ?? ''),
    date: hasDate ? parseInstant(date) : undefined,
  };
}

/** The certificate's, else what the row says of it when it says it clearly; seconds since 1970. */
export function notBeforeOf(
  row: TableRow,
  certificate: DescribedCertificate | undefined,
): number | undefined {
  return secondsOf(certificate?.notBefore, cellOf(row, 'notBefore'), 'first');
}

/** As `notBeforeOf`. */
export function notAfterOf(
  row: TableRow,
  certificate: DescribedCertificate | undefined,
): number | undefined {
  return secondsOf(certificate?.notAfter, cellOf(row, 'notAfter'), 'last');
}

function secondsOf(
  fact: string | null | undefined,
  cell: string | undefined,
  end: 'first' | 'last',
): number | undefined {
  if (fact !== null && fact !== undefined) return Date.parse(fact) / 1000;
  const written = cell === undefined ? undefined : parseInstant(cell);
  return written === undefined ? undefined : rangeOf(written)[end];
}
