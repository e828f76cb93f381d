import type {
  EntryCounts,
  LineCounts,
  ListingProblemCode,
  OutcomeCounts,
} from '../impact/impact.ts';
import type { Listing } from '../impact/figures.ts';
import type { Tally } from '../impact/tally.ts';
import type { Group } from './group.ts';
import type { Ledger, Outcome } from './ledger.ts';

/** What a set of lists comes to: the account, and the rows of the tally that were examined. */
export interface ListingRows {
  readonly listing: Listing;
  readonly rows: Uint32Array;
}

/** Adds up lists: all of a ledger's, or one of them. A certificate in several of them counts once. */
export function addUp(ledger: Ledger, tally: Tally, groups: readonly Group[]): ListingRows {
  const lines: LineCounts = { total: 0, blank: 0, comment: 0, header: 0, invalid: 0, listing: 0 };
  const outcomes: OutcomeCounts = {
    examined: 0,
    notFound: 0,
    unavailable: 0,
    mismatched: 0,
    unreadable: 0,
    unresolvable: 0,
  };
  const problems = new Map<ListingProblemCode, number>();
  const seen = new Uint8Array(ledger.fingerprints.size);
  const seenIds = new Set<number>();
  const examined: number[] = [];
  let total = 0;
  let unique = 0;
  const count = (outcome: Outcome): void => {
    if (outcome !== 'pending') outcomes[outcome]++;
    unique++;
  };
  const countRow = (row: number): void => {
    if (seen[row] === 1) return;
    seen[row] = 1;
    const outcome = ledger.outcomeOf(row);
    count(outcome);
    if (outcome !== 'examined') return;
    examined.push(tally.certificates.rowOfBytes(ledger.fingerprints.bytesAt(row)));
  };
  for (const group of groups) {
    for (const kind of Object.keys(lines) as (keyof LineCounts)[]) lines[kind] += group.lines[kind];
    for (const [code, n] of group.problems) problems.set(code, (problems.get(code) ?? 0) + n);
    total += group.entries;
    for (const row of group.rows) countRow(row);
    for (const place of group.ids) {
      const listed = ledger.ids[place]!;
      if (listed.row >= 0) countRow(listed.row);
      else if (!seenIds.has(place)) {
        seenIds.add(place);
        count(listed.outcome);
      }
    }
    // never taken for duplicates: a serial number is unique only with its issuer
    unique += group.serials;
    outcomes.unresolvable += group.serials;
  }
  const entries: EntryCounts = { total, unique, duplicates: total - unique };
  return { listing: { lines, entries, outcomes, problems }, rows: Uint32Array.from(examined) };
}
