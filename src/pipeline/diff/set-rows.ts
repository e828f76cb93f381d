import { checkAccounting } from '../../impact/accounting.ts';
import { makeFigures } from '../../impact/figures.ts';
import type { Figures, OutcomeCounts } from '../../impact/impact.ts';
import type { Run } from '../run.ts';

/** Some of the certificates that a run has, to be added up as a list of their own. */
export class SetRows {
  readonly #run: Run;
  readonly #rows: number[] = [];
  readonly #outcomes: OutcomeCounts = {
    examined: 0,
    notFound: 0,
    unavailable: 0,
    mismatched: 0,
    unreadable: 0,
    unresolvable: 0,
  };
  readonly #added = new Set<number>();
  #unique = 0;
  #attached = 0;

  constructor(run: Run) {
    this.#run = run;
  }

  /** @param row of `Ledger.fingerprints`; -1 for what nobody could resolve */
  add(row: number): void {
    const { ledger, examiner } = this.#run;
    this.#unique++;
    const outcome = row < 0 ? 'unresolvable' : ledger.outcomeOf(row);
    if (outcome === 'pending') return;
    this.#outcomes[outcome]++;
    if (row >= 0) this.#added.add(row);
    const other = row < 0 ? -1 : ledger.pairs.otherOf(row);
    // where both were examined, their contents tell whether they are one
    if (
      this.#added.has(other) &&
      !(outcome === 'examined' && ledger.outcomeOf(other) === 'examined')
    ) {
      this.#attached++;
    }
    if (outcome !== 'examined') return;
    this.#rows.push(examiner.tally.certificates.rowOfRow(ledger.fingerprints, row));
  }

  /**
   * The lines are all 0: a set is no file.
   * @throws {CertImpactError} `accounting`, which is a bug
   */
  figures(asOf: number): Figures {
    const listing = {
      lines: { total: 0, blank: 0, comment: 0, header: 0, invalid: 0, listing: 0 },
      entries: { total: this.#unique, unique: this.#unique, duplicates: 0 },
      outcomes: this.#outcomes,
      attached: this.#attached,
      problems: new Map(),
    };
    const figures = makeFigures(
      this.#run.examiner.tally,
      Uint32Array.from(this.#rows),
      listing,
      asOf,
    );
    checkAccounting(figures);
    return figures;
  }
}
