/**
 * Findings as SARIF 2.1.0 (OASIS), for editors and for code scanning, which show the message and the line.
 * Only what the standard says of strangers' text is done to messages; properties have it as it is.
 */
import type { Log, ReportingDescriptor, Result, Run } from 'sarif';
import type { FindingKind } from '../../verify/check.ts';
import type { Finding, Severity } from '../../verify/finding.ts';
import { escapeTerminal } from '../escape.ts';
import { differingParts } from './difference.ts';
import { indented, jsonArray } from './json.ts';
import { pieces } from './pieces.ts';
import { artifactUri } from './artifact-uri.ts';
import { PartialFingerprints } from './partial-fingerprint.ts';
import type { FindingsView, Verification } from './verification.ts';

const SCHEMA =
  'https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json';

/** Our severities are levels of SARIF §3.27.10. */
const LEVELS = {
  error: 'error',
  warning: 'warning',
  note: 'note',
} as const satisfies Record<Severity, Result.level>;

/** One run; a rule for every kind of finding, whether there is one or not. */
export function renderFindingsSarif(
  { findings, summary, omitted, impact }: Verification,
  { kinds, version }: FindingsView,
): Iterable<string> {
  const rules = rulesOf(kinds, findings);
  const places = new Map(rules.map(({ id }, index) => [id, index]));
  const fingerprints = new PartialFingerprints();
  const { asOf, guideline, entries, outcomes, certificates } = impact;
  const properties = { asOf, guideline, summary, omitted, entries, outcomes, certificates };
  const driver = { name: 'cert-impact', semanticVersion: version, rules };
  const head: Pick<Log, '$schema' | 'version'> = { $schema: SCHEMA, version: '2.1.0' };
  return pieces(
    [
      `{\n  "$schema": ${JSON.stringify(head.$schema)},\n  "version": ${JSON.stringify(head.version)},\n`,
      '  "runs": [\n    {\n',
      `      "tool": ${indented({ driver } satisfies Run['tool'], 6)},\n`,
      `      "columnKind": "utf16CodeUnits",\n`,
      `      "properties": ${indented(properties, 6)},\n`,
      '      "results": ',
    ],
    jsonArray(findings, (finding) => resultOf(finding, places, fingerprints), 3),
    ['\n    }\n  ]\n}\n'],
  );
}

/** All kinds of findings, and what a finding names that is none of them. */
function rulesOf(
  kinds: readonly FindingKind[],
  findings: readonly Finding[],
): ReportingDescriptor[] {
  const known = new Set<string>();
  const rules: ReportingDescriptor[] = [];
  for (const { code, severity, summary, rule, advice } of kinds) {
    // one code may stand for several degrees
    if (known.has(code)) continue;
    known.add(code);
    const cited = rule === null ? '' : ` Rule: ${rule}.`;
    rules.push({
      id: code,
      shortDescription: { text: messageText(summary) },
      help: { text: messageText(`${summary} ${advice}${cited}`) },
      defaultConfiguration: { level: LEVELS[severity] },
      ...(rule !== null && { properties: { rule } }),
    });
  }
  for (const { code } of findings) {
    if (known.has(code)) continue;
    known.add(code);
    rules.push({ id: code });
  }
  return rules;
}

function resultOf(
  finding: Finding,
  places: ReadonlyMap<string, number>,
  fingerprints: PartialFingerprints,
): Result {
  const { code, severity, file, sheet, line, column, expected, actual, rule } = finding;
  const parts = [
    ...(sheet === null ? [] : [{ name: sheet, kind: 'sheet' }]),
    ...(column === null ? [] : [{ name: column, kind: 'column' }]),
  ];
  return {
    ruleId: code,
    ruleIndex: places.get(code)!,
    level: LEVELS[severity],
    message: { text: messageText(wordFinding(finding)) },
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: artifactUri(file) },
          ...(line !== null && line > 0 && { region: { startLine: line } }),
        },
        ...(parts.length > 0 && { logicalLocations: parts }),
      },
    ],
    partialFingerprints: { [PartialFingerprints.key]: fingerprints.of(finding) },
    properties: { sheet, column, expected, actual, rule },
  };
}

/** All in one: what shows a result shows no properties. */
function wordFinding({ message, column, expected, actual }: Finding): string {
  const [is, stands] =
    expected === null || actual === null ? [expected, actual] : differingParts(expected, actual);
  const values = [
    ...(is === null ? [] : [`expected: ${escapeTerminal(is)}`]),
    ...(stands === null ? [] : [`actual: ${escapeTerminal(stands)}`]),
  ];
  const place = column === null ? '' : `${escapeTerminal(column)}: `;
  const text = place + escapeTerminal(message);
  return values.length === 0 ? text : `${text} (${values.join('; ')})`;
}

/**
 * SARIF §3.11.5: braces stand for arguments unless doubled; §3.11.6: `[text](1)` is a link unless the
 * bracket is escaped.
 */
function messageText(text: string): string {
  return text.replaceAll(/[{}]/g, '$&$&').replaceAll(/[\\[\]]/g, '\\$&');
}
