/** Findings for a terminal: file by file, one kind after the other, the summary at the end. */
import type { Finding } from '../../verify/finding.ts';
import { escapeTerminal } from '../escape.ts';
import { formatCount, paragraph, plural, type Sentence } from '../sentence.ts';
import { inlineText } from '../text/inline.ts';
import { verdictsText } from '../verdicts/text.ts';
import { differingParts } from './difference.ts';
import {
  type FindingGroup,
  groupFindings,
  isCut,
  type ShownFindings,
  type ShownGroup,
  sharedMessage,
  type ShownFinding,
  sharedRule,
  shownFindings,
  type UnshownKind,
} from './grouping.ts';
import { onLines } from './line-ranges.ts';
import { Page, shownValue } from './page.ts';
import { Paint, SEVERITY_COLOURS } from './paint.ts';
import { pieces } from './pieces.ts';
import {
  coverageSentences,
  measureSentence,
  omittedSentence,
  severityCount,
  summaryText,
} from './summary.ts';
import type { FindingsView, Verification } from './verification.ts';

/** Places (`file:line`) are never broken: editors and terminals make links of them. */
export function renderFindingsText(
  verification: Verification,
  { columns, colour, all }: FindingsView,
): Iterable<string> {
  const page = new Page(columns, new Paint(colour));
  const shown = shownFindings(groupFindings(verification.findings), all);
  const { report } = verification;
  return pieces(groupsText(shown, page), report === undefined ? [] : verdictsText(report, page), [
    endText(verification, shown, page),
  ]);
}

function* groupsText({ groups }: ShownFindings, page: Page): Generator<string> {
  let place: string | undefined;
  for (const group of groups) {
    const title = placeTitle(group);
    if (title !== place) yield `${page.paint.style('underline', title)}\n\n`;
    place = title;
    yield* groupText(group, page);
    yield '\n';
  }
}

function* groupText(group: ShownGroup, page: Page): Generator<string> {
  const { severity, code, findings, shown, hidden } = group;
  const message = findings.length > 1 ? sharedMessage(group) : undefined;
  const rule = sharedRule(group);
  const count = findings.length === 1 ? '' : ` (${formatCount(findings.length)})`;
  const head = page.paint.style([SEVERITY_COLOURS[severity], 'bold'], severity);
  yield `  ${head} ${escapeTerminal(code)}${count}\n`;
  if (message !== undefined) yield page.text(escapeTerminal(message), 4);
  if (rule != null) yield page.text(`rule: ${escapeTerminal(rule)}`, 4, 'dim');
  for (const each of shown) {
    yield findingText(each, page, {
      message: message === undefined,
      rule: rule === undefined,
    });
  }
  if (hidden.length > 0)
    yield page.text(`… and ${plural(hidden.length, 'more', 'more')}${onLines(hidden)}`, 4);
}

function findingText(
  { finding, alike }: ShownFinding,
  page: Page,
  says: { readonly message: boolean; readonly rule: boolean },
): string {
  const { column, message, rule, expected, actual } = finding;
  const isInLine = !says.message && expected === null && actual !== null;
  const rest = [
    ...(column === null ? [] : [column]),
    ...(says.message ? [message] : []),
    ...(isInLine ? [shownValue(actual)] : []),
  ];
  const place = page.beside(placeText(finding), rest.map(escapeTerminal).join(': '), 4);
  const difference = isInLine ? '' : differenceText(finding, page);
  const ruleLine = says.rule && rule !== null ? page.labelled('rule', rule, 'dim') : '';
  const more = alike.length === 0 ? '' : page.text(alikeText(alike), 6, 'dim');
  return place + difference + ruleLine + more;
}

function alikeText(alike: readonly Finding[]): string {
  return `the same ${plural(alike.length, 'more time', 'more times')}${onLines(alike)}`;
}

function differenceText({ expected, actual }: Finding, page: Page): string {
  const [is, stands] =
    expected === null || actual === null ? [expected, actual] : differingParts(expected, actual);
  return (
    (is === null ? '' : page.labelled('expected', is, 'green')) +
    (stands === null ? '' : page.labelled('actual', stands, 'red'))
  );
}

function endText(verification: Verification, shown: ShownFindings, page: Page): string {
  const { impact, summary } = verification;
  const colour =
    summary.error > 0
      ? 'red'
      : summary.warning > 0
        ? 'yellow'
        : summary.note > 0
          ? 'cyan'
          : 'green';
  const paragraphs = [
    ...shown.unshown.map(unshownText),
    ...(isCut(shown) ? ['Not everything is shown: --all shows it, and --format json has it.'] : []),
    sentenceText(omittedSentence(verification)),
  ].filter((text) => text !== '');
  const blocks = [
    ...paragraphs.map((text) => page.text(text, 0)),
    ...(paragraphs.length > 0 ? ['\n'] : []),
    page.text(summaryText(verification), 0, ['bold', colour]),
    page.text(inlineText(paragraph([...coverageSentences(impact), measureSentence(impact)])), 0),
  ];
  return blocks.join('');
}

function unshownText({ severity, code, count, places }: UnshownKind): string {
  const where = plural(places, 'further file or sheet', 'further files and sheets');
  return `${severityCount(severity, count)} of ${escapeTerminal(code)} in ${where}.`;
}

function placeTitle({ file, sheet }: FindingGroup): string {
  const name = escapeTerminal(file);
  return sheet === null ? name : `${name}, sheet ${escapeTerminal(sheet)}`;
}

function placeText({ file, line }: Finding): string {
  const name = escapeTerminal(file);
  return line === null ? name : `${name}:${line}`;
}

function sentenceText(sentence: Sentence): string {
  return sentence.length === 0 ? '' : inlineText(sentence);
}
