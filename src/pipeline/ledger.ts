import { type AppendixLine, type Entry, hidesCertificate } from '../appendix/line.ts';
import { describeEntry } from '../appendix/describe-entry.ts';
import { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { MAX_UNEXAMINED, type Unexamined } from '../impact/impact.ts';
import { Group } from './group.ts';
import type { ListObserver } from './list-observer.ts';
import { OUTCOMES, type Outcome } from './outcome.ts';
import type { ListedId } from './listed-id.ts';
import { type ListPlace, Places } from './places.ts';
import { RowPairs } from './row-pairs.ts';

const PENDING = OUTCOMES.indexOf('pending');
const UNRESOLVABLE = OUTCOMES.indexOf('unresolvable');

/**
 * Bounds what a file of nothing but headings can cost: each list has figures of its own. Lists beyond
 * are one, under this name.
 */
const MAX_LISTS = 1000;
const FURTHER_LISTS = 'further lists';

/**
 * The account of every line and every entry: which list it stands in, which certificate it names and
 * what became of that. It grows by 32 bytes for a fingerprint, about 8 for its index, 9 for where it
 * stands first and what became of it, and 4 for each entry.
 */
export class Ledger {
  /** Shared, for the threads that look for what is wanted. */
  readonly fingerprints: FingerprintSet = new FingerprintSet(true);
  readonly groups: Group[] = [];
  readonly ids: ListedId[] = [];
  readonly pairs: RowPairs = new RowPairs();
  /** Lines and entries that were not examined; at most `MAX_UNEXAMINED`. */
  readonly unexamined: Unexamined[] = [];
  /** By the outcome's number, how many certificates have it; what is pending follows from the rest. */
  readonly #counts: Int32Array = new Int32Array(OUTCOMES.length);
  #serials = 0;
  #resolvedIds = 0;
  readonly #idPlaces = new Map<string, number>();
  readonly #groupPlaces = new Map<string, Group>();
  /** For each row: the outcome's number, the line, and the number of the place. */
  #outcomes: Uint8Array = new Uint8Array(64);
  #lines: Uint32Array = new Uint32Array(64);
  #placeNumbers: Uint32Array = new Uint32Array(64);
  readonly places = new Places();
  /** Number of the place that is read now. */
  #place = 0;

  /** The list under a heading of a file, or of a sheet of it; the same for the same words. */
  group(file: string, heading?: string, sheet?: string): Group {
    const key = JSON.stringify([file, heading, sheet]);
    let group = this.#groupPlaces.get(key);
    if (group === undefined && this.groups.length >= MAX_LISTS && heading !== FURTHER_LISTS) {
      return this.group(this.groups[0]!.file, FURTHER_LISTS);
    }
    if (group === undefined) {
      group = new Group(file, heading, sheet);
      this.#groupPlaces.set(key, group);
      this.groups.push(group);
      this.places.numberOf(file);
    }
    return group;
  }

  /** Told of every line and entry as it is entered. */
  observer: ListObserver | undefined;

  /**
   * Enters a line of a list and all that it holds.
   * @param sheet that the line stands in, whatever the group is
   */
  addLine(group: Group, line: AppendixLine, sheet?: string): void {
    group.countLine(line.kind);
    this.#place = this.places.numberOf(group.file, sheet);
    this.observer?.line(group, line, sheet);
    if (line.row !== undefined && line.entries.length > 1) {
      const rows = line.entries.map((entry) => this.#addEntry(group, entry, line.number));
      this.pairs.add(line.row, line.entries, rows);
    } else for (const entry of line.entries) this.#addEntry(group, entry, line.number);
    for (const problem of line.problems) {
      group.countProblem(problem.code);
      if (!hidesCertificate(problem)) continue;
      const { text, message } = problem;
      this.#note(this.#place, line.number, text, 'invalid', message);
    }
  }

  /**
   * Enters a certificate that stands in the list itself, and returns its row.
   * @param digests its SHA-256 is at `offset`
   */
  addFingerprint(group: Group, digests: Uint8Array, offset: number, line: number): number {
    const before = this.fingerprints.size;
    const row = this.fingerprints.addBytes(digests, offset);
    this.#place = this.places.numberOf(group.file);
    return this.#addRow(group, row, line, row < before, undefined);
  }

  /** Where a fingerprint is listed first. */
  placeOf(row: number): ListPlace & { readonly line: number } {
    return { ...this.places.at(this.#placeNumbers[row]!), line: this.#lines[row]! };
  }

  /** A number of crt.sh, with the place where it is listed first. */
  listedId(id: string): ListedId | undefined {
    const place = this.#idPlaces.get(id);
    return place === undefined ? undefined : this.ids[place];
  }

  #addRow(
    group: Group,
    row: number,
    line: number,
    again: boolean,
    entry: Entry | undefined,
  ): number {
    group.addRow(row);
    if (row >= this.#outcomes.length) this.#grow();
    if (this.#lines[row] === 0 && this.#outcomes[row] === 0) {
      this.#lines[row] = line;
      this.#placeNumbers[row] = this.#place;
    }
    this.observer?.entry(group, line, entry, row, again);
    return row;
  }

  /** Distinct certificates listed so far; two ids count as two until both are resolved. */
  get listed(): number {
    return this.fingerprints.size + this.ids.length - this.#resolvedIds + this.#serials;
  }

  /** How many of `listed` have this outcome so far. */
  count(outcome: Exclude<Outcome, 'pending'>): number {
    return this.#counts[OUTCOMES.indexOf(outcome)]!;
  }

  outcomeOf(row: number): Outcome {
    return OUTCOMES[this.#outcomes[row]!]!;
  }

  /** Settles what became of a fingerprint; `reason` is for people, where it was not examined. */
  settle(row: number, outcome: Outcome, reason = ''): void {
    const number = OUTCOMES.indexOf(outcome);
    this.#recount(this.#outcomes[row]!, number);
    this.#outcomes[row] = number;
    if (outcome === 'examined' || outcome === 'pending') return;
    const place = this.#placeNumbers[row]!;
    this.#note(place, this.#lines[row]!, this.fingerprints.at(row), outcome, reason);
  }

  /** Settles an id that was resolved: from here on its entries are entries of the fingerprint. */
  resolveId(listed: ListedId, fingerprint: Fingerprint): number {
    const before = this.fingerprints.size;
    if (listed.row < 0) this.#resolvedIds++;
    listed.row = this.fingerprints.add(fingerprint);
    if (listed.row >= this.#outcomes.length) this.#grow();
    if (listed.row === before) {
      this.#lines[listed.row] = listed.line;
      this.#placeNumbers[listed.row] = this.places.numberOf(listed.file, listed.sheet);
    }
    this.observer?.resolved?.(listed.id, listed.row);
    return listed.row;
  }

  settleId(listed: ListedId, outcome: Outcome, reason: string): void {
    this.#recount(OUTCOMES.indexOf(listed.outcome), OUTCOMES.indexOf(outcome));
    listed.outcome = outcome;
    listed.reason = reason;
    if (outcome === 'pending' || outcome === 'examined') return;
    const place = this.places.numberOf(listed.file, listed.sheet);
    this.#note(place, listed.line, `crt.sh id ${listed.id}`, outcome, reason);
  }

  /** The rows that have one of these outcomes. */
  rowsOf(outcomes: readonly Outcome[]): Uint32Array {
    const rows: number[] = [];
    for (let row = 0; row < this.fingerprints.size; row++) {
      if (outcomes.includes(this.outcomeOf(row))) rows.push(row);
    }
    return Uint32Array.from(rows);
  }

  /** @returns its row; -1 where it has no fingerprint */
  #addEntry(group: Group, entry: Entry, line: number): number {
    if (entry.fingerprint !== undefined) {
      const before = this.fingerprints.size;
      const row = this.fingerprints.add(entry.fingerprint);
      return this.#addRow(group, row, line, row < before, entry);
    }
    if (entry.crtShId !== undefined) {
      const before = this.ids.length;
      const place = this.#placeOfId(entry.crtShId, line);
      group.ids.push(place);
      this.observer?.entry(group, line, entry, -1, place < before);
    } else {
      this.observer?.entry(group, line, entry, -1, false);
      group.serials++;
      this.#serials++;
      this.#recount(PENDING, UNRESOLVABLE);
      const reason = 'a serial number alone names no certificate';
      this.#note(this.#place, line, describeEntry(entry), 'unresolvable', reason);
    }
    return -1;
  }

  #recount(before: number, after: number): void {
    this.#counts[before]!--;
    this.#counts[after]!++;
  }

  #placeOfId(id: string, line: number): number {
    let place = this.#idPlaces.get(id);
    if (place === undefined) {
      const at = this.places.at(this.#place);
      place = this.ids.push({ id, ...at, line, outcome: 'pending', reason: '', row: -1 }) - 1;
      this.#idPlaces.set(id, place);
    }
    return place;
  }

  #note(
    place: number,
    line: number,
    entry: string,
    outcome: Unexamined['outcome'],
    reason: string,
  ): void {
    if (this.unexamined.length === MAX_UNEXAMINED) return;
    this.unexamined.push({ ...this.places.at(place), line, entry, outcome, reason });
  }

  #grow(): void {
    const size = Math.ceil(this.#outcomes.length * 1.5);
    this.#outcomes = copied(this.#outcomes, new Uint8Array(size));
    this.#lines = copied(this.#lines, new Uint32Array(size));
    this.#placeNumbers = copied(this.#placeNumbers, new Uint32Array(size));
  }
}

function copied<T extends Uint8Array | Uint32Array>(from: T, to: T): T {
  to.set(from);
  return to;
}
