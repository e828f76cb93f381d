/** The values of the template's fields (IRG 3.x §Impact and §Summary), which say what they are. */
import type { ClaimKind } from '../claim.ts';
import type { FieldKind } from '../document/field.ts';
import { type Draft, draftOf, sourceOf, type Statement } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import { isMailType, typeOfWord } from '../tokens/validation-type.ts';
import { isOfMail, isZero, readByType } from './by-type.ts';
import { isDenied } from './grammar.ts';
import { readFieldOids, readFullList, readHeuristics } from './heuristics.ts';
import { readRowOfIssuer } from './by-issuer.ts';
import { readNames } from './issuer-names.ts';
import { readIssuers } from './issuers.ts';
import { readIssuanceStopped } from './issuance-stopped.ts';
import { readNumberField } from './number-field.ts';
import { readRowOfType } from './type-lists.ts';

/** Reads a field from the sentences of its value. */
export function readField(kind: FieldKind, statements: readonly Statement[]): Draft[] {
  const { label, scope, issuer } = statements[0]!.passage.field!;
  if (scope !== undefined) return readRowOfType(statements, scope);
  if (issuer !== undefined) return readRowOfIssuer(statements, issuer);
  const drafts = readValue(kind, statements);
  const start = label.starts[0] ?? 0;
  // the label belongs to the quotation when the value stands near it
  return drafts.map((draft) => ({
    ...draft,
    strength: 'field',
    start: draft.start - start < MAX_QUOTE && draft.start > start ? start : draft.start,
  }));
}

const MAX_QUOTE = 200;

/** "N/A" in its spellings: understood, and nothing to compare. */
export function isNotApplicable(text: string): boolean {
  return /^[\s"'(*-]*(?:n\s?[/.\\]\s?a\b\.?|not applicable|-+$|\u2013+$)/i.test(text);
}

function readValue(kind: FieldKind, statements: readonly Statement[]): Draft[] {
  switch (kind) {
    case 'total':
    case 'remaining-valid':
    case 'revoked':
    case 'not-revoked':
    case 'expired':
    case 'precertificates':
    case 'finals':
      return readNumberField(kind, statements);
    case 'types':
      return readTypesField(statements);
    case 'heuristic':
      return statements.flatMap((statement, index) => [
        ...readHeuristics(statement, statements[index + 1]),
        ...readFieldOids(statement),
        ...readFullList(statement),
        ...readIssuers(statement),
      ]);
    case 'issuance-stopped':
      return readStoppedField(statements);
    case 'first-issued':
    case 'last-issued':
    case 'noncompliance-start':
    case 'noncompliance-identified':
    case 'noncompliance-end':
      return readDates([kind], statements);
    case 'issuance-range':
      return readDates(['first-issued', 'last-issued'], statements);
    case 'issuer':
      return readIssuerField(statements);
    case 'signature-algorithm':
      return readTextField(kind, statements);
    case 'count-by-type':
    case 'count-by-issuer':
    case 'heuristic-oid':
    case 'heuristic-range':
    case 'full-list-in-appendix':
    case 'part':
    case 'other':
      return [];
  }
}

function readTypesField(statements: readonly Statement[]): Draft[] {
  const types = new Set<string>();
  let first: Draft | undefined;
  const drafts: Draft[] = [];
  for (const statement of statements) {
    const { elements, form } = statement.sentence;
    drafts.push(...readByType(statement));
    if (NOT_OF_THESE.test(form)) continue;
    const isMail = isOfMail(elements);
    for (const [at, element] of elements.entries()) {
      if (isZero(elements, at)) continue;
      const found = isPhrase(element)
        ? element.types
        : [isMail && isMailType(element.word) ? undefined : typeOfToken(element.word)];
      for (const type of found) {
        if (type === undefined || isDenied(statement.sentence, at)) continue;
        types.add(type);
        // to the last type of the first sentence that names one
        if (first === undefined || first.statement === statement) {
          first = draftOf('types', [], statement, 0, at + 1);
        }
      }
    }
  }
  if (first !== undefined) drafts.unshift({ ...first, value: Array.from(types) });
  return drafts;
}

const NOT_OF_THESE =
  / (?:none|unaffected|(?:are|were|is|was|have|has|been) not|not (?:affected|impacted|involved|concerned|all|every)) /;

/** The reserved policy OIDs of the CA/Browser Forum (BR §7.1.6.1) are types too. */
function typeOfToken(word: string): string | undefined {
  return typeOfWord(word) ?? TYPE_OIDS.get(word);
}

const TYPE_OIDS: ReadonlyMap<string, string> = new Map([
  ['2.23.140.1.2.1', 'DV'],
  ['2.23.140.1.2.2', 'OV'],
  ['2.23.140.1.2.3', 'IV'],
  ['2.23.140.1.1', 'EV'],
]);

function readStoppedField(statements: readonly Statement[]): Draft[] {
  const [first] = statements;
  if (first === undefined) return [];
  const answer = /^ (?:["'(] )?(yes|no)(?= )/.exec(first.sentence.form)?.[1];
  if (answer !== undefined) {
    return [draftOf('issuance-stopped', answer === 'yes', first, 0, 1)];
  }
  return statements.flatMap(readIssuanceStopped).slice(0, 1);
}

function readDates(kinds: readonly ClaimKind[], statements: readonly Statement[]): Draft[] {
  const drafts: Draft[] = [];
  for (const statement of statements) {
    for (const [at, element] of statement.sentence.elements.entries()) {
      if (isPhrase(element) || element.date === undefined) continue;
      const kind = kinds[drafts.length];
      if (kind === undefined) return drafts;
      drafts.push(draftOf(kind, element.date, statement, at, at + 1));
    }
  }
  return drafts;
}

/** Each line's names; a name of no known make is taken as it stands where the label says "issuer" or "issuing". */
function readIssuerField(statements: readonly Statement[]): Draft[] {
  const { label } = statements[0]!.passage.field!;
  const read = new Set<Statement['passage']>();
  const drafts: Draft[] = [];
  for (const statement of statements) {
    const { passage } = statement;
    if (read.has(passage)) continue;
    read.add(passage);
    const { text } = passage.content;
    for (const { name, end } of readNames(text, /^[\s\u2022*\u2013-]*/.exec(text)![0].length)) {
      const place = sourceOf(statement, end - name.length, end);
      drafts.push({
        kind: 'issuer',
        value: name,
        qualifier: null,
        statement,
        ...place,
        strength: 'field',
      });
    }
  }
  if (drafts.length > 0 || !/issu/i.test(label.text)) return drafts;
  return readTextField('issuer', statements);
}

function readTextField(
  kind: 'issuer' | 'signature-algorithm',
  statements: readonly Statement[],
): Draft[] {
  const [first] = statements;
  if (first === undefined) return [];
  const { text } = first.passage.content;
  const value = text
    .split('\n')[0]!
    .trim()
    .replace(/^["']|["'.]$/g, '');
  if (value === '' || value.length > MAX_NAME || isNotApplicable(value)) return [];
  // "see the table below"
  if (kind === 'issuer' && !/^\P{L}*\S{0,4}\p{Lu}/u.test(value)) return [];
  const values = kind === 'issuer' ? value.split(';').map((name) => name.trim()) : [value];
  return values
    .filter((each) => each !== '')
    .map((each) => draftOf(kind, each, first, 0, first.sentence.elements.length));
}

const MAX_NAME = 200;
