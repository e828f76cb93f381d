import type { Claim, ReportClaims, UnreadField } from './claim.ts';
import type { FieldKind } from './document/field.ts';
import { guidelineOfForm } from './document/guideline.ts';
import { withTypesOfLabels } from './document/fields-of-types.ts';
import { isTemplateText } from './document/section.ts';
import { type Passage, readPassages } from './document/passage.ts';
import { templateFields } from './document/template.ts';
import { TimelineDays } from './document/timeline.ts';
import type { Draft, Statement } from './draft.ts';
import { withTime } from './kinds/as-of.ts';
import { readByIssuer, readIssuerLines } from './kinds/by-issuer.ts';
import { readByType } from './kinds/by-type.ts';
import { readCounts } from './kinds/counts.ts';
import { isNotApplicable, readField } from './kinds/fields.ts';
import { readFullList, readHeuristics } from './kinds/heuristics.ts';
import { readIssuanceDates } from './kinds/issuance-dates.ts';
import { readIssuanceStopped } from './kinds/issuance-stopped.ts';
import { readIssuerList, readIssuers } from './kinds/issuers.ts';
import { isOfPartBelow, withPartsOfTitles } from './kinds/fields-of-parts.ts';
import { readHeuristicOid, readSignatureAlgorithm } from './kinds/names.ts';
import { readNoncompliance } from './kinds/noncompliance.ts';
import { readPreAndLeaf } from './kinds/number-field.ts';
import { readStatuses } from './kinds/statuses.ts';
import { readMentions } from './mentions.ts';
import { readTypeList } from './kinds/type-lists.ts';
import { readSentences } from './phrases/sentence.ts';
import { resolveDrafts } from './resolve/resolve.ts';
import { isBinary } from './text/binary.ts';
import { boundReport } from './text/bounds.ts';
import { readBlocks } from './text/blocks.ts';
import { LineIndex } from './text/line-index.ts';
import { normalizeText } from './text/normalize.ts';
import { tokenize } from './tokens/token.ts';

/**
 * Reads what an incident report claims about its certificates: Markdown of IRG 3.x and 2.0, numbered
 * answers of 1.0, copies with HTML's escapes, or plain text. What is not understood is left out, or, in a
 * field of the template, told as unread.
 */
export function readClaims(report: string): ReportClaims {
  if (isBinary(report)) return { ...readClaims(''), unread: [BINARY] };
  const { pieces, leftOut } = boundReport(report);
  const blocks = readBlocks(normalizeText(report, pieces));
  const passages = withTypesOfLabels(withPartsOfTitles(withoutQuotedFields(readPassages(blocks))));
  const statements: Statement[] = [];
  const fields = new Map<number, Statement[]>();
  const days = new TimelineDays(passages);
  for (const passage of passages) {
    // the figures of another incident, in whatever form
    if (passage.section === 'related') continue;
    const begun = passage.field && (fields.get(passage.field.number) ?? []);
    if (passage.field !== undefined) fields.set(passage.field.number, begun!);
    const tokens = tokenize(passage.content.text);
    for (const sentence of readSentences(passage.content.text, days.complete(passage, tokens))) {
      if (isTemplateText(textOf(passage, sentence))) continue;
      const statement = { sentence, passage, order: statements.length };
      statements.push(statement);
      begun?.push(statement);
    }
  }
  const prose = statements.filter(
    (statement) => isProse(statement) || isBehindValue(statement, fields),
  );
  const drafts = [
    ...Array.from(fields.values()).flatMap(readFieldOf),
    ...readIssuerList(prose),
    ...readTypeList(prose),
    ...readIssuerLines(prose),
    ...prose
      .flatMap((statement) => readProse(statement, statements[statement.order + 1]))
      .filter((draft) => !isOfPartBelow(draft)),
  ].map(withTime);
  const lines = new LineIndex(report);
  const claims = resolveDrafts(drafts, prose).map(({ start, end, ...claim }): Claim => {
    return { ...claim, quote: report.slice(start, end), line: lines.lineAt(start) };
  });
  const guideline = guidelineOfForm(blocks, passages);
  const template = PRELIMINARY.test(report)
    ? []
    : templateFields(passages, (at) => lines.lineAt(at));
  return {
    claims,
    unread: [...unreadFields(passages, fields, drafts, lines), ...leftOut],
    mentions: readMentions(statements),
    ...(template.length > 0 && { template }),
    ...(guideline !== undefined && { guideline }),
  };
}

