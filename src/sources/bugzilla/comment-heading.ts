/**
 * The words of a line that is a heading, lower case and without its marks: `### Impact:`, `**Impact**`,
 * `Impact`, `4. Impact`. `undefined` for a line that cannot be one.
 */
export function headingOf(line: string): string | undefined {
  if (line.length > MAX_HEADING) return undefined;
  const words = line
    .replace(/^[\s#*_=-]+/, '')
    .replace(/^\d{1,2}(?:\.\d+)*[.)]\s+/, '')
    .replace(/[\s:#*_=-]+$/, '')
    .replaceAll(/\s+/g, ' ')
    .toLowerCase();
  if (words === '') return undefined;
  // without a mark, only a line that is no sentence
  const isMarked = /^\s*(?:#|\*\*|__)/.test(line);
  return isMarked || !/[.,;!?]|: /.test(words) ? words : undefined;
}

/** Of a Markdown heading, how deep it is; 0 for one in bold or in plain words. */
export function headingDepth(line: string): number {
  return /^\s{0,3}(#{1,6})(?!#)/.exec(line)?.[1]?.length ?? 0;
}

const MAX_HEADING = 120;
