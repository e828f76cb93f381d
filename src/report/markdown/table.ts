/** Tables as GitHub-flavoured Markdown. */
import type { Table } from '../tables/table.ts';
import { inlineMarkdown } from './inline.ts';

/** Heading, table and notes, as blocks that a blank line separates. */
export function tableMarkdown({ title, columns, rows, notes }: Table): string[] {
  const head = columns.map(({ header }) => header);
  const rule = columns.map(({ align }) => (align === 'right' ? '---:' : '---'));
  const body = rows.map((row) => row.map(inlineMarkdown));
  const lines = [head, rule, ...body].map((cells) => `| ${cells.join(' | ')} |`);
  return [`##### ${title}`, lines.join('\n'), ...notes.map(inlineMarkdown)];
}
