import type { Token } from 'markdown-it';
import { type MappedText, MappedTextBuilder } from './mapped-text.ts';

/**
 * The words of a block as its reader sees them: without emphasis, code marks, the targets of links, and
 * what is struck through.
 * markdown-it gives no places within a block, but its pieces come in order, so that each is found again.
 */
export function inlineText(children: readonly Token[], raw: MappedText): MappedText {
  const builder = new MappedTextBuilder(raw.text.length + 1);
  // code spans have spaces for line breaks
  const spaced = raw.text.replaceAll('\n', ' ');
  let cursor = 0;
  let lost = false;
  let struck = 0;
  const take = (text: string, mark = text): void => {
    const at = lost ? -1 : spaced.indexOf(mark, cursor);
    // one piece that is not there must not make a search through all the rest of each that follows
    lost ||= at < 0;
    if (struck > 0) {
      if (at >= 0) cursor = at + mark.length;
      return;
    }
    if (at >= 0 && mark === text) {
      builder.copy(raw, at, at + text.length);
      cursor = at + text.length;
      return;
    }
    const place = Math.max(0, Math.min(at < 0 ? cursor : at, raw.text.length - 1));
    builder.add(text, raw.starts[place] ?? 0, raw.ends[place] ?? 0);
    if (at >= 0) cursor = at + mark.length;
  };
  for (const token of children) {
    switch (token.type) {
      case 'text':
      case 'code_inline':
        if (token.content !== '') take(token.content);
        break;
      case 'text_special':
        take(token.content, token.markup);
        break;
      case 'softbreak':
      case 'hardbreak': {
        const at = raw.text.indexOf('\n', cursor);
        if (at < 0) break;
        builder.copy(raw, at, at + 1);
        cursor = at + 1;
        break;
      }
      case 's_open':
        struck++;
        break;
      case 's_close':
        struck--;
        break;
      case 'link_close':
        if (token.markup !== 'autolink') cursor = linkEnd(raw.text, cursor);
        break;
    }
  }
  return builder.build();
}

/** Behind the target of `[text](target "title")`, whose text ends at `start`. */
function linkEnd(text: string, start: number): number {
  const open = text.indexOf('](', start);
  if (open < 0 || open > start + 4) return start;
  let depth = 0;
  for (let at = open + 1; at < text.length; at++) {
    const character = text[at];
    if (character === '\\') at++;
    else if (character === '(') depth++;
    else if (character === ')' && --depth === 0) return at + 1;
  }
  return start;
}
