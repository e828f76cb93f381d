import type { Block } from '../text/blocks.ts';
import { type MappedText, sliceMapped } from '../text/mapped-text.ts';
import { type FieldKind, fieldOfLabel, MAX_LABEL } from './field.ts';
import { logicalLines } from './logical-lines.ts';
import { cutTables } from './pasted-table.ts';
import { numberedAnswers } from './numbered-answers.ts';
import { type Section, sectionOfQuestion, sectionOfTitle } from './section.ts';
import { typeOfLabel } from '../tokens/validation-type.ts';
import { labelCells, tableFrom } from './table.ts';

/** Running text of a report, in its place in the report's order. */
export interface Passage {
  readonly section: Section;
  /** The field of the template that it is the value of. */
  readonly field: Field | undefined;
  /** Words of someone else. */
  readonly quoted: boolean;
  readonly content: MappedText;
  /** The heading above it that is no section's, such as an issuing CA's name. */
  readonly title?: string;
  /** It stands in a table, whose rows and columns say what it is of. */
  readonly isCell?: true;
  /** The type or the issuing CA that it is of, where several have a title each. */
  readonly part?: string;
}

export interface Field {
  readonly kind: FieldKind;
  readonly label: MappedText;
  /** Whether the label stands in words of someone else. */
  readonly quoted: boolean;
  /** Counts fields: the passages of one value have the same. */
  readonly number: number;
  /** The validation type that a row of a table is of. */
  readonly scope?: string;
  /** The issuer that it is of. */
  readonly issuer?: string;
}

/** Finds sections and fields in the blocks of a report, and cuts the rest into lines that belong together. */
export function readPassages(blocks: readonly Block[]): Passage[] {
  const passages: Passage[] = [];
  let section: Section = 'none';
  let title: string | undefined;
  let field: Field | undefined;
  let fields = 0;

  const push = (passage: Passage): void => {
    passages.push(title === undefined ? passage : { ...passage, title });
  };
  const begin = (kind: FieldKind, label: MappedText, quoted: boolean): void => {
    field = { kind, label, quoted, number: fields++ };
  };
  const readLine = (content: MappedText, quoted: boolean): void => {
    const titled = sectionOfTitle(content.text);
    const question = titled === undefined ? sectionOfQuestion(content.text) : undefined;
    if (titled !== undefined || question !== undefined) {
      section = titled ?? question!;
      field = undefined;
      title = undefined;
      if (titled !== undefined) return;
    }
    const labelled = readLabel(content);
    // "Issuer: …", "OID: …" below "Incident heuristic:" are its own
    const isWithin = field?.kind === 'heuristic' && labelled?.kind === 'issuer';
    if (labelled !== undefined && !isWithin) {
      const [value, ...more] = cutLabels(labelled.value);
      begin(labelled.kind, labelled.label, quoted);
      push({ section, field, quoted, content: value! });
      for (const next of more) readLine(next, quoted);
      return;
    }
    if (field !== undefined && OF_ONE_VALUE.has(field.kind)) {
      const before = passages.at(-1);
      const isTold = before?.field === field && before.content.text.trim() !== '';
      if (isTold && isOtherLabel(content.text)) field = undefined;
    }
    push({ section, field, quoted, content });
  };

  const readTable = (cells: readonly Block[]): void => {
    const columns = new Map<MappedText, Field>();
    for (const { field: labelled, label, content, quoted, scope, issuer } of labelCells(cells)) {
      if (labelled === undefined) {
        push({ section, field: undefined, quoted, content, isCell: true });
        continue;
      }
      // what is left out of a column is told once
      const known = labelled === 'part' ? columns.get(label!) : undefined;
      const begun: Field = known ?? {
        ...{ kind: labelled, label: label!, quoted, number: fields++ },
        ...(scope !== undefined && { scope }),
        ...(issuer !== undefined && { issuer }),
      };
      if (labelled === 'part') columns.set(label!, begun);
      push({ section, field: begun, quoted, content, isCell: true });
    }
    field = undefined;
  };

  const answers = numberedAnswers(blocks);
  for (let at = 0; at < blocks.length;) {
    const block = blocks[at]!;
    const { kind, quoted, content } = block;
    section = answers.get(block) ?? section;
    if (kind === 'cell') {
      const { cells, next } = tableFrom(blocks, at);
      readTable(cells);
      at = next;
      continue;
    }
    at++;
    // a quotation's last field ends with it
    if (field?.quoted === true && !quoted) field = undefined;
    if (kind === 'heading') {
      field = undefined;
      // a heading that is no known title ends what was before, but a bug's title says nothing
      if (sectionOfTitle(content.text) === undefined && readLabel(content) === undefined) {
        section = sectionOfQuestion(content.text) ?? section;
        title = content.text.trim();
        // a timeline's days may be headings
        if (section === 'timeline') push({ section, field, quoted, content });
        continue;
      }
    }
    for (const piece of cutTables(content)) {
      if (piece.kind === 'text') {
        for (const line of logicalLines(piece.content, section)) readLine(line, quoted);
        continue;
      }
      begin(piece.field, piece.label, quoted);
      push({ section, field, quoted, content: piece.content });
      field = undefined;
    }
  }
  return passages;
}

