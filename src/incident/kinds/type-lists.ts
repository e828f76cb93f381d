/** Divisions by validation type that stand in several lines: rows of a table, items of a list. */
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { countOf, isPhrase } from '../phrases/phrase.ts';
import { typeOfLabel } from '../tokens/validation-type.ts';

/** Reads the number of a table's row that is of one type: so many of it, or of what became of it. */
export function readRowOfType(statements: readonly Statement[], scope: string): Draft[] {
  const [statement] = statements;
  const kind = statement?.passage.field?.kind;
  const count = statement?.sentence.elements.map(countOf).find((one) => one !== undefined);
  if (statement === undefined || count === undefined) return [];
  return kind === undefined ? [] : ofType(statement, kind, { type: scope, count });
}

/** Reads lines of nothing but a type and a number below a field's label: "DV: 8", "3 EV". */
export function readTypeLines(statements: readonly Statement[]): Draft[] {
  const lines = statements.flatMap((statement) => {
    const found = typeLine(statement);
    return found === undefined ? [] : [{ statement, found }];
  });
  if (new Set(lines.map(({ found }) => found.type)).size < 2) return [];
  return lines.flatMap(({ statement, found }) =>
    ofType(statement, statement.passage.field?.kind ?? 'total', found),
  );
}

/** Reads such lines that stand one below the other anywhere. */
export function readTypeList(statements: readonly Statement[]): Draft[] {
  const drafts: Draft[] = [];
  let begin = 0;
  for (let at = 0; at <= statements.length; at++) {
    const statement = statements[at];
    if (statement !== undefined && typeLine(statement) !== undefined) continue;
    if (at - begin > 1) drafts.push(...readTypeLines(statements.slice(begin, at)));
    begin = at + 1;
  }
  return drafts;
}

interface TypeLine {
  readonly type: string;
  readonly count: number;
}

function ofType(statement: Statement, kind: string, { type, count }: TypeLine): Draft[] {
  const to = statement.sentence.elements.length;
  switch (kind) {
    case 'total':
    case 'other':
      return [draftOf('count-by-type', { type, count }, statement, 0, to)];
    case 'revoked':
    case 'not-revoked':
    case 'expired':
    case 'remaining-valid':
      return [draftOf(kind, count, statement, 0, to, { qualifier: type })];
    default:
      return [];
  }
}

function typeLine({ sentence, passage }: Statement): TypeLine | undefined {
  const { elements } = sentence;
  const at = elements.findIndex((element) => countOf(element) !== undefined);
  const element = elements[at];
  if (element === undefined || elements.length > MAX_ELEMENTS) return undefined;
  const count = countOf(element)!;
  if (isPhrase(element) && element.types.length === 1 && elements.length <= 2) {
    return { type: element.types[0]!, count };
  }
  const { text } = passage.content;
  const isAhead = at > 0 && /^ (?:\u2022 )?\S+(?: \S+){0,5} $/.test(sentence.form);
  const rest = isAhead
    ? text.slice(elements[0]!.start, element.start)
    : text.slice(element.end, elements.at(-1)!.end);
  if (
    isAhead &&
    elements.slice(at + 1).some((after) => !isPhrase(after) && /\w/.test(after.word))
  ) {
    return undefined;
  }
  const type = typeOfLabel(rest.replaceAll(/[\u2022:=.,;\u00d7\u2013]/g, ' '));
  return type === undefined ? undefined : { type, count };
}

/** "Organization Validated (OV) TLS certificates: 12" */
const MAX_ELEMENTS = 10;
