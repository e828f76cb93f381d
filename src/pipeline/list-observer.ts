import type { AppendixLine, Entry } from '../appendix/line.ts';
import type { Group } from './group.ts';

/** Sees a list while it is entered: what `verify` and `build` need beyond the account. */
export interface ListObserver {
  /**
   * A line, before its entries.
   * @param sheet that it stands in
   */
  line(group: Group, line: AppendixLine, sheet: string | undefined): void;
  /**
   * @param entry absent for a certificate that stands in the list itself
   * @param row of `Ledger.fingerprints`; -1 where only an id or a serial number is named
   * @param again whether the same fingerprint or id is listed before
   */
  entry(group: Group, line: number, entry: Entry | undefined, row: number, again: boolean): void;
  /** A number of crt.sh is that of this row of `Ledger.fingerprints`; before that is examined. */
  resolved?(id: string, row: number): void;
}
