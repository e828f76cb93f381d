/** Findings as a comment on the bug of an incident: numbered points, each with figure, place and rule. */
import type { FindingKind } from '../../verify/check.ts';
import { SEVERITIES } from '../../verify/finding.ts';
import { inlineMarkdown } from '../markdown/inline.ts';
import {
  enumerate,
  formatInstant,
  paragraph,
  plural,
  quoted,
  say,
  type Sentence,
} from '../sentence.ts';
import { verdictsMarkdown } from '../verdicts/markdown.ts';
import { groupFindings, isCut, type ShownFindings, shownFindings } from './grouping.ts';
import { pointBody, pointTitle, shortPointBody } from './markdown-point.ts';
import { pieces } from './pieces.ts';
import { coverageSentences, omittedSentence, severityCount } from './summary.ts';
import type { FindingsView, Verification } from './verification.ts';

/**
 * Bugzilla refuses comments of more than 65,535 characters (`MAX_COMMENT_LENGTH`); the points that would
 * not fit are a line each.
 */
const MAX_COMMENT = 60_000;

/** Files that are named in the introduction. */
const MAX_FILES = 3;

/** GitHub-flavoured Markdown; foreign text in it makes no link, no HTML and no list item. */
export function renderFindingsMarkdown(
  verification: Verification,
  { all, kinds }: FindingsView,
): Iterable<string> {
  const shown = shownFindings(groupFindings(verification.findings), all);
  const { report } = verification;
  const table = report === undefined ? '' : `\n${verdictsMarkdown(report)}\n`;
  return pieces(
    [`${introduction(verification)}\n`],
    points(shown, kinds, all ? Infinity : MAX_COMMENT - table.length),
    [table],
    [`\n${closing(verification, shown)}\n`],
  );
}

function introduction(verification: Verification): string {
  const { impact, findings } = verification;
  const { entries, asOf, guideline } = impact;
  const files = [...new Set(findings.map(({ file }) => file))];
  const named =
    files.length > 0 && files.length <= MAX_FILES ? say` in ${enumerate(files.map(quoted))}` : '';
  const isReport = verification.report !== undefined;
  const thanks = isReport
    ? say`Thank you for the report and the list of affected certificates.`
    : say`Thank you for publishing the list of affected certificates.`;
  const found = say`cert-impact read the ${plural(entries.total, 'entry', 'entries')} of the appendix, compared them with the certificates themselves${isReport ? ' and with the report' : ''}, and found ${counts(verification)}${named}.`;
  const measure = say`Measured as of ${formatInstant(asOf)}, by version ${guideline} of the Incident Reporting Guidelines.`;
  const what = isReport ? 'the report or its appendix' : 'the appendix';
  const request = say`Could you please look into the following points, and correct ${what} where it is needed?`;
  const blocks = [
    paragraph([thanks, found]),
    paragraph([...coverageSentences(impact), measure]),
    ...(findings.length > 0 ? [request] : []),
  ];
  return ['### What does not add up', ...blocks.map(inlineMarkdown)].join('\n\n');
}

/** "3 errors, 1 warning and 2 notes". */
function counts({ summary }: Verification): Sentence {
  const found = SEVERITIES.filter((severity) => summary[severity] > 0);
  if (found.length === 0) return say`nothing that does not add up`;
  return enumerate(found.map((severity) => `**${severityCount(severity, summary[severity])}**`));
}

function* points(
  { groups }: ShownFindings,
  kinds: readonly FindingKind[],
  room: number,
): Generator<string> {
  const places = new Set(groups.map(({ file, sheet }) => JSON.stringify([file, sheet])));
  let length = 0;
  for (const [index, group] of groups.entries()) {
    const kind = kinds.find(({ code }) => code === group.code);
    const title = `\n#### ${index + 1}. ${pointTitle(group, kind, places.size > 1)}\n\n`;
    const whole = `${title}${pointBody(group)}\n`;
    const point = length + whole.length > room ? `${title}${shortPointBody(group)}\n` : whole;
    length += point.length;
    yield point;
  }
}

function closing(verification: Verification, shown: ShownFindings): string {
  const more = shown.unshown.map(({ severity, code, count, places }) => {
    const where = plural(places, 'further file or sheet', 'further files and sheets');
    return say`${severityCount(severity, count)} of ${quoted(code)} in ${where}.`;
  });
  const elsewhere = say`Places that are not named here are in the JSON that cert-impact prints.`;
  const sentences = [
    ...more,
    ...(isCut(shown) ? [elsewhere] : []),
    omittedSentence(verification),
    say`An error contradicts a certificate or the guidelines, a warning is probably wrong, a note is worth knowing.`,
    say`Where cert-impact is mistaken, please say so.`,
  ];
  return inlineMarkdown(paragraph(sentences.filter((sentence) => sentence.length > 0)));
}
