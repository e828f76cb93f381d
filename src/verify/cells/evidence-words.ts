/** How a finding names what a status rests on. */
import { formatInstant } from '../../der/time.ts';
import type { RecordedStatus } from '../../revocation/status-table.ts';

/** "the CRL http://… of 2025-04-01T00:00:00Z", "crt.sh:sql", "the list revoked.csv"; not escaped. */
export function wordEvidence({ crl }: RecordedStatus): string {
  if (crl === null) return 'the evidence';
  const { source, thisUpdate } = crl;
  switch (source.kind) {
    case 'url':
    case 'file':
      return `the CRL ${source.name}${thisUpdate === null ? '' : ` of ${thisUpdate}`}`;
    case 'database':
      return source.name;
    case 'list':
      return `the list ${source.name}`;
  }
}

/** The revocation date, a day alone where no time is known; `null` where there is none. */
export function wordDate({ date, dayOnly }: RecordedStatus): string | null {
  const instant = date === null ? null : formatInstant(date);
  return dayOnly ? (instant?.slice(0, 10) ?? null) : instant;
}
