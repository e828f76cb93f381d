/** The formats in which a difference can be had. */
import type { ListDifference } from './list-difference.ts';

export { isDifferent, type ListDifference } from './list-difference.ts';

/** A pure function of the finished model, in pieces; what it gives ends with one newline. */
export type DifferenceRenderer = (difference: ListDifference) => Iterable<string>;

export const DIFFERENCE_FORMATS = [
  {
    id: 'text',
    load: async (): Promise<DifferenceRenderer> => {
      const { renderDifferenceText } = await import('./text.ts');
      return (difference) => [renderDifferenceText(difference)];
    },
  },
  {
    id: 'markdown',
    load: async (): Promise<DifferenceRenderer> => {
      const { renderDifferenceMarkdown } = await import('./markdown.ts');
      return (difference) => [renderDifferenceMarkdown(difference)];
    },
  },
  {
    id: 'json',
    load: async (): Promise<DifferenceRenderer> => (await import('./json.ts')).renderDifferenceJson,
  },
] as const;

export type DifferenceFormatId = (typeof DIFFERENCE_FORMATS)[number]['id'];
