/** The fields of the template of a full report that it demands (IRG 3.0 to 3.2, "Report templates"). */
import type { TemplateField } from '../claim.ts';
import type { FieldKind } from './field.ts';
import type { Passage } from './passage.ts';

/** The fields of the section Impact in order and letter for letter, as they stand between `**` and `:**`. */
export const IMPACT_FIELDS = [
  'Total number of certificates',
  'Total number of "remaining valid" certificates',
  'Affected certificate types',
  'Incident heuristic',
  'Was issuance stopped in response to this incident, and why or why not?',
  'Analysis',
  'Additional considerations',
] as const;

/**
 * Fields by their section; a report that has none of a section may be an excerpt. "Incident description"
 * is as often a heading as a field, and "Additional considerations" is optional: both may be missing.
 */
export const REQUIRED_FIELDS: Readonly<Record<'summary' | 'impact', readonly string[]>> = {
  summary: [
    'CA Owner CCADB unique ID',
    'Non-compliance start date',
    'Non-compliance identified date',
    'Non-compliance end date',
    'Relevant policies',
    'Source of incident disclosure',
  ],
  impact: IMPACT_FIELDS.slice(0, -1),
};

const { summary, impact } = REQUIRED_FIELDS;

const NAME_OF_KIND: Partial<Record<FieldKind, string | undefined>> = {
  'noncompliance-start': summary[1],
  'noncompliance-identified': summary[2],
  'noncompliance-end': summary[3],
  total: impact[0],
  'remaining-valid': impact[1],
  types: impact[2],
  heuristic: impact[3],
  'issuance-stopped': impact[4],
};

const NAME_OF_LABEL: readonly (readonly [pattern: RegExp, name: string | undefined])[] = [
  [/^\W*ca owner/i, summary[0]],
  [/^\W*relevant polic/i, summary[4]],
  [/^\W*source of/i, summary[5]],
  [/^\W*analysis/i, impact[5]],
  [/^\W*additional considerations?/i, 'Additional considerations'],
];

/** What is found of the template; a field is empty where neither its line nor what follows says anything. */
export function templateFields(
  passages: readonly Passage[],
  lineAt: (place: number) => number,
): TemplateField[] {
  const fields = new Map<number, { name: string; line: number; isEmpty: boolean }>();
  for (const { field, content } of passages) {
    if (field === undefined) continue;
    const known = fields.get(field.number);
    const isEmpty = !/[\p{L}\p{N}]/u.test(content.text);
    if (known !== undefined) {
      known.isEmpty &&= isEmpty;
      continue;
    }
    const name = nameOf(field.kind, field.label.text);
    if (name === undefined) continue;
    fields.set(field.number, { name, line: lineAt(field.label.starts[0] ?? 0), isEmpty });
  }
  return [...fields.values()];
}

function nameOf(kind: FieldKind, label: string): string | undefined {
  return NAME_OF_KIND[kind] ?? NAME_OF_LABEL.find(([pattern]) => pattern.test(label))?.[1];
}
