/** The part of a report in which certificates are listed. */
import { headingDepth, headingOf } from './comment-heading.ts';

/**
 * The text with nothing left but its appendix (IRG 2.0 and 3.x) or answer 5 (IRG 1.0, "The complete
 * certificate data"), each line where it was; `undefined` where it has neither.
 */
export function reportAppendix(text: string): string | undefined {
  const lines = text.split(/\r\n?|\n/);
  const heads = lines.map((line) => line.slice(0, MAX_HEAD));
  const start = heads.findIndex((line) => begins(line));
  if (start < 0) return undefined;
  const isAnswer = ANSWER.test(heads[start]!);
  const depth = headingDepth(heads[start]!);
  const rest = heads.findIndex(
    (line, at) => at > start && (isAnswer ? NEXT_ANSWER.test(line) : ends(line, depth)),
  );
  const end = rest < 0 ? lines.length : rest;
  return lines.map((line, at) => (at >= start && at < end ? line : '')).join('\n');
}

function begins(line: string): boolean {
  const heading = headingOf(line);
  return (heading !== undefined && APPENDIX.test(heading)) || ANSWER.test(line);
}

/** A heading that is no deeper; of headings without depth, one of another section. */
function ends(line: string, depth: number): boolean {
  if (depth > 0) {
    const other = headingDepth(line);
    return other > 0 && other <= depth;
  }
  const heading = headingOf(line);
  return heading !== undefined && AFTER.test(heading);
}

/** Of a line: what is made to be slow is short then. */
const MAX_HEAD = 300;
const APPENDIX = /^appendi(?:x|ces)\b|^details of affected certificates$/;
const AFTER = /^(?:summary|impact|timeline|root causes?|lessons learned|action items?)\b/;
const ANSWER = /^\s*[#*_\s]*5\\?[.)]\s*\**(?:the )?complete certificate data/i;
const NEXT_ANSWER = /^\s*[#*_\s]*6\\?[.)](?!\d)/;
