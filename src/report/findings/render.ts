/** The formats in which findings can be had. A new one is one line here and passes the same test. */
import type { FindingsRenderer } from './verification.ts';

export { FINDING_KINDS } from '../../verify/checks.ts';
export { SEVERITIES, type Severity } from '../../verify/finding.ts';

export interface FindingsFormat {
  readonly id: string;
  readonly load: () => Promise<FindingsRenderer>;
}

export const FINDINGS_FORMATS = [
  { id: 'text', load: async () => (await import('./text.ts')).renderFindingsText },
  { id: 'markdown', load: async () => (await import('./markdown.ts')).renderFindingsMarkdown },
  { id: 'json', load: async () => (await import('./json.ts')).renderFindingsJson },
  { id: 'sarif', load: async () => (await import('./sarif.ts')).renderFindingsSarif },
] as const satisfies readonly FindingsFormat[];

export type FindingsFormatId = (typeof FINDINGS_FORMATS)[number]['id'];
