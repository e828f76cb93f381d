/** The entries that were not examined, one below the other: a fingerprint fills most of a line. */
import { say } from '../sentence.ts';
import type { Table } from '../tables/table.ts';
import { inlineText, paragraphText } from './inline.ts';

/** Where and what became of it; then the entry on a line of its own, to be copied; then the reason. */
export function unexaminedText({ title, rows, notes }: Table): string {
  const blocks = rows.map(([where = [], entry = [], outcome = [], reason = []]) => {
    const place = paragraphText(say`${where}: ${outcome}`, '  ');
    const lines = [place, paragraphText(entry, '    ')];
    return inlineText(reason) === '' ? lines : [...lines, paragraphText(reason, '    ')];
  });
  return [title, ...blocks.flat(), ...notes.map((note) => paragraphText(note, '  '))].join('\n');
}
