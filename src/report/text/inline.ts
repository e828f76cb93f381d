/** Sentences as plain text for a terminal. */
import wrapAnsi from 'wrap-ansi';
import { escapeTerminal } from '../escape.ts';
import { PERSON_MARK, type Piece, type Sentence } from '../sentence.ts';

/** Columns that every line keeps to, unless a single word is longer. */
export const TEXT_COLUMNS = 80;

/** One line, of any length, without a control or bidirectional character. */
export function inlineText(sentence: Sentence): string {
  return sentence.map(pieceText).join('').trim();
}

/** Wrapped at `TEXT_COLUMNS`; `first` before the first line, as much space before the others. */
export function paragraphText(sentence: Sentence, first = ''): string {
  const indent = ' '.repeat(first.length);
  const lines = wrapText(inlineText(sentence), TEXT_COLUMNS - first.length);
  return lines.map((line, index) => (index === 0 ? first : indent) + line).join('\n');
}

/** Lines of at most `columns`; words that are longer are cut into pieces. */
export function wrapText(text: string, columns: number): string[] {
  return wrapAnsi(text, columns, { hard: true }).split('\n');
}

function pieceText(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  return piece.kind === 'for-person'
    ? `[${PERSON_MARK}: ${piece.task}]`
    : escapeTerminal(piece.text);
}
