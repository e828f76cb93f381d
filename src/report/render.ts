/** The formats in which an Impact can be had. A new one is one line here and passes the same test. */
import type { Impact } from '../impact/impact.ts';

/** A pure function of the finished model; what it returns ends with one newline. */
export type ImpactRenderer = (impact: Impact) => string;

export interface ImpactFormat {
  readonly id: string;
  /** Formats that are not asked for are not loaded: text takes 25 ms, for the widths of characters. */
  readonly load: () => Promise<ImpactRenderer>;
}

export const IMPACT_FORMATS = [
  { id: 'markdown', load: async () => (await import('./markdown/markdown.ts')).renderMarkdown },
  { id: 'json', load: async () => (await import('./json.ts')).renderJson },
  { id: 'text', load: async () => (await import('./text/text.ts')).renderText },
  {
    id: 'revocation-delay',
    load: async () => (await import('./markdown/revocation-delay.ts')).renderRevocationDelay,
  },
] as const satisfies readonly ImpactFormat[];

export type ImpactFormatId = (typeof IMPACT_FORMATS)[number]['id'];
