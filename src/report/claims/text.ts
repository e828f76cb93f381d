/** What was understood of a report, for a person who knows the report. */
import type { Claim, ReportClaims } from '../../incident/claim.ts';
import { plainQuote } from '../../incident/plain-quote.ts';
import { escapeTerminal } from '../escape.ts';
import { TEXT_COLUMNS, wrapText } from '../text/inline.ts';
import { KIND_TITLES, valueText } from './words.ts';

/** Plain text, grouped by kind: each value with its quote and place; then the fields that say nothing readable. */
export function renderClaimsText(reports: readonly (ReportClaims & { file: string })[]): string {
  const blocks = reports.flatMap((report) => {
    const groups = KIND_TITLES.flatMap(([kind, title]) => {
      const claims = report.claims.filter((claim) => claim.kind === kind);
      return claims.length === 0 ? [] : [groupText(title, claims, report.file)];
    });
    const unread = unreadText(report);
    if (groups.length === 0 && unread === '') {
      return [`${escapeTerminal(report.file)}: no claim was understood`];
    }
    return [...groups, ...(unread === '' ? [] : [unread])];
  });
  return `${blocks.join('\n\n')}\n`;
}

const INDENT = '  ';
const QUOTE_INDENT = '    ';

function groupText(title: string, claims: readonly Claim[], file: string): string {
  const lines = claims.flatMap(({ value, qualifier, quote, line }) => {
    const meant = qualifier === null ? '' : ` (${qualifier})`;
    const text = `“${plainQuote(quote)}” ${file}:${String(line)}`;
    return [indented(valueText(value) + meant, INDENT), indented(text, QUOTE_INDENT)];
  });
  return [title, ...lines].join('\n');
}

function unreadText({ unread, file }: ReportClaims & { file: string }): string {
  if (unread.length === 0) return '';
  const lines = unread.map(({ label, text, line }) => {
    const words = text.replaceAll(/\s+/g, ' ');
    return indented(`${label}: “${words}” ${file}:${String(line)}`, INDENT);
  });
  return ['Not machine-readable', ...lines].join('\n');
}

function indented(text: string, indent: string): string {
  return wrapText(escapeTerminal(text), TEXT_COLUMNS - indent.length)
    .map((line) => (indent + line).trimEnd())
    .join('\n');
}
