/** Sentences as GitHub-flavoured Markdown. */
import { markdownCode, markdownWords } from '../escape.ts';
import { PERSON_MARK, type Piece, type Sentence } from '../sentence.ts';

/** Safe in a paragraph, a list item, a heading and a table cell; never holds a line break. */
export function inlineMarkdown(sentence: Sentence): string {
  return sentence.map(pieceMarkdown).join('').trim();
}

function pieceMarkdown(piece: Piece): string {
  if (typeof piece === 'string') return piece;
  switch (piece.kind) {
    case 'quoted':
      return markdownCode(piece.text);
    case 'words':
      return markdownWords(piece.text);
    case 'for-person':
      return `_[${PERSON_MARK}: ${piece.task}]_`;
  }
}
