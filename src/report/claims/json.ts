import type { ReportClaims } from '../../incident/claim.ts';
import { escapeSerializedJson } from '../escape.ts';

/** The claims as an array of `{kind, value, qualifier, quote, line}`; of several reports, also `file`. */
export function renderClaimsJson(reports: readonly (ReportClaims & { file: string })[]): string {
  const rows = reports.flatMap(({ file, claims }) =>
    claims.map(({ kind, value, qualifier, quote, line }) => {
      const claim = { kind, value, qualifier, quote, line };
      return reports.length > 1 ? { file, ...claim } : claim;
    }),
  );
  return `${escapeSerializedJson(JSON.stringify(rows, undefined, 2))}\n`;
}