/** Below one of these, another label begins something else, though it is not known. */
const OF_ONE_VALUE: ReadonlySet<FieldKind> = new Set([
  ...(['remaining-valid', 'revoked', 'not-revoked', 'expired', 'first-issued'] as const),
  ...(['last-issued', 'issuance-range', 'issuer', 'signature-algorithm'] as const),
]);
const OTHER_LABEL = /^[\s"'*\u2022\u00b7-]*(\p{L}[\p{L} ()/-]{1,40})(?::|\s[\u2013-])\s/u;

/** A validation type as a label divides what the field counts. */
function isOtherLabel(text: string): boolean {
  const label = OTHER_LABEL.exec(text.slice(0, MAX_LABEL))?.[1];
  return label !== undefined && typeOfLabel(label) === undefined;
}

/** `Label: value`, whose label is known; or a known label alone, whose value follows. */
function readLabel(
  content: MappedText,
): { kind: FieldKind; label: MappedText; value: MappedText } | undefined {
  const { text } = content;
  const bare = BARE_LABEL.exec(text.slice(0, 2 * MAX_LABEL));
  if (bare !== null) {
    const value = bare[0].length;
    const label = { start: value - 1 - bare[1]!.length, end: value - 1 };
    return {
      kind: fieldOfLabel(bare[1]!)!,
      label: sliceMapped(content, label.start, label.end),
      value: sliceMapped(content, value, text.length),
    };
  }
  const start = /^[\s"'*\u2022\u00b7-]*/.exec(text.slice(0, MAX_LABEL))![0].length;
  const head = text.slice(start, start + 2 * MAX_LABEL);
  for (const mark of head.matchAll(LABEL_END)) {
    if (mark.index > MAX_LABEL) break;
    const label = head.slice(0, mark.index);
    const kind = fieldOfLabel(label, head.slice(mark.index + mark[0].length));
    if (kind === undefined) continue;
    if (mark[0].trim() === '' && (VERB.test(label) || !endsLabel(mark[0], kind))) continue;
    const end = start + mark.index;
    return {
      kind,
      label: sliceMapped(content, start, end),
      value: sliceMapped(content, end + mark[0].length, text.length),
    };
  }
  return undefined;
}

/** "Number of certificates: 17. First issued: …. Last issued: …": each label begins another field. */
function cutLabels(content: MappedText): MappedText[] {
  const { text } = content;
  for (const end of text.slice(0, MAX_LABELS_IN).matchAll(FIELD_ENDS)) {
    const start = end.index + end[0].length;
    const colon = text.slice(start, start + MAX_LABEL).search(/[:.;,\n]/);
    if (colon <= 0 || text[start + colon] !== ':') continue;
    if (fieldOfLabel(text.slice(start, start + colon)) === undefined) continue;
    return [sliceMapped(content, 0, end.index), sliceMapped(content, start, text.length)];
  }
  return [content];
}

/** Some labels stand on one line; thousands do so in no report. */
const MAX_LABELS_IN = 2000;
const FIELD_ENDS = /[.;,]\s+/g;

/** Without a colon, "how many certificates are affected" begins a sentence. */
const VERB = /\b(?:is|are|was|were|have|has)\b/i;

function endsLabel(mark: string, kind: FieldKind): boolean {
  return /[\t\n]|^$/.test(mark) || COUNTED.has(kind);
}

/** Without a colon, "first certificate issued 2 March" is a sentence, and only a number makes a field, or a date behind a label of the template. */
const COUNTED: ReadonlySet<FieldKind> = new Set([
  ...(['total', 'remaining-valid'] as const),
  ...(['noncompliance-start', 'noncompliance-identified', 'noncompliance-end'] as const),
]);

/** Labels of the template that begin no sentence, and need no colon. */
const BARE_LABEL =
  /^[\s*\u2022\u00b7-]*(CA Owner CCADB unique ID|Timeline summary|Relevant policies|Source of incident disclosure|Affected certificate types|Incident heuristic|(?:Analysis|Additional considerations)(?= N\/?A\b)) (?=[^\s:=\u2013-])(?!(?:is|are|was|were|of|for|that|which|and|include|includes) )/;

/** What may end a label; a colon first of all, but tables pasted as text have tabs, and lines have ends. */
const LABEL_END =
  /\s*[?:]+\s*:?\s*|\s+[\u2013=-]\s+|\t+| {2,}|\n|(?<=")\s+(?=\d)|(?<=[a-z])\s+(?=\d)|$/g;
