import { firstOf } from '../sources/chain/chain.ts';
import type { SourceAccount } from '../sources/chain/link.ts';
import type { SiblingCounts } from '../impact/impact.ts';
import type { CertificateSource } from '../sources/source.ts';
import type { TakeLine, Visit } from './examination.ts';
import { Examiner } from './examiner.ts';
import type { Input } from './input.ts';
import { Jobs, checkedJobs } from './jobs/jobs.ts';
import { Ledger } from './ledger.ts';
import type { ListObserver } from './list-observer.ts';
import { Grouping } from './grouping.ts';
import { readList } from './lists.ts';
import type { ListNotes } from './reading.ts';
import type { CheckedRevocation, RevocationCheck } from './revocation/revocation-check.ts';
import { LiveRun, type RunView } from './run-view.ts';
import { obtain, resolveIds } from './obtain.ts';
import { settlePairs } from './settle-pairs.ts';
import { type TakeSibling, findSiblings } from './siblings.ts';

export interface RunOptions {
  readonly appendices: readonly Input[];
  /** Asked in order, each for what the ones before it did not have. */
  readonly sources: readonly CertificateSource[];
  readonly signal: AbortSignal;
  /** Milliseconds since 1970, for the account of the sources. */
  readonly now: () => number;
  /** Called with each certificate obtained, in the order in which it is; in this thread. */
  readonly visit?: Visit;
  readonly takeLine?: TakeLine;
  /** Sees the lists while they are read; given the ledger they are entered in. */
  readonly observe?: (ledger: Ledger) => ListObserver;
  /** Given, once at the start, what shows how far the run is. */
  readonly watch?: (view: RunView) => void;
  /** Whether siblings of what is listed are looked for (`findSiblings`). */
  readonly siblings?: boolean;
  readonly takeSibling?: TakeSibling;
  /** What makes a list of its own: `sheet`, `file`, `heading`, or the name of a column (`Grouping`). */
  readonly groupBy?: string | undefined;
  /** Sees to the status of each certificate, when all are obtained. */
  readonly revocation?: RevocationCheck | undefined;
  /** Whether a list of which nothing can be used is read all the same (`verify` says what is wrong with it). */
  readonly allowsNone?: boolean;
  /** Threads at work, this one included; 1 when absent, and with `visit` or `revocation`. */
  readonly jobs?: number;
}

/** What was listed, obtained and read; figures are made of it for a time and a guideline. */
export interface Run {
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  readonly notes: ListNotes;
  readonly sources: readonly SourceAccount[];
  readonly siblings: SiblingCounts | undefined;
  /** Where it was asked for. */
  readonly revocation?: CheckedRevocation;
  /** Final certificates that could not be compared with the precertificate of their serial number. */
  readonly unsettled: number;
}

/**
 * Reads the appendices, obtains what they list and examines it.
 * @throws {CertImpactError} when an appendix cannot be read, or nothing is listed; `bad-option` also
 *   where no list has the column of `groupBy`
 */
export async function run(options: RunOptions): Promise<Run> {
  const { signal, sources, takeLine, revocation: check } = options;
  const visit = bothVisits(check?.visit, options.visit);
  const threads = visit === undefined ? checkedJobs(options.jobs ?? 1) : 1;
  const ledger = new Ledger();
  ledger.observer = options.observe?.(ledger);
  const examiner = new Examiner({ visit, takeLine });
  const live = new LiveRun(ledger);
  options.watch?.(live);
  if (options.siblings === true) examiner.tally.digestAll = true;
  const notes: ListNotes = { textLines: 0, firstTextLine: '' };
  const chain = firstOf(sources, { now: options.now });
  const jobs = new Jobs({
    jobs: threads,
    lines: takeLine !== undefined,
    examiner,
  });
  try {
    const prover = jobs.prover();
    const grouping = new Grouping(options.groupBy);
    const { allowsNone = false } = options;
    for await (const input of live.inputs(options.appendices)) {
      await readList(input, {
        ledger,
        examiner,
        prover,
        notes,
        grouping,
        allowsNone,
        signal,
      });
    }
    grouping.check();
    live.phase = 'obtaining';
    await resolveIds(ledger, examiner, chain, signal);
    await obtain(ledger, examiner, chain, jobs.prover(ledger.fingerprints), signal);
    examiner.merge(await jobs.finish());
  } finally {
    await jobs.close();
  }
  live.phase = 'pairing';
  // a chain of its own, so that the account of the sources stays that of the run
  const unsettled = await settlePairs(
    examiner,
    options.appendices,
    firstOf(sources, options),
    signal,
  );
  let siblings: SiblingCounts | undefined;
  if (options.siblings === true) {
    live.phase = 'siblings';
    const { takeSibling } = options;
    const search = { ledger, examiner, source: chain, takeLine, takeSibling };
    siblings = await findSiblings(search, signal);
  }
  let revocation: CheckedRevocation | undefined;
  if (check !== undefined) {
    live.phase = 'revocation';
    revocation = await check.check(examiner.tally, signal);
  }
  live.phase = 'figures';
  const { accounts } = chain;
  return {
    ...{ ledger, examiner, notes, sources: accounts, siblings, unsettled },
    ...(revocation && { revocation }),
  };
}

function bothVisits(first: Visit | undefined, second: Visit | undefined): Visit | undefined {
  if (first === undefined || second === undefined) return first ?? second;
  return (reader, sha256) => {
    void first(reader, sha256);
    return second(reader, sha256);
  };
}
