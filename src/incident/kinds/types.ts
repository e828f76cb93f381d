import type { Draft, Statement } from '../draft.ts';
import { draftOf } from '../draft.ts';
import { type Element, isPhrase, type Phrase, wordOf } from '../phrases/phrase.ts';
import { AFFECTED } from '../phrases/vocabulary.ts';
import type { Token } from '../tokens/token.ts';
import { isDenied } from './grammar.ts';
import { isMailType, typeOfWord } from '../tokens/validation-type.ts';
import { isOfMail, OTHER_TYPES } from './by-type.ts';

/**
 * Reads the validation types of the affected certificates: those named where they are counted; else the
 * only type that the report names at all, for a report about one type seldom says so twice.
 */
export function readTypes(
  statements: readonly Statement[],
  counts: readonly Draft[],
  totals: readonly Draft[],
): Draft[] {
  const known: Known = {
    wholes: wholesOf(totals),
    isMail: statements.some(({ sentence }) => isOfMail(sentence.elements)),
  };
  const counted = typesOfCounts(counts, known);
  if (counted !== undefined) return [counted];
  const named = statements.filter(isAboutIncident).flatMap((one) => typesNamed(one, known));
  const types = new Set(named.map(({ type }) => type));
  const first = named.find(({ isPart }) => !isPart);
  if (types.size !== 1 || first === undefined) return [];
  return [draftOf('types', [first.type], first.statement, first.from, first.to)];
}

interface Known {
  readonly wholes: ReadonlySet<number>;
  readonly isMail: boolean;
}

/** The numbers that may be of all certificates; empty where that is not known exactly. */
function wholesOf(totals: readonly Draft[]): ReadonlySet<number> {
  const isExact = totals.every(
    ({ value, qualifier }) => typeof value === 'number' && qualifier === null,
  );
  if (!isExact) return new Set();
  const values = totals.map(({ value }) => value as number);
  return new Set([...values, values.reduce((sum, value) => sum + value, 0)].filter(Boolean));
}

interface Told {
  readonly types: readonly string[];
  /** How many certificates are told to be of them. */
  readonly count: number | undefined;
  readonly draft: Draft;
}

/** The type of a part ("the 4 OV certificates that remain valid") is not that of all, unless the parts add up. */
function typesOfCounts(counts: readonly Draft[], known: Known): Draft | undefined {
  const told = counts.flatMap((one) => typesTold(one, known));
  const parts = new Map<string, number>();
  const isPart = ({ count }: Told): boolean => isPartOf(count, known.wholes);
  for (const one of told.filter(isPart)) parts.set(one.types.join(), one.count!);
  const sum = Array.from(parts.values()).reduce((all, count) => all + count, 0);
  const isWhole = known.wholes.has(sum);
  const of = told.filter((one) => isWhole || !isPart(one));
  const [first] = of;
  return first && { ...first.draft, value: Array.from(new Set(of.flatMap(({ types }) => types))) };
}

function typesTold(draft: Draft, { isMail, wholes }: Known): Told[] {
  const { kind, statement, value, qualifier } = draft;
  if (statement.passage.quoted) return [];
  if (kind === 'count-by-type') {
    const { type, count } = value as { type: string; count: number };
    return count === 0 || type === OTHER_TYPES || qualifier?.startsWith('of the ') === true
      ? []
      : [{ types: [type], count, draft: { ...draft, kind: 'types', qualifier: null } }];
  }
  const { elements } = statement.sentence;
  return elements.flatMap((element, at): Told[] => {
    if (!isPhrase(element) || element.form === 'NONE' || element.form === 'REST') return [];
    if (element.count === 0 || isDenied(statement.sentence, at)) return [];
    const types = [...typesOfPhrase(element, isMail), ...typesInBrackets(statement, at + 1)];
    if (types.length === 0 || isOneOfSeveral(element, wholes)) return [];
    const count = element.isPart ? element.whole : element.count;
    return [{ types, count, draft: draftOf('types', [], statement, at, at + 1) }];
  });
}

/** "171 certificates. We revoked the EV certificates (4, since 1 had expired)": which of them, not what all are. */
function isOneOfSeveral({ form, types, modifiers }: Phrase, wholes: ReadonlySet<number>): boolean {
  if (form !== 'DEF' || types.length === 0 || modifiers.some((word) => AFFECTED.has(word)))
    return false;
  return Math.max(...wholes) > 1;
}

/** In a report about S/MIME, "organization-validated" is a type of S/MIME (S/MIME BRs §7.1.6.1). */
function typesOfPhrase({ types, modifiers }: Phrase, isMail: boolean): readonly string[] {
  if (!isMail) return types;
  return types.filter((type) =>
    modifiers.some((word) => !isMailType(word) && typeOfWord(word) === type),
  );
}

