/** Each entry that was not examined, with its place: what the CA has to look into. */
import type { Impact, Unexamined } from '../../impact/impact.ts';
import { MAX_UNEXAMINED_ROWS } from '../limits.ts';
import { FAILURES, FAILURE_WORDS, unreadPlaces } from '../sentences/counting.ts';
import { quoted, say, words, type Sentence } from '../sentence.ts';
import { textColumn, type Table } from './table.ts';

export function unexaminedTable(impact: Impact): Table {
  const shown = impact.unexamined.slice(0, MAX_UNEXAMINED_ROWS);
  const hidden = countUnexamined(impact) - shown.length;
  return {
    title: 'Not examined',
    columns: [
      textColumn('Where'),
      textColumn('Entry'),
      textColumn('Outcome'),
      textColumn('Reason'),
    ],
    rows: shown.map((entry) => [
      unexaminedPlace(entry),
      [quoted(entry.entry)],
      say`${outcomeWords(entry)}`,
      [words(entry.reason)],
    ]),
    notes: hidden > 0 ? [say`… and ${hidden} more.`] : [],
  };
}

/** The model lists a bounded number of them, but counts all. */
function countUnexamined(impact: Impact): number {
  const failed = FAILURES.reduce((sum, failure) => sum + impact.outcomes[failure], 0);
  return Math.max(failed + unreadPlaces(impact), impact.unexamined.length);
}

function unexaminedPlace({ file, sheet, line }: Unexamined): Sentence {
  const place = sheet === undefined ? say`${quoted(file)}` : say`${quoted(file)}, ${quoted(sheet)}`;
  return line === 0 ? place : say`${place}, line ${line}`;
}

function outcomeWords({ outcome }: Unexamined): string {
  return outcome === 'invalid' ? 'line not readable' : FAILURE_WORDS[outcome];
}
