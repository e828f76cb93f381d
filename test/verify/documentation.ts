/** `docs/findings.md`, as the checks themselves tell it. */
import type { FindingKind } from '../../src/verify/check.ts';
import { SEVERITIES, type Severity } from '../../src/verify/finding.ts';

const MEANINGS: Readonly<Record<Severity, string>> = {
  error: 'contradicts the certificate, or a MUST of the guidelines in force',
  warning: 'is probably wrong, or cannot be understood',
  note: 'is worth knowing',
};

export function documentFindings(kinds: readonly FindingKind[]): string {
  return [
    '# Findings',
    'What `cert-impact verify` may say, by its code. Codes are stable: other programs may rely on them.',
    SEVERITIES.map((severity) => `- **${severity}**: ${MEANINGS[severity]}`).join('\n'),
    'IRG is the CCADB Incident Reporting Guidelines, BR the Baseline Requirements of the CA/Browser Forum. ' +
      'Rules on the form of the table hold for `--guideline 3.2` only; below, each code with its rule and what to do.',
    ...kinds.map(documentFinding),
    '',
  ].join('\n\n');
}

function documentFinding({ code, severity, summary, rule, advice }: FindingKind): string {
  return [
    `## ${code}`,
    `**${severity}**${rule === null ? '' : ` · ${markdown(rule)}`}`,
    markdown(summary),
    `What to do: ${markdown(advice)}`,
  ].join('\n\n');
}

function markdown(text: string): string {
  return text
    .replaceAll('<', '&lt;')
    .replace(/(?<!`)https:\/\/(?:\[[^\]]*\]|[^\s"[])*[^\s"[.,;]/g, '`$&`');
}
