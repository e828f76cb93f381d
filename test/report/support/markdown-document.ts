/** A rendered report as a Markdown engine sees it. */
import { marked } from 'marked';

export interface RenderedMarkdown {
  readonly html: string;
  /** The names of the elements in the HTML, attributes left out. */
  readonly elements: string[];
  /** What is left of the HTML without code spans and tags: where an engine looks for links. */
  readonly openText: string;
}

export function renderGfm(markdown: string): RenderedMarkdown {
  const html = marked.parse(markdown, { gfm: true, async: false });
  return {
    html,
    elements: [...html.matchAll(/<([a-z][a-z0-9]*)/gi)].map(([, name = '']) => name.toLowerCase()),
    openText: html.replace(/<code>.*?<\/code>/gs, '').replace(/<[^>]*>/g, ''),
  };
}

/** Every pipe table as rows of pipes counted: a table is sound when all rows have as many. */
export function pipesPerRow(markdown: string): number[][] {
  return markdown
    .split('\n\n')
    .filter((block) => block.startsWith('|'))
    .map((block) => block.split('\n').map((line) => line.split('|').length - 1));
}
