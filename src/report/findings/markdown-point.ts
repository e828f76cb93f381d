/** One point of the comment: what is wrong in one way in one file, place by place. */
import type { FindingKind } from '../../verify/check.ts';
import type { Finding } from '../../verify/finding.ts';
import { inlineMarkdown } from '../markdown/inline.ts';
import { paragraph, plural, quoted, say, type Sentence, words } from '../sentence.ts';
import { differingParts } from './difference.ts';
import { type ShownFinding, type ShownGroup, sharedMessage, sharedRule } from './grouping.ts';
import { onLines } from './line-ranges.ts';
import { severityCount } from './summary.ts';

/** What is wrong, how often, and in which file or sheet where there are several. */
export function pointTitle(
  { code, severity, findings, file, sheet }: ShownGroup,
  kind: FindingKind | undefined,
  saysPlace: boolean,
): string {
  const what = kind === undefined ? [quoted(code)] : say`${words(kind.summary.replace(/\.$/, ''))}`;
  const place =
    sheet === null ? say`${quoted(file)}` : say`${quoted(file)}, sheet ${quoted(sheet)}`;
  const where = saysPlace ? say` in ${place}` : '';
  return inlineMarkdown(say`${what} (${severityCount(severity, findings.length)}${where})`);
}

/** The rule, then a list item for each place. */
export function pointBody(group: ShownGroup): string {
  const { code, shown, hidden, findings } = group;
  const message = findings.length > 1 ? sharedMessage(group) : undefined;
  const rule = sharedRule(group);
  const head = [
    ...(message === undefined ? [] : [sentenceOf(message)]),
    rule == null ? say`(${quoted(code)})` : say`(${quoted(code)}; rule: ${words(rule)})`,
  ];
  const items = shown.map((each) => itemOf(each, message === undefined, rule === undefined));
  if (hidden.length > 0) {
    items.push(`- … and ${plural(hidden.length, 'more', 'more')}${onLines(hidden)}.`);
  }
  return `${inlineMarkdown(paragraph(head))}\n\n${items.join('\n')}`;
}

/** The same in a line, where a comment has no room for more. */
export function shortPointBody({ code, findings }: ShownGroup): string {
  const count = plural(findings.length, 'place', 'places');
  return inlineMarkdown(say`(${quoted(code)}) ${count}${onLines(findings)}.`);
}

function itemOf({ finding, alike }: ShownFinding, saysMessage: boolean, saysRule: boolean): string {
  const { message, rule, expected, actual } = finding;
  const place = placeOf(finding);
  const isInLine = !saysMessage && expected === null && actual !== null;
  const first = saysMessage
    ? say`**${place}:** ${sentenceOf(message)}`
    : isInLine
      ? say`**${place}:** ${quoted(actual)}`
      : say`**${place}**`;
  const [is, stands] =
    expected === null || actual === null ? [expected, actual] : differingParts(expected, actual);
  const parts: Sentence[] = [
    ...(is === null ? [] : [say`expected: ${quoted(is)}`]),
    ...(stands === null || isInLine ? [] : [say`actual: ${quoted(stands)}`]),
    ...(saysRule && rule !== null ? [say`rule: ${words(rule)}`] : []),
    ...(alike.length > 0
      ? [say`the same ${plural(alike.length, 'more time', 'more times')}${onLines(alike)}`]
      : []),
  ];
  const lines = parts.map((part) => `  - ${inlineMarkdown(part)}`);
  return [`- ${inlineMarkdown(first)}`, ...lines].join('\n');
}

/** "Line 12, column `Serial #`"; a finding about a whole file names that. */
function placeOf({ file, line, column }: Finding): Sentence {
  const place: Sentence = line === null ? say`${quoted(file)}` : [`Line ${line}`];
  return column === null ? place : say`${place}, column ${quoted(column)}`;
}

/** A message of a finding as a sentence of its own; `notBefore` and `dNSNames` stay as they are. */
function sentenceOf(message: string): Sentence {
  const isWord = /^[a-z]+(?:[ ,:]|$)/.test(message);
  const text = isWord ? message.charAt(0).toUpperCase() + message.slice(1) : message;
  return [words(text), /[.!?]$/.test(text) ? '' : '.'];
}