/** A comment that quotes a report claims nothing of what that says; a report that is quoted whole is one. */
function withoutQuotedFields(passages: readonly Passage[]): readonly Passage[] {
  const isReply = passages.some(({ quoted, content }) => !quoted && /\p{L}{2}/u.test(content.text));
  return isReply ? passages.filter(({ field }) => field?.quoted !== true) : passages;
}

const BINARY: UnreadField = { label: 'binary data', text: 'is no report', line: 1 };

/** The template of a preliminary report demands hardly anything. */
const PRELIMINARY = /^[ \t#*_>]{0,12}preliminary (?:incident )?report[ \t*_:]{0,12}$/im;

function readFieldOf(statements: readonly Statement[]): Draft[] {
  const [first] = statements;
  if (first === undefined || isNotApplicable(first.passage.content.text)) return [];
  return readField(first.passage.field!.kind, statements);
}

/** A field of free text is prose as any other; the questions that the template asks are not. */
function isProse({ passage, sentence }: Statement): boolean {
  if (passage.field !== undefined && passage.field.kind !== 'other') return false;
  // RFC 2119's words stand in requirements that are quoted
  return !/\b(?:MUST|SHALL)\b/.test(textOf(passage, sentence));
}

/** "Number of certificates: 17. The first was issued on …": what follows a number or a date is prose again. */
function isBehindValue(
  statement: Statement,
  fields: ReadonlyMap<number, readonly Statement[]>,
): boolean {
  const { field } = statement.passage;
  if (field === undefined || !SINGLE_VALUES.has(field.kind)) return false;
  const first = fields.get(field.number)?.[0];
  return first !== statement && first?.passage === statement.passage;
}

const SINGLE_VALUES: ReadonlySet<FieldKind> = new Set([
  ...(['total', 'remaining-valid', 'revoked', 'not-revoked', 'expired'] as const),
  ...(['first-issued', 'last-issued', 'issuance-range'] as const),
]);

function textOf({ content }: Passage, { elements }: Statement['sentence']): string {
  return content.text.slice(elements[0]?.start, elements.at(-1)?.end);
}

function readProse(statement: Statement, next: Statement | undefined): Draft[] {
  const { section } = statement.passage;
  if (!MENTIONS.test(statement.sentence.form)) return [];
  if (section === 'related' || section === 'lessons' || section === 'actions') return [];
  return [
    ...readCounts(statement),
    ...readByType(statement),
    ...readByIssuer(statement),
    ...readPreAndLeaf(statement),
    ...readStatuses(statement),
    ...readIssuanceDates(statement),
    ...readIssuanceStopped(statement),
    ...readHeuristics(statement, next),
    ...readHeuristicOid(statement),
    ...readFullList(statement),
    ...readNoncompliance(statement),
    ...readIssuers(statement),
    ...readSignatureAlgorithm(statement),
  ];
}

/** What a sentence that claims anything has in it: reports are long, and the cues are many. */
const MENTIONS =
  /[A-Z]{2}|cert|issu|signature|stop|yes|revo|valid|active|expired|complian|affect|impact|append|annex|attach|[@#%]/;

/** Fields that should have given a claim and did not; "N/A" is an answer. */
function unreadFields(
  passages: readonly Passage[],
  fields: ReadonlyMap<number, readonly Statement[]>,
  drafts: readonly Draft[],
  lines: LineIndex,
): UnreadField[] {
  const read = new Set(
    drafts
      .filter(({ strength }) => strength === 'field')
      .map((draft) => draft.statement.passage.field?.number),
  );
  const told = new Set<number>();
  return passages.flatMap(({ field, content }): UnreadField[] => {
    if (field === undefined || field.kind === 'other' || told.has(field.number)) return [];
    if (read.has(field.number) || content.text.trim() === '') return [];
    told.add(field.number);
    if (isNotApplicable(content.text) || (fields.get(field.number)?.length ?? 0) === 0) return [];
    const line = lines.lineAt(field.label.starts[0] ?? 0);
    return [{ label: field.label.text, text: content.text.trim(), line }];
  });
}
