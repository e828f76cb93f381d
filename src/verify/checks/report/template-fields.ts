import { REQUIRED_FIELDS } from '../../../incident/document/template.ts';
import type { FindingKind } from '../../check.ts';
import type { ReportCheck } from '../../claim-check.ts';

const RULE =
  'IRG 3.2: "CA Owners submitting reports MUST complete all applicable fields in the relevant template. Fields that are not applicable MUST still be included and marked \'N/A\'."';

const MISSING: FindingKind = {
  code: 'report-field-missing',
  severity: 'warning',
  summary: 'A field of the template is missing, or is named otherwise.',
  rule: RULE,
  advice: 'Add the field as the template names it, with "N/A" if it does not apply.',
};
const EMPTY: FindingKind = {
  code: 'report-field-empty',
  severity: 'warning',
  summary: 'A field of the template is empty.',
  rule: RULE,
  advice: 'Fill it in, or write "N/A".',
};

/** Below this a report happens to have words of the template, as reports of before have. */
const MIN_FIELDS = 3;

/** Fields of the template of a full report; a section of which there is nothing may not have been copied. */
export const templateFields: ReportCheck = {
  kinds: [MISSING, EMPTY],
  check({ template, listed }, report) {
    const names = new Set(template.map(({ name }) => name));
    if (listed.impact.guideline !== '3.2' || names.size < MIN_FIELDS) return;
    for (const { name, line, isEmpty } of template) {
      const isFilled = template.some((field) => field.name === name && !field.isEmpty);
      if (isEmpty && !isFilled) report(EMPTY, line, { message: `nothing stands in "${name}"` });
    }
    for (const fields of Object.values(REQUIRED_FIELDS)) {
      const present = fields.filter((name) => names.has(name));
      // one or two may be words of another section
      if (present.length < MIN_FIELDS) continue;
      const after = template.find(({ name }) => fields.includes(name))!;
      for (const name of fields) {
        if (names.has(name)) continue;
        report(MISSING, after.line, { message: `there is no "${name}"`, expected: name });
      }
    }
  },
};
