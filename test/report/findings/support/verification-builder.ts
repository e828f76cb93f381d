/** Verifications for the renderers' tests, made by hand: the renderers know nothing of how they come to be. */
import type { Impact } from '../../../../src/impact/impact.ts';
import type { FindingsView, Verification } from '../../../../src/report/findings/verification.ts';
import type { FindingKind } from '../../../../src/verify/check.ts';
import { type JudgedClaim, VERDICTS } from '../../../../src/verify/claims/verdict.ts';
import { type Finding, SEVERITIES } from '../../../../src/verify/finding.ts';
import { certificates, outcomes, wholeImpact } from '../../support/impact-builder.ts';

const APPENDIX = 'IRG 3.2 Appendix';

export function finding(changes: Partial<Finding> = {}): Finding {
  return {
    code: 'serial-number',
    severity: 'error',
    file: 'appendix.csv',
    sheet: null,
    line: 12,
    column: 'Serial #',
    message: 'the certificate has another serial number',
    expected: '0a1b2c3d4e5f60718293a4b5c6d7e8f9',
    actual: '0a1b2c3d4e5f60718293a4b5c6d7e8f8',
    rule: APPENDIX,
    ...changes,
  };
}

/** With the summary that they have to have. */
export function verification(
  findings: readonly Finding[],
  changes: Partial<Verification> = {},
): Verification {
  const counts = SEVERITIES.map((severity) => {
    return [severity, findings.filter((each) => each.severity === severity).length] as const;
  });
  const summary = Object.fromEntries(counts) as Verification['summary'];
  return { findings, summary, omitted: [], impact: examinedImpact(), ...changes };
}

/** 9,999 entries, nine of which could not be examined. */
export function examinedImpact(changes: Partial<Impact> = {}): Impact {
  return wholeImpact({
    lines: { total: 10_000, blank: 0, comment: 0, header: 1, invalid: 0, listing: 9999 },
    entries: { total: 9999, unique: 9999, duplicates: 0 },
    outcomes: outcomes({ examined: 9990, notFound: 7, unavailable: 2 }),
    certificates: certificates({ final: 9990, notExamined: 9 }),
    ...changes,
  });
}

/** What a table of the usual kind gives: several kinds, some of them often. */
export function usualVerification(): Verification {
  return verification([
    finding({
      code: 'not-csv',
      severity: 'warning',
      line: null,
      column: null,
      message: 'the separator is a semicolon, not a comma',
      expected: ',',
      actual: ';',
    }),
    finding(),
    finding({
      line: 13,
      message: 'the certificate has another notBefore: it agrees in the time zone +02:00',
      code: 'not-before',
      column: 'Not before',
      expected: '2025-05-30T00:00:11Z',
      actual: '2025-05-30 02:00:11',
      rule: 'IRG 3.2 Appendix, RFC 5280 §4.1.2.5',
    }),
    ...Array.from({ length: 40 }, (_, index) =>
      finding({
        code: 'revocation-reason',
        severity: 'note',
        line: 20 + index + (index > 30 ? 5 : 0),
        column: 'Revocation reason',
        message: 'a reason is given although the certificate is not revoked',
        expected: null,
        actual: 'superseded',
        rule: null,
      }),
    ),
    finding({ line: 90, expected: null, actual: '', message: 'the serial number is missing' }),
    finding({
      code: 'duplicate',
      severity: 'note',
      file: 'list.xlsx',
      sheet: 'Wrong state',
      line: 3,
      column: 'Certificate SHA-256 hash',
      message: 'listed before, on line 2',
      expected: null,
      actual: 'ab'.repeat(32),
      rule: null,
    }),
  ]);
}

/** The same text of a stranger wherever a finding may have such text. */
export function hostileVerification(text: string): Verification {
  const hostile = { file: text, sheet: text, column: text, expected: text, actual: text };
  return verification(
    [
      finding({ ...hostile, message: `the cell says ${text}`, rule: text }),
      finding({ ...hostile, message: text, rule: text, line: 13 }),
      finding({ ...hostile, message: text, rule: text, line: null, expected: null, code: 'b' }),
      finding({ file: `b ${text}`, message: 'listed', column: null, code: 'c', rule: null }),
    ],
    { omitted: [{ code: 'serial-number', count: 12_000 }] },
  );
}

/** With a claim of each verdict, in the words of a stranger. */
export function judgedVerification(text: string): Verification {
  const claims = VERDICTS.map((verdict, index): JudgedClaim => {
    const isRead = verdict !== 'not-understood';
    return {
      kind: isRead ? 'issuer' : null,
      value: isRead ? text : null,
      qualifier: isRead ? text : null,
      quote: text,
      line: index + 1,
      verdict,
      computed: verdict === 'differs' ? `other ${text}` : null,
      difference: verdict === 'explained' ? -1234 : null,
      explanation: `explained: ${text}`,
    };
  });
  const report = { file: `report ${text}`, claims };
  return verification([finding({ file: report.file, code: 'claim-count-differs' })], { report });
}

export const KINDS: readonly FindingKind[] = [
  {
    code: 'serial-number',
    severity: 'error',
    summary: 'The serial number is not that of the certificate.',
    rule: APPENDIX,
    advice: 'Print it in hex.',
  },
  {
    code: 'not-found',
    severity: 'warning',
    summary: 'No source has the certificate {0} of [this](1).',
    rule: null,
    advice: 'Say where it can be had.',
  },
];

export function view(changes: Partial<FindingsView> = {}): FindingsView {
  return { kinds: KINDS, columns: 80, colour: false, all: false, version: '1.2.3', ...changes };
}
