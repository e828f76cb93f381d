/** Lines and parts of lines that are comments. */

/** True for a line that `#` (not in Markdown, where it makes a heading) or `//` takes out of the list. */
export function isComment(text: string, markdown: boolean): boolean {
  if (text.startsWith('//')) return !PROTOCOL_RELATIVE.test(text);
  return !markdown && text.startsWith('#');
}

/** True for comments that are only that while they name no certificate: `; …`, `<!-- … -->`. */
export function isSoftComment(text: string): boolean {
  return (
    text.startsWith(';') ||
    text.startsWith('#') ||
    (text.startsWith('<!--') && text.endsWith('-->'))
  );
}

/** Where the comment behind an entry begins (` # revoked`, ` // note`), or -1. */
export function trailingCommentAt(text: string): number {
  return text.search(TRAILING);
}

const PROTOCOL_RELATIVE = /^\/\/(?:www\.)?crt\.sh(?:\/|\?|:)/i;
const TRAILING = /\s(?:#|\/\/)(?:\s|$)/;
