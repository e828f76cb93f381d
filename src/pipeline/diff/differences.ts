import {
  type ChangedCell,
  type ChangedCertificate,
  type ListDifference,
  type ListPlace,
  type ListedCertificate,
  MAX_DIFFERENCES,
} from '../../report/diff/list-difference.ts';
import type { Places } from '../places.ts';
import type { RowComparer } from './compare-rows.ts';
import type { ListedRow } from './revision-rows.ts';
import type { RevisionWatch } from './revision-watch.ts';

/** One way in which a certificate is listed: by its own fingerprint, that of its pair, or a number. */
export interface Member extends ListedRow {
  readonly entry: string;
}

export type SetOfDifference = 'added' | 'removed' | 'changed' | 'unchanged';

/** Holds two revisions against each other, certificate by certificate. */
export class Differences {
  readonly added: ListedCertificate[] = [];
  readonly removed: ListedCertificate[] = [];
  readonly changed: ChangedCertificate[] = [];
  readonly counts: ListDifference['counts'];
  uncompared = 0;
  readonly #counts = { added: 0, removed: 0, changed: 0, unchanged: 0 };
  readonly #watch: RevisionWatch;
  readonly #comparer: RowComparer;
  readonly #places: Places;

  constructor(watch: RevisionWatch, comparer: RowComparer, places: Places) {
    this.counts = this.#counts;
    this.#watch = watch;
    this.#comparer = comparer;
    this.#places = places;
  }

  /**
   * Holds what the old revision says of a certificate against what the new one does.
   * @returns which set it is in
   */
  compare(old: readonly Member[], fresh: readonly Member[]): SetOfDifference {
    const set = this.#setOf(old, fresh);
    this.#counts[set]++;
    return set;
  }

  #setOf(old: readonly Member[], fresh: readonly Member[]): SetOfDifference {
    const [before, after] = [old[0], fresh[0]];
    if (before === undefined) {
      this.#note(this.added, after!);
      return 'added';
    }
    if (after === undefined) {
      this.#note(this.removed, before);
      return 'removed';
    }
    const cells = this.#compareCells(old, fresh);
    const added = without(fresh, old);
    const removed = without(old, fresh);
    if (cells.length + added.length + removed.length === 0) return 'unchanged';
    if (this.changed.length < MAX_DIFFERENCES) {
      const places = { old: this.#placeOf(before), new: this.#placeOf(after) };
      this.changed.push({ entry: after.entry, ...places, cells, added, removed });
    }
    return 'changed';
  }

  /** Rows of the same fingerprint; where there are none, the first one of each side. */
  #compareCells(old: readonly Member[], fresh: readonly Member[]): ChangedCell[] {
    const [before, after] = [old.filter(hasCells), fresh.filter(hasCells)];
    const [first, firstAfter] = [before[0], after[0]];
    if (first === undefined || firstAfter === undefined) {
      if (first !== firstAfter) this.uncompared++;
      return [];
    }
    const twins = after.flatMap((member): [Member, Member][] => {
      const twin = before.find(({ entry }) => entry === member.entry);
      return twin === undefined ? [] : [[twin, member]];
    });
    const cells: ChangedCell[] = [];
    for (const [was, is] of twins.length > 0 ? twins : [[first, firstAfter] as const]) {
      const rows = [this.#watch.read(was.text), this.#watch.read(is.text)] as const;
      // a row that names a pair comes twice
      for (const cell of this.#comparer.compare(...rows)) {
        if (!cells.some((one) => one.column === cell.column && one.new === cell.new)) {
          cells.push(cell);
        }
      }
    }
    return cells;
  }

  #note(list: ListedCertificate[], member: Member): void {
    if (list.length === MAX_DIFFERENCES) return;
    list.push({ entry: member.entry, ...this.#placeOf(member) });
  }

  #placeOf({ place, line }: ListedRow): ListPlace {
    const { file, sheet = null } = this.#places.at(place);
    return { file, sheet, line: line === 0 ? null : line };
  }
}

function hasCells({ text }: Member): boolean {
  return text >= 0;
}

function without(members: readonly Member[], others: readonly Member[]): string[] {
  const known = new Set(others.map(({ entry }) => entry));
  return members.flatMap(({ entry }) => (known.has(entry) ? [] : entry));
}
