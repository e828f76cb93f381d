/** How much of a report is looked at: strangers write them, and people write far less. */
import type { UnreadField } from '../claim.ts';

/** A piece of the report that is read, from `start` to before `end`. */
export interface Piece {
  readonly start: number;
  readonly end: number;
}

export interface BoundedReport {
  readonly pieces: readonly Piece[];
  /** What is left out, for people. */
  readonly leftOut: readonly UnreadField[];
}

/** Leaves out what is beyond the bounds: the rest of a line or of the report, and rows of too many columns. */
export function boundReport(report: string): BoundedReport {
  const end = Math.min(report.length, MAX_REPORT_LENGTH);
  const pieces: Piece[] = [];
  const leftOut: UnreadField[] = [];
  const leave = (label: string, text: string, line: number): void => {
    if (leftOut.length < MAX_TOLD) leftOut.push({ label, text, line });
  };
  let begun = 0;
  let line = 0;
  for (let start = 0; start < end;) {
    line++;
    const newline = report.indexOf('\n', start);
    const lineEnd = newline < 0 || newline > end ? end : newline;
    const length = lineEnd - start;
    const isWide =
      length > MAX_COLUMNS && hasManyColumns(report.slice(start, start + MAX_LINE_LENGTH));
    if (isWide || length > MAX_LINE_LENGTH) {
      const kept = isWide ? 0 : MAX_LINE_LENGTH;
      pieces.push({ start: begun, end: start + kept });
      begun = lineEnd;
      if (isWide) leave(`a row of more than ${MAX_COLUMNS} columns`, 'was not read', line);
      else leave(`a line of ${length} characters`, `only the first ${kept} were read`, line);
    }
    start = lineEnd + 1;
  }
  pieces.push({ start: begun, end });
  if (end < report.length) {
    const label = `a report of ${report.length} characters`;
    leftOut.push({ label, text: `only the first ${end} were read`, line });
  }
  return { pieces, leftOut };
}

function hasManyColumns(line: string): boolean {
  let columns = 0;
  for (let at = line.indexOf('|'); at >= 0; at = line.indexOf('|', at + 1)) {
    if (++columns > MAX_COLUMNS) return true;
  }
  return false;
}

/** Bugzilla takes 65,535 characters in a comment: this is thirty, and takes 3 s and 250 MB. */
export const MAX_REPORT_LENGTH = 2_000_000;
/** A whole comment of Bugzilla in one line. A line of 5 MB of emphasis took 21 s and 1.1 GB. */
export const MAX_LINE_LENGTH = 65_536;
/** The guidelines' table has eleven. 200 rows of 3,000 took 52 s and 1.3 GB. */
export const MAX_COLUMNS = 100;
const MAX_TOLD = 5;
