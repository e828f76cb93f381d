import {
  type Finding,
  type Findings,
  MAX_FINDINGS_PER_CODE,
  SEVERITIES,
  type Severity,
} from './finding.ts';
import type { Detail, FindingKind, Place } from './check.ts';

/** Collects findings; of one code `MAX_FINDINGS_PER_CODE` are kept, and all are counted. */
export class FindingLog {
  readonly #findings: Finding[] = [];
  readonly #counts = new Map<FindingKind, number>();

  add(kind: FindingKind, place: Place, detail: Detail): void {
    const count = this.count(kind);
    if (count <= MAX_FINDINGS_PER_CODE) this.#findings.push(findingOf(kind, place, detail));
  }

  /** Counts one more of a kind without keeping it; returns how many there are now. */
  count(kind: FindingKind, more = 1): number {
    const count = (this.#counts.get(kind) ?? 0) + more;
    this.#counts.set(kind, count);
    return count;
  }

  /** True when a further finding of this kind would only be counted. */
  isFull(kind: FindingKind): boolean {
    return (this.#counts.get(kind) ?? 0) >= MAX_FINDINGS_PER_CODE;
  }

  /**
   * Sorted by file, sheet (in the order given), line and severity.
   * @param order of a file or a sheet in it; they sort as given, not by their names
   */
  finish(order: (finding: Finding) => number): Findings {
    const findings = this.#findings
      .map((finding) => ({ finding, place: order(finding) }))
      .sort(
        (a, b) =>
          a.place - b.place ||
          (a.finding.line ?? 0) - (b.finding.line ?? 0) ||
          SEVERITIES.indexOf(a.finding.severity) - SEVERITIES.indexOf(b.finding.severity),
      )
      .map(({ finding }) => finding);
    const summary: Record<Severity, number> = { error: 0, warning: 0, note: 0 };
    for (const [{ severity }, count] of this.#counts) summary[severity] += count;
    const kept = new Map<string, number>();
    for (const { code } of findings) kept.set(code, (kept.get(code) ?? 0) + 1);
    const omitted = [...this.#counts]
      .map(([{ code }, count]) => ({ code, count: count - (kept.get(code) ?? 0) }))
      .filter(({ count }) => count > 0);
    return { findings, summary, omitted };
  }
}

function findingOf({ code, severity, rule }: FindingKind, place: Place, detail: Detail): Finding {
  return {
    code,
    severity,
    ...place,
    line: detail.line ?? place.line,
    column: detail.column === undefined ? null : excerpt(detail.column),
    message: detail.message,
    expected: detail.expected === undefined ? null : excerpt(detail.expected),
    actual: detail.actual === undefined ? null : excerpt(detail.actual),
    rule,
  };
}

/** The beginning of a text, at most `MAX_EXCERPT` characters; what is left out is shown by `…`. */
export function excerpt(text: string): string {
  if (text.length <= MAX_EXCERPT) return text;
  const last = text.charCodeAt(MAX_EXCERPT - 1);
  const splitsPair = last >= 0xd800 && last <= 0xdbff;
  return `${text.slice(0, splitsPair ? MAX_EXCERPT - 1 : MAX_EXCERPT)}…`;
}

/** A cell of a million characters in each of 10,000 findings would take gigabytes. */
const MAX_EXCERPT = 500;
