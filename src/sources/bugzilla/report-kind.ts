/** Whether a comment is an incident report, told by the headings of the guidelines' templates. */
import { headingOf } from './comment-heading.ts';

/** A preliminary report (IRG 3.x) is to be followed by a full one. */
export type ReportKind = 'full' | 'preliminary';

/** `undefined` for a comment that is no report: a question, an update, a closure, an empty template. */
export function reportKind(text: string): ReportKind | undefined {
  const lines = ownLines(text);
  const title = titleOf(lines);
  if (title === 'closure') return undefined;
  const sections = sectionsOf(lines);
  if (title === 'preliminary') return sections.has('summary') ? 'preliminary' : undefined;
  const filled = [...sections.values()].filter((length) => length >= MIN_SECTION).length;
  const least = title === 'full' ? MIN_SECTIONS_UNDER_TITLE : MIN_SECTIONS;
  if (filled >= least && (sections.get('impact') ?? 0) > 0) return 'full';
  return isNumberedReport(lines) ? 'full' : undefined;
}

/** Without what is quoted of others. */
function ownLines(text: string): string[] {
  return text
    .split(/\r\n?|\n/)
    .map((line) => line.trim())
    .filter((line) => !line.startsWith('>'));
}

function titleOf(lines: readonly string[]): ReportKind | 'closure' | undefined {
  for (const line of lines) {
    const heading = headingOf(line);
    if (heading === undefined) continue;
    if (/\bclosure (?:summary|report)\b/.test(heading)) return 'closure';
    if (/^(?:\w+ )?preliminary (?:\w+ )?report\b/.test(heading)) return 'preliminary';
    if (/^(?:\w+ ){0,3}(?:full|final|complete) (?:\w+ )?report\b/.test(heading)) return 'full';
  }
  return undefined;
}

/** The sections of the templates 2.0 and 3.x that are there, and how many characters stand in each. */
function sectionsOf(lines: readonly string[]): Map<string, number> {
  const sections = new Map<string, number>();
  let section: string | undefined;
  for (const line of lines) {
    const heading = headingOf(line);
    const named =
      heading === undefined ? undefined : SECTIONS.find(([, pattern]) => pattern.test(heading));
    if (named !== undefined) {
      [section] = named;
      if (!sections.has(section)) sections.set(section, 0);
    } else if (section !== undefined) {
      sections.set(
        section,
        sections.get(section)! + line.slice(0, MAX_LABELLED).replace(LABEL, '').trim().length,
      );
    }
  }
  return sections;
}

/**
 * Template 1.0 is seven questions, which CAs repeat or only number. Root programs post the questions
 * alone, to ask for a report.
 */
function isNumberedReport(lines: readonly string[]): boolean {
  const text = lines.join(' ').replace(/\s+/g, ' ');
  const asked = QUESTIONS.filter((question) => question.test(text)).length;
  if (asked >= MIN_QUESTIONS) return text.length >= MIN_ANSWERED;
  const items = lines.flatMap((line) => {
    const item = ITEM.exec(line.slice(0, MAX_LABELLED));
    return item === null ? [] : [{ number: item[1], text: item[2]! }];
  });
  const questions = items.filter((item) => item.text.trim().endsWith('?'));
  return (
    new Set(items.map(({ number }) => number)).size >= MIN_ITEMS &&
    questions.length * 2 < items.length &&
    text.length >= MIN_NUMBERED &&
    /\b20\d\d\b/.test(text) &&
    /certificate/i.test(text)
  );
}

/** IRG 2.0 and 3.x, as CAs write them. */
const SECTIONS: readonly (readonly [name: string, heading: RegExp])[] = [
  ['summary', /^(?:incident |executive )?summary$/],
  ['impact', /^(?:incident )?impact\b/],
  ['timeline', /^(?:incident )?timeline\b/],
  ['related incidents', /^related incidents?$/],
  ['root cause', /^root[ -]causes?\b/],
  ['lessons learned', /^lessons? learned\b/],
  ['action items', /^(?:action items?|remediation)\b/],
  ['appendix', /^appendi(?:x|ces)\b|^details of affected certificates$/],
];
/** Enough to count; what is made to be slow is short then. */
const MAX_LABELLED = 300;
/** Of a field, which an empty template has too: `- **Incident heuristic:**`. */
const LABEL = /^[\s>*+-]*\*\*[^*]*\*\*:?/;
/** More than a dash or `N/A`: a template that waits to be filled in has less. */
const MIN_SECTION = 12;
const MIN_SECTIONS = 3;
const MIN_SECTIONS_UNDER_TITLE = 2;

/** IRG 1.0, "Incident Reports". */
const QUESTIONS: readonly RegExp[] = [
  /how (?:your|the) CA (?:first )?became aware/i,
  /timeline of the actions/i,
  /whether (?:your|the) CA has stopped/i,
  /summary of the problematic certificates/i,
  /complete certificate data for the problematic certificates/i,
  /explanation (?:about|of) how and why the mistakes/i,
  /list of steps (?:your|the) CA is taking/i,
];
const MIN_QUESTIONS = 4;
/** The questions alone are 1,750 characters. */
const MIN_ANSWERED = 2_000;
const ITEM = /^\s*[#*_\s]*([1-7])\\?[.)](?!\d)\s*(.*)$/;
const MIN_ITEMS = 6;
const MIN_NUMBERED = 800;
