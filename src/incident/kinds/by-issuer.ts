import { type Draft, draftOf, type Statement } from '../draft.ts';
import { countOf, type Element, isPhrase } from '../phrases/phrase.ts';
import { NOT_THESE_BEHIND } from './count-cues.ts';
import { readNames } from './issuer-names.ts';

/** Reads `https://crt.sh/?caid=10155 (fewer than 200 active certificates)`: so many of that issuer. */
export function readByIssuer(statement: Statement): Draft[] {
  const { elements } = statement.sentence;
  const drafts: Draft[] = [];
  for (const [at, element] of elements.entries()) {
    if (!isIssuerLink(element)) continue;
    const count = elements.slice(at + 1, at + BETWEEN).find(isPhrase);
    if (count?.count === undefined || !isNear(elements, at, elements.indexOf(count))) continue;
    const { text } = statement.passage.content;
    const issuer = text.slice(element.start, element.end).replace(/[).,;]+$/, '');
    const to = elements.indexOf(count) + 1;
    const value = { issuer, count: count.count };
    drafts.push(
      draftOf('count-by-issuer', value, statement, at, to, { qualifier: count.qualifier }),
    );
  }
  return drafts;
}

/** Reads lines one below the other that each name an issuing CA and how many are its: one alone is no division. */
export function readIssuerLines(statements: readonly Statement[]): Draft[] {
  const drafts: Draft[] = [];
  let lines: Draft[] = [];
  for (const statement of [...statements, undefined]) {
    const line = statement && issuerLine(statement);
    if (line !== undefined) {
      lines.push(line);
      continue;
    }
    if (lines.length > 1) drafts.push(...lines);
    lines = [];
  }
  return drafts;
}

/** `Example TLS CA 1: 40 certificates`, `Example TLS CA 1 (40 certificates)`. */
function issuerLine(statement: Statement): Draft | undefined {
  const { elements } = statement.sentence;
  const { text } = statement.passage.content;
  const at = elements.findIndex((element) => isPhrase(element) && element.count !== undefined);
  const phrase = elements[at];
  if (phrase === undefined || !isPhrase(phrase) || phrase.count === undefined) return undefined;
  const start = elements[0]!.start;
  const begin = start + /^[\s\u2022*\u2013-]*/.exec(text.slice(start, phrase.start))![0].length;
  const [name, ...more] = readNames(text, begin);
  if (name === undefined || more.length > 0) return undefined;
  if (!/^["')]*\s*[:(=\u2013-]\s*$/.test(text.slice(name.end, phrase.start))) return undefined;
  const { form, places } = statement.sentence;
  const behind = form.slice((places[at] ?? 0) + phrase.form.length);
  if (NOT_THESE_BEHIND.some((pattern) => pattern.test(behind))) return undefined;
  const value = { issuer: name.name, count: phrase.count };
  const { qualifier } = phrase;
  return draftOf('count-by-issuer', value, statement, 0, at + 1, { qualifier });
}

/** Reads the number of a table's row that is of one issuer. */
export function readRowOfIssuer(statements: readonly Statement[], issuer: string): Draft[] {
  const [statement] = statements;
  const [element] = statement?.sentence.elements ?? [];
  if (statement === undefined || element === undefined) return [];
  const count = countOf(element);
  if (count === undefined) return [];
  return [draftOf('count-by-issuer', { issuer, count }, statement, 0, 1, { strength: 'field' })];
}

/** Whether a count stands right behind the link of an issuer, and is its. */
export function isOfIssuer(elements: readonly Element[], at: number): boolean {
  const from = Math.max(0, at - BETWEEN + 1);
  const link = elements.slice(from, at).findIndex(isIssuerLink);
  return link >= 0 && isNear(elements, from + link, at);
}

/** What a CA is said to have issued is no share of several CAs. */
function isNear(elements: readonly Element[], link: number, count: number): boolean {
  return elements
    .slice(link + 1, count)
    .every((element) => isPhrase(element) || !/^(?:mis)?issued$/.test(element.word));
}

/** "(" and ":" may stand between. */
const BETWEEN = 4;

function isIssuerLink(element: Element): boolean {
  return element.kind === 'url' && /[?&]caid=\d+/.test(element.word);
}
