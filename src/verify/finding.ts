/** What does not add up, and where (design §4: `verify`). */

export const SEVERITIES = ['error', 'warning', 'note'] as const;

/** - `error`: contradicts the certificate or the guidelines; `warning`: probably wrong; `note`: worth knowing. */
export type Severity = (typeof SEVERITIES)[number];

export interface Finding {
  /** Stable; kebab-case. Documented in `docs/findings.md`. */
  readonly code: string;
  readonly severity: Severity;
  readonly file: string;
  /** Of a workbook. */
  readonly sheet: string | null;
  /** 1-based; `null` for a finding about the whole file. */
  readonly line: number | null;
  /** The column's name as the table writes it, or the guidelines' name. */
  readonly column: string | null;
  /** One sentence for people, lower case, no full stop; text of strangers in it is not escaped yet. */
  readonly message: string;
  /** What the certificate or the rule says. */
  readonly expected: string | null;
  /** What stands there. */
  readonly actual: string | null;
  /** The source of the rule, such as "IRG 3.2 Appendix" or "RFC 5280 §5.3.1". */
  readonly rule: string | null;
}

/** The findings of a run. Of one code at most `MAX_FINDINGS_PER_CODE` are kept; the summary counts all. */
export interface Findings {
  readonly findings: readonly Finding[];
  readonly summary: Readonly<Record<Severity, number>>;
  /** Found but not kept, by code; empty in all but monstrous lists. */
  readonly omitted: readonly { readonly code: string; readonly count: number }[];
}

export const MAX_FINDINGS_PER_CODE = 10_000;