/** "11 TLS certificates (OV)". */
function typesInBrackets({ sentence }: Statement, at: number): string[] {
  const { elements } = sentence;
  if (wordOf(elements[at]) !== '(') return [];
  const types: string[] = [];
  for (let next = at + 1; next < at + MAX_IN_BRACKETS && wordOf(elements[next]) !== ')'; next++) {
    const type = typeOfWord(wordOf(elements[next]));
    if (type !== undefined && !isDenied(sentence, next)) types.push(type);
  }
  return types;
}

const MAX_IN_BRACKETS = 24;

interface Named {
  readonly type: string;
  readonly isPart: boolean;
  readonly statement: Statement;
  readonly from: number;
  readonly to: number;
}

function typesNamed(statement: Statement, { wholes, isMail }: Known): Named[] {
  const { elements, form, places } = statement.sentence;
  return elements.flatMap((element, at) => {
    const types = isPhrase(element)
      ? typesOfPhrase(element, isMail)
      : isMail && isMailType(element.word)
        ? []
        : typeNamed(statement, element, at);
    if (types.length === 0 || isDenied(statement.sentence, at)) return [];
    const before = form.slice(0, places[at]);
    if (RULE_FOR.test(before) || OF_SOME.test(before)) return [];
    const place = { statement, from: Math.max(0, at - 2), to: Math.min(at + 3, elements.length) };
    const isPart =
      isPartOf(countAt(elements, at), wholes) ||
      PART_AHEAD.test(before) ||
      wordOf(elements[at + 1]) === 'ones';
    return types.map((type) => ({ type, isPart, ...place }));
  });
}

/** How many certificates a type is told of. */
function countAt(elements: readonly Element[], at: number): number | undefined {
  const element = elements[at];
  if (isPhrase(element)) return element.isPart ? element.whole : element.count;
  const previous = elements[at - 1];
  return isPhrase(previous) ? undefined : previous?.number;
}

/** Whether so many are fewer than all; of a population that is larger, all are. */
function isPartOf(count: number | undefined, known: ReadonlySet<number>): boolean {
  return count !== undefined && !known.has(count) && count < Math.max(...known);
}

/** "15 of them EV", "among them 4 valid ones (all OV)". */
const PART_AHEAD =
  / (?:(?<! (?:all|both|each|none) )of (?:them|these|those|which)|among(?:st)? (?:them|these|those|which)|including|thereof) (?:(?!; )\S+ ){0,8}$/;

function typeNamed(statement: Statement, token: Token, at: number): string[] {
  const type = typeOfWord(token.word);
  if (type === undefined || RULES.test(wordOf(statement.sentence.elements[at + 1]))) return [];
  return isInName(statement, token) ? [] : [type];
}

/** "Example EV TLS CA 2" may issue others, too. */
function isInName({ passage }: Statement, { start, end }: Element): boolean {
  const { text } = passage.content;
  return (
    NAME_BEFORE.test(text.slice(Math.max(0, start - MAX_NAME_PART), start)) &&
    CA_BEHIND.test(text.slice(end, end + MAX_NAME_PART))
  );
}

const MAX_NAME_PART = 60;
const NAME_BEFORE =
  /(?:^|[^\p{L}])(?!(?:The|Our|All|An?|Its|Their) )[\p{L}-]*\p{Lu}[\p{L}\d'&-]* $/u;
const CA_BEHIND =
  /^ (?:19|20)\d\d\b|^(?: (?:\p{Lu}[\p{L}\d-]*|\d+|-|\u2013)){0,4} (?:CA\d*|ICA|SubCA|Root|Intermedia\w+)\b/u;

/** What other bugs are about is not what this one is about. */
function isAboutIncident({ passage, sentence }: Statement): boolean {
  if (/ (?:bug|bugs) /.test(sentence.form)) return false;
  return !passage.quoted && !ELSEWHERE.has(passage.section);
}

const ELSEWHERE: ReadonlySet<string> = new Set(['related', 'lessons', 'actions']);

/** The EV Guidelines and the S/MIME BRs bind whoever issues anything. */
const RULES =
  /^(?:guidelines?|requirements?|baseline|brs?|br's|audits?|policy|policies|cps?|cp\/cps|oid)$/;

/** "An extension that is mandated for EV certificates". */
const RULE_FOR =
  / (?:mandated|required|mandatory|applicable|requirements?|rules?|guidelines?|permitted|allowed|prohibited|standards?) (?:for|in|of|by) (?:(?:all|the|any|issuing|issuance|of) )*$/;

/** "40 of which are EV": the others are not. */
const OF_SOME = / # of (?:which|them|these|those) (?:are|were) $/;
