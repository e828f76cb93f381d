import type {
  EntryCounts,
  LineCounts,
  ListingProblemCode,
  OutcomeCounts,
} from '../impact/impact.ts';
import type { Listing } from '../impact/figures.ts';
import type { Tally } from '../impact/tally.ts';
import type { Group } from './group.ts';
import type { Ledger } from './ledger.ts';
import type { Outcome } from './outcome.ts';

/** What a set of lists comes to: the account, and the rows of the tally that were examined. */
export interface ListingRows {
  readonly listing: Listing;
  readonly rows: Uint32Array;
}

/** Adds up lists of a ledger, again and again: the work is that of the lists, not of the ledger. */
export class ListAdder {
  readonly #ledger: Ledger;
  readonly #tally: Tally;
  /** For each row, the number of the call that has counted it last. */
  readonly #countedIn: Uint32Array;
  #call = 0;

  constructor(ledger: Ledger, tally: Tally) {
    this.#ledger = ledger;
    this.#tally = tally;
    this.#countedIn = new Uint32Array(ledger.fingerprints.size);
  }

  /** Adds up these lists; a certificate in several of them counts once. */
  addUp(groups: readonly Group[]): ListingRows {
    const ledger = this.#ledger;
    const call = ++this.#call;
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
    const seenIds = new Set<number>();
    const listed = groups.reduce((sum, { rows, ids }) => sum + rows.length + ids.length, 0);
    const rows = new Uint32Array(Math.min(listed, ledger.fingerprints.size));
    let examined = 0;
    let total = 0;
    let unique = 0;
    let attached = 0;
    const count = (outcome: Outcome): void => {
      if (outcome !== 'pending') outcomes[outcome]++;
      unique++;
    };
    const countRow = (row: number): void => {
      if (this.#countedIn[row] === call) return;
      this.#countedIn[row] = call;
      const outcome = ledger.outcomeOf(row);
      count(outcome);
      const other = ledger.pairs.otherOf(row);
      const isSecond = other >= 0 && this.#countedIn[other] === call;
      // where both were examined, their contents tell whether they are one
      if (isSecond && (outcome !== 'examined' || ledger.outcomeOf(other) !== 'examined'))
        attached++;
      if (outcome !== 'examined') return;
      rows[examined++] = this.#tally.certificates.rowOfRow(ledger.fingerprints, row);
    };
    for (const group of groups) {
      for (const kind of Object.keys(lines) as (keyof LineCounts)[])
        lines[kind] += group.lines[kind];
      for (const [code, n] of group.problems) problems.set(code, (problems.get(code) ?? 0) + n);
      total += group.entries;
      for (const row of group.rows) countRow(row);
      for (const place of group.ids) {
        const id = ledger.ids[place]!;
        if (id.row >= 0) countRow(id.row);
        else if (!seenIds.has(place)) {
          seenIds.add(place);
          count(id.outcome);
        }
      }
      // never taken for duplicates: a serial number is unique only with its issuer
      unique += group.serials;
      outcomes.unresolvable += group.serials;
    }
    const entries: EntryCounts = { total, unique, duplicates: total - unique };
    const listing = { lines, entries, outcomes, attached, problems };
    return { listing, rows: rows.subarray(0, examined) };
  }
}
