/** The formats in which an Impact can be had. A new one is one line here and passes the same test. */
import type { Impact } from '../impact/impact.ts';
import { renderJson } from './json.ts';
import { renderMarkdown } from './markdown/markdown.ts';
import { renderText } from './text/text.ts';

/** A pure function of the finished model; what it returns ends with one newline. */
export interface ImpactFormat {
  readonly id: string;
  readonly render: (impact: Impact) => string;
}

export const IMPACT_FORMATS = [
  { id: 'markdown', render: renderMarkdown },
  { id: 'json', render: renderJson },
  { id: 'text', render: renderText },
] as const satisfies readonly ImpactFormat[];

export type ImpactFormatId = (typeof IMPACT_FORMATS)[number]['id'];
