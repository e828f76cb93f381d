/** Findings as JSON: the contract of `verify --format json`, its fields in the order that stands there. */
import type { Finding } from '../../verify/finding.ts';
import type { JudgedReport } from '../../verify/claims/verdict.ts';
import { escapeSerializedJson } from '../escape.ts';
import { renderJson } from '../json.ts';
import { orderedClaim } from '../verdicts/json.ts';
import { pieces } from './pieces.ts';
import type { Verification } from './verification.ts';

/** Two spaces of indentation, one newline at the end; the cells and messages exactly as they are. */
export function renderFindingsJson({
  findings,
  summary,
  omitted,
  report,
  impact,
}: Verification): Iterable<string> {
  const { error, warning, note } = summary;
  const left = omitted.map(({ code, count }) => ({ code, count }));
  return pieces(
    ['{\n  "findings": '],
    jsonArray(findings, orderedFinding),
    [
      `,\n  "summary": ${indented({ error, warning, note }, 2)}`,
      `,\n  "omitted": ${indented(left, 2)}`,
    ],
    report === undefined ? [] : claimsJson(report),
    [
      // a line break within JSON never stands in a string
      `,\n  "impact": ${renderJson(impact).trimEnd().replaceAll('\n', '\n  ')}`,
      '\n}\n',
    ],
  );
}

function* claimsJson({ file, claims }: JudgedReport): Generator<string> {
  yield `,\n  "report": ${escapeSerializedJson(JSON.stringify(file))},\n  "claims": `;
  yield* jsonArray(claims, orderedClaim);
}

/** An array of a member of the document, an item a piece. */
export function* jsonArray<Item>(
  items: readonly Item[],
  ordered: (item: Item, index: number) => object,
  depth = 1,
): Generator<string> {
  if (items.length === 0) {
    yield '[]';
    return;
  }
  const indent = '  '.repeat(depth + 1);
  for (const [index, item] of items.entries()) {
    const opening = index === 0 ? '[\n' : ',\n';
    yield opening + indent + indented(ordered(item, index), indent.length);
  }
  yield `\n${'  '.repeat(depth)}]`;
}

/** A value as it stands behind its key, `spaces` from the left. */
export function indented(value: object, spaces: number): string {
  const json = JSON.stringify(value, null, 2);
  return escapeSerializedJson(json).replaceAll('\n', `\n${' '.repeat(spaces)}`);
}

function orderedFinding(finding: Finding): Finding {
  const { code, severity, file, sheet, line, column, message, expected, actual, rule } = finding;
  return { code, severity, file, sheet, line, column, message, expected, actual, rule };
}
