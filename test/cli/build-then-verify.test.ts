import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { CertificateFacts } from '../../src/x509/facts.ts';
import { folderOf, linesOf, run } from './support/program.ts';

const CERTIFICATES = join(process.cwd(), 'samples/certificates.pem');
const DAY = 86_400_000;

/** How a list may name a certificate. */
const NAMES: readonly (readonly [column: string, name: (facts: CertificateFacts) => string])[] = [
  ['Serial', ({ serial }) => serial!],
  ['Serial', ({ serial }) => BigInt(`0x${serial!}`).toString()],
  ['SHA-256', ({ sha256 }) => sha256],
  ['SHA-256', ({ sha256 }) => `https://crt.sh/?sha256=${sha256}`],
];

/** How it may give a date and a reason. */
const DATES: readonly ((time: number) => string)[] = [
  (time) => new Date(time).toISOString(),
  (time) => new Date(time).toISOString().slice(0, 10),
  (time) => new Date(time).toUTCString(),
];
/** One that is not given is a finding, for nobody can fill it in but the CA. */
const REASONS = ['4', 'superseded', 'Key Compromise', 'privilegeWithdrawn (9)', 'N/A'];

interface Case {
  readonly asOfDay: number;
  readonly plannedIn: number;
  readonly named: number;
  readonly dated: number;
  /** For each certificate, days after notBefore; -1 for one that is not listed. */
  readonly days: readonly number[];
  readonly reasons: readonly string[];
}

const cases: fc.Arbitrary<Case> = fc.record({
  asOfDay: fc.integer({ min: 0, max: 900 }),
  plannedIn: fc.integer({ min: 0, max: 30 }),
  named: fc.nat(NAMES.length - 1),
  dated: fc.nat(DATES.length - 1),
  days: fc.array(fc.oneof(fc.constant(-1), fc.integer({ min: 1, max: 800 })), {
    minLength: 30,
    maxLength: 30,
  }),
  reasons: fc.array(fc.constantFrom(...REASONS), { minLength: 30, maxLength: 30 }),
});

describe('what build has written', () => {
  it('has no revocation cell in which verify finds anything, whatever the list and the dates', async () => {
    const facts = linesOf((await run(['facts', CERTIFICATES, '--offline'])).stdout).map(
      (line) => JSON.parse(line) as CertificateFacts,
    );
    const usual = await findings(undefined, '2026-11-01', '2026-11-20');
    await fc.assert(
      fc.asyncProperty(cases, async (each) => {
        const [asOf, planned] = [0, each.plannedIn]
          .map((days) => new Date(Date.UTC(2024, 8, 1) + (each.asOfDay + days) * DAY))
          .map((date) => date.toISOString().slice(0, 10));
        // what expires before the planned date can say none of the four values
        const ends = facts.map(({ notAfter }) => notAfter!.slice(0, 10));
        fc.pre(!ends.some((end) => end >= asOf! && end <= planned!));
        const found = await findings(listOf(facts, each), asOf!, planned!);
        expect(found.filter((code) => !usual.includes(code))).toEqual([]);
      }),
      // a failure takes long enough without making it smaller
      { numRuns: 10, endOnFailure: true },
    );
    expect(usual.filter((code) => /revo|reason|expired|planned/.test(code))).toEqual([]);
  }, 120_000);
});

function listOf(facts: readonly CertificateFacts[], each: Case): string {
  const [column, name] = NAMES[each.named]!;
  const seen = new Set<string>();
  const lines = [`${column};Date;Reason`];
  for (const [at, certificate] of facts.entries()) {
    const days = each.days[at % each.days.length]!;
    const time = Date.parse(certificate.notBefore!) + days * DAY;
    if (time > Date.parse(certificate.notAfter!)) continue;
    // a precertificate and its certificate are in one row, of which a list says one thing
    if (days < 0 || seen.has(certificate.serial!)) continue;
    seen.add(certificate.serial!);
    const date = DATES[each.dated]!(time);
    lines.push(`${name(certificate)};${date};${each.reasons[at % each.reasons.length]!}`);
  }
  return `${lines.join('\n')}\n`;
}

/** The codes of what verify finds in the table. */
async function findings(
  revocations: string | undefined,
  asOf: string,
  planned: string,
): Promise<string[]> {
  const cwd = folderOf({ 'revoked.csv': revocations ?? '' });
  const date = ['--offline', '--as-of', asOf];
  const list = revocations === undefined ? [] : ['--revocations', 'revoked.csv'];
  const build = ['build', CERTIFICATES, ...date, ...list, '--planned-date', planned];
  const { status, stderr } = await run([...build, '-o', 'table.csv'], { cwd });
  expect(stderr).not.toContain('revoked.csv');
  expect(status).toBe(0);
  expect(readFileSync(join(cwd, 'table.csv'), 'utf8')).not.toMatch(/,,,$/m);
  const verify = ['verify', 'table.csv', '--from', CERTIFICATES, ...date, '--format', 'json'];
  const { stdout } = await run(verify, { cwd });
  const report = JSON.parse(stdout) as { findings: { code: string }[] };
  return [...new Set(report.findings.map(({ code }) => code))];
}
