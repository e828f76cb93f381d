import { setImmediate } from 'node:timers/promises';
import { formatInstant } from '../../der/time.ts';
import { checkAccounting } from '../../impact/accounting.ts';
import { makeFigures } from '../../impact/figures.ts';
import type { Figures } from '../../impact/impact.ts';
import type { ListDifference, Revision } from '../../report/diff/list-difference.ts';
import type { Input } from '../input.ts';
import { ListAdder } from '../listing.ts';
import { type Run, type RunOptions, run } from '../run.ts';
import { RowComparer } from './compare-rows.ts';
import { Differences, type Member, type SetOfDifference } from './differences.ts';
import type { RevisionRows } from './revision-rows.ts';
import { RevisionWatch } from './revision-watch.ts';
import { type Sides, sidesOf } from './sides.ts';
import { sameCertificates } from './same-certificates.ts';
import { SetRows } from './set-rows.ts';

export interface DiffOptions extends Omit<
  RunOptions,
  'appendices' | 'observe' | 'visit' | 'takeLine' | 'groupBy'
> {
  readonly old: readonly Input[];
  readonly new: readonly Input[];
  /** Seconds since 1970: what "expired" is measured against. */
  readonly asOf: number;
}

export interface DiffedLists {
  readonly run: Run;
  readonly difference: ListDifference;
}

/** How many are compared between two looks at what else waits, such as a signal. */
const CERTIFICATES_A_STEP = 2048;

/**
 * Reads two revisions of an appendix, obtains what either lists, and tells what differs. A precertificate
 * and its final certificate are one.
 * @throws {CertImpactError} as `run`; `write-failed` where rows cannot be kept in a temporary file
 */
export async function diffLists(options: DiffOptions): Promise<DiffedLists> {
  const { old: before, new: after, asOf, signal } = options;
  const sides = sidesOf(before, after);
  const seen: { watch?: RevisionWatch } = {};
  try {
    const finished = await run({
      ...options,
      appendices: sides.inputs,
      // a list for each file, so that no number of headings puts the lists of both sides into one
      groupBy: 'file',
      observe: (ledger) => (seen.watch = new RevisionWatch(ledger, sides)),
    });
    return { run: finished, difference: await compare(finished, seen.watch!, sides, asOf, signal) };
  } finally {
    seen.watch?.close();
  }
}

async function compare(
  finished: Run,
  watch: RevisionWatch,
  sides: Sides,
  asOf: number,
  signal: AbortSignal,
): Promise<ListDifference> {
  const { ledger, examiner } = finished;
  const comparer = new RowComparer();
  const differences = new Differences(watch, comparer, ledger.places);
  const sets: Readonly<Record<SetOfDifference, SetRows>> = {
    added: new SetRows(finished),
    removed: new SetRows(finished),
    changed: new SetRows(finished),
    unchanged: new SetRows(finished),
  };
  let seen = 0;
  for (const rows of sameCertificates(finished)) {
    if (seen++ % CERTIFICATES_A_STEP === 0) {
      await setImmediate();
      signal.throwIfAborted();
    }
    const membersOf = (side: RevisionRows): Member[] =>
      rows
        .filter((row) => side.has(row))
        .map((row) => ({ entry: ledger.fingerprints.at(row), ...side.at(row) }));
    const set = differences.compare(membersOf(watch.old), membersOf(watch.new));
    const told = set === 'removed' ? watch.old : watch.new;
    for (const row of rows) if (told.has(row)) sets[set].add(row);
  }
  for (const entry of new Set([...watch.old.unresolved.keys(), ...watch.new.unresolved.keys()])) {
    const membersOf = ({ unresolved }: RevisionRows): Member[] => {
      const listed = unresolved.get(entry);
      return listed === undefined ? [] : [{ entry, ...listed }];
    };
    sets[differences.compare(membersOf(watch.old), membersOf(watch.new))].add(-1);
  }
  const { counts, added, removed, changed, uncompared } = differences;
  return {
    asOf: formatInstant(asOf)!,
    names: sides.names,
    sets: {
      old: sideFigures('old'),
      new: sideFigures('new'),
      added: sets.added.figures(asOf),
      removed: sets.removed.figures(asOf),
      changed: sets.changed.figures(asOf),
      unchanged: sets.unchanged.figures(asOf),
    },
    counts,
    columns: comparer.compareTables(watch.tablesOf('old'), watch.tablesOf('new')),
    added,
    removed,
    changed,
    uncompared,
  };

  function sideFigures(side: Revision): Figures {
    const groups = ledger.groups.filter(({ file }) => sides.sideOf(file) === side);
    const { listing, rows } = new ListAdder(ledger, examiner.tally).addUp(groups);
    const figures = makeFigures(examiner.tally, rows, listing, asOf);
    checkAccounting(figures);
    return figures;
  }
}
