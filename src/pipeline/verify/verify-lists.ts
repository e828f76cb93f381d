import { setImmediate } from 'node:timers/promises';
import type { Guideline, Impact } from '../../impact/impact.ts';
import { firstOf } from '../../sources/chain/chain.ts';
import type { JudgedReport } from '../../verify/claims/verdict.ts';
import type { Finding, Findings } from '../../verify/finding.ts';
import { FindingLog } from '../../verify/finding-log.ts';
import { judgeReport } from '../../verify/judge-report.ts';
import type { Input } from '../input.ts';
import type { Ledger } from '../ledger.ts';
import { makeImpact } from '../make-impact.ts';
import { readReportClaims } from '../report-claims.ts';
import { type Run, type RunOptions, run } from '../run.ts';
import { checkEvidence } from './evidence-findings.ts';
import { EntriesChecker } from './entries-findings.ts';
import { listedFor } from './judge-lists.ts';
import { ListWatch } from './list-watch.ts';
import { listKey } from './place.ts';
import { listedCertificates } from './listed-certificates.ts';
import { findInListing } from './listing-findings.ts';
import { revisit } from './revisit.ts';
import { RowChecker } from './row-checker.ts';
import { tellGuideline, type ToldGuideline } from './tell-guideline.ts';
import { TableRows } from './table-rows.ts';

export interface VerifyOptions extends Omit<
  RunOptions,
  'observe' | 'visit' | 'takeLine' | 'jobs' | 'allowsNone'
> {
  /** Seconds since 1970: what "expired" and "in the future" mean. */
  readonly asOf: number;
  /** Absent: that of the report, by its form or else its time; the latest where neither tells. */
  readonly guideline?: Guideline | undefined;
  /** A posted report whose claims are held against the lists. */
  readonly report?: Input | undefined;
  /** When it was posted, in seconds since 1970, where that is known. */
  readonly reportedAt?: number | undefined;
}

export interface VerifiedLists {
  readonly run: Run;
  readonly findings: Findings;
  /** With the verdicts on the report, the figures that they were made by. */
  readonly judged?: { readonly impact: Impact; readonly report: JudgedReport };
  /** Whose rules applied, and how that was told. */
  readonly guideline: ToldGuideline;
}

/** How many rows are checked between two looks at what else waits, such as a signal. */
const ROWS_A_STEP = 2048;

/**
 * Reads the appendices, obtains what they list, and finds what does not add up: in the form of the
 * lists, in each row beside its certificate, and in the whole.
 * @throws {CertImpactError} as `run` and `readReportClaims`; `write-failed` where rows cannot be kept in a temporary file
 */
export async function verifyLists(options: VerifyOptions): Promise<VerifiedLists> {
  const { asOf, signal } = options;
  const posted = options.report && (await readReportClaims(options.report));
  const told = tellGuideline(options, posted);
  const guideline = told.version;
  const terms = { asOf, guideline };
  const log = new FindingLog();
  const rows = new TableRows();
  const checker = new RowChecker(rows, log, terms);
  const seen: { watch?: ListWatch; fingerprintOf?: (sha256: Uint8Array) => number } = {};
  try {
    const finished = await run({
      ...options,
      allowsNone: true,
      observe: (ledger) => {
        seen.fingerprintOf = (sha256) => ledger.fingerprints.rowOfBytes(sha256);
        return (seen.watch = new ListWatch(ledger, rows, log));
      },
      visit: (reader, sha256) => {
        checker.visit(reader, seen.fingerprintOf!(sha256));
      },
    });
    const { ledger } = finished;
    const sources = firstOf(options.sources, options);
    await revisit({ ledger, rows, checker }, options.appendices, sources, signal);
    checker.settle();
    const entries = new EntriesChecker(finished, rows, log);
    for (let row = 0; row < rows.size; row++) {
      if (row % ROWS_A_STEP === 0) {
        await setImmediate();
        signal.throwIfAborted();
      }
      checker.checkAlone(row);
      entries.check(row);
      checkEvidence(finished, rows, row, log);
    }
    checker.finish();
    const listed = listedCertificates(finished, rows, checker);
    const watch = seen.watch!;
    findInListing({ run: finished, rows, watch, listed, log, terms });
    const order = orderOf(ledger, watch);
    if (posted === undefined) {
      return { run: finished, findings: log.finish(order), guideline: told };
    }
    const impact = await makeImpact(finished, asOf, guideline, signal);
    const { statuses } = finished.revocation ?? {};
    const known = listedFor(impact, listed, watch.marks, options.reportedAt, statuses);
    const report = judgeReport(posted, known, log);
    const findings = log.finish((finding) => (finding.file === posted.file ? -1 : order(finding)));
    return { run: finished, findings, judged: { impact, report }, guideline: told };
  } finally {
    rows.close();
  }
}

/** Files as given, and the sheets of each as they come in it. */
function orderOf({ groups }: Ledger, { lists }: ListWatch): (finding: Finding) => number {
  const files = new Map<string, number>();
  for (const { file } of groups) if (!files.has(file)) files.set(file, files.size);
  const sheets = new Map([...lists.keys()].map((key, place) => [key, place]));
  return (finding) => {
    const sheet = finding.sheet === null ? 0 : (sheets.get(listKey(finding)) ?? 0) + 1;
    return (files.get(finding.file) ?? 0) * (sheets.size + 1) + sheet;
  };
}
