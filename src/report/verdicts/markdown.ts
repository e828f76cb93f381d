/** A report claim by claim, as a table for a comment on the bug. */
import type { JudgedClaim, JudgedReport } from '../../verify/claims/verdict.ts';
import { tableMarkdown } from '../markdown/table.ts';
import { quoted, say, type Sentence, words } from '../sentence.ts';
import { countColumn, cutRows, type Table, textColumn } from '../tables/table.ts';
import { claimText, computedText, VERDICT_WORDS } from './words.ts';

/** A comment is bounded; a report has twenty claims or so. */
const MAX_ROWS = 60;

/** The table, in blocks that a blank line separates. */
export function verdictsMarkdown(report: JudgedReport): string {
  return tableMarkdown(verdictsTable(report)).join('\n\n');
}

function verdictsTable({ claims }: JudgedReport): Table {
  return {
    title: 'The report, claim by claim',
    columns: ['Claim', 'Listed', 'Verdict', 'Why']
      .map(textColumn)
      .toSpliced(0, 0, countColumn('Line')),
    rows: cutRows(claims, MAX_ROWS, ['claim', 'claims'], rowOf),
    notes: claims.length === 0 ? [say`No claim of the report was understood.`] : [],
  };
}

function rowOf(claim: JudgedClaim): Sentence[] {
  const { line, verdict, explanation } = claim;
  const computed = computedText(claim);
  const isBad = verdict === 'differs' || verdict === 'explained';
  const word = VERDICT_WORDS[verdict];
  return [
    [String(line)],
    [words(claimText(claim))],
    computed === '' ? [] : [quoted(computed)],
    [isBad ? `**${word}**` : word],
    explanation === null ? [] : [words(explanation)],
  ];
}
