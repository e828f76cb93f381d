import { escapeSerializedJson } from '../report/escape.ts';
import type { Inspection } from './inspection.ts';

/** The tree as it is, indented; text unchanged, but nothing in it that a terminal would act on. */
export function renderInspectionJson(inspection: Inspection): string {
  return `${escapeSerializedJson(JSON.stringify(inspection, null, 2))}\n`;
}
