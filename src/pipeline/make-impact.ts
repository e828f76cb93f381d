import { setImmediate } from 'node:timers/promises';
import { formatInstant } from '../der/time.ts';
import { checkAccounting } from '../impact/accounting.ts';
import { figuresInSteps } from '../impact/figures.ts';
import { HIDING_PROBLEMS, MAX_EVIDENCE } from '../impact/impact.ts';
import type {
  Figures,
  GroupFigures,
  Guideline,
  Impact,
  RevocationFigures,
  Unexamined,
} from '../impact/impact.ts';
import type { Group } from './group.ts';
import type { Ledger } from './ledger.ts';
import { ListAdder } from './listing.ts';
import type { Run } from './run.ts';

export type { Guideline, Impact } from '../impact/impact.ts';

/**
 * Makes the Impact of a run, each list with its own figures where there are several; between the steps
 * whatever else waits has its turn, such as a signal.
 * @param asOf seconds since 1970: what "expired" is measured against
 * @throws {CertImpactError} `accounting` when it does not add up, which is a bug
 */
export async function makeImpact(
  run: Run,
  asOf: number,
  guideline: Guideline,
  signal?: AbortSignal,
): Promise<Impact> {
  const { ledger, examiner } = run;
  const { tally } = examiner;
  const adder = new ListAdder(ledger, tally);
  const figuresOf = async (lists: readonly Group[]): Promise<Figures> => {
    const { listing, rows } = adder.addUp(lists);
    const steps = figuresInSteps(tally, rows, listing, asOf, run.revocation);
    for (;;) {
      await setImmediate();
      signal?.throwIfAborted();
      const { done, value } = steps.next();
      if (done !== true) continue;
      checkAccounting(value);
      return value;
    }
  };
  const lists = ledger.groups.filter(
    ({ entries, problems }) => entries > 0 || HIDING_PROBLEMS.some((code) => problems.has(code)),
  );
  const severalFiles = new Set(ledger.groups.map(({ file }) => file)).size > 1;
  const groups: GroupFigures[] = [];
  for (const list of lists.length > 1 ? lists : []) {
    groups.push({ name: nameOf(list, severalFiles), ...(await figuresOf([list])) });
  }
  const all = await figuresOf(ledger.groups);
  return {
    asOf: formatInstant(asOf)!,
    guideline,
    ...all,
    ...(all.revocation && { revocation: withEvidence(all.revocation, run) }),
    groups,
    ...(run.siblings && { siblings: run.siblings }),
    unexamined: inOrder(ledger),
  };
}

function withEvidence(figures: RevocationFigures, { revocation }: Run): RevocationFigures {
  const { evidence = [] } = revocation ?? {};
  return {
    ...figures,
    evidence: evidence.slice(0, MAX_EVIDENCE),
    evidenceTotal: evidence.length,
  };
}

/** True when a listed certificate was not examined, or a line may hide one (exit status 3). */
export function isIncomplete({ outcomes, entries, unexamined }: Impact): boolean {
  return outcomes.examined < entries.unique || unexamined.length > 0;
}

/** As listed, whichever source answered first. */
function inOrder({ unexamined, places }: Ledger): Unexamined[] {
  const placeOf = ({ file, sheet }: Unexamined): number => places.numberOf(file, sheet);
  return [...unexamined].sort((a, b) => placeOf(a) - placeOf(b) || a.line - b.line);
}

function nameOf({ file, heading }: Group, severalFiles: boolean): string {
  if (heading === undefined) return file;
  return severalFiles ? `${file}: ${heading}` : heading;
}
