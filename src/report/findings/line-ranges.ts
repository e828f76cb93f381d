/** Where the findings are that are not shown one by one. */
import type { Finding } from '../../verify/finding.ts';

/** Ranges in one sentence. */
const MAX_RANGES = 12;

/** " on line 7", " on lines 7, 12-19 and 40"; empty where no finding has a line. */
export function onLines(findings: readonly Finding[]): string {
  const lines = findings.map(({ line }) => line ?? 0).filter((line) => line > 0);
  const ranges = rangesOf([...new Set(lines)].sort((a, b) => a - b));
  if (ranges.length === 0) return '';
  const shown = ranges.slice(0, MAX_RANGES);
  if (ranges.length > shown.length) return ` on lines ${shown.join(', ')} and others`;
  if (shown.length === 1) return ` on ${shown[0]!.includes('-') ? 'lines' : 'line'} ${shown[0]!}`;
  return ` on lines ${shown.slice(0, -1).join(', ')} and ${shown.at(-1)!}`;
}

/** @param lines ascending, each once */
function rangesOf(lines: readonly number[]): string[] {
  const ranges: string[] = [];
  for (let at = 0; at < lines.length; at++) {
    const first = lines[at]!;
    while (lines[at + 1] === lines[at]! + 1) at++;
    ranges.push(first === lines[at]! ? `${first}` : `${first}-${lines[at]!}`);
  }
  return ranges;
}
