import {
  type Validity,
  carryRevocation,
  isExpired,
  outsideValidity,
} from './carried-revocation.ts';
import type { RevocationCells } from './revocation-line.ts';
import type { Revocable, Revocations } from './revocations.ts';

/** For how many rows the three revocation columns come from where. */
export interface RevocationSources {
  listed: number;
  carried: number;
  expired: number;
  planned: number;
  /** Somebody has to fill these in. */
  empty: number;
  /** Of these, the ones that are not "Planned" because a line of the list may be of any certificate. */
  doubtful: number;
  /** Of the empty ones, those that have expired by the planned date. */
  outlived: number;
  /** Revoked ones whose reason nobody has given. */
  withoutReason: number;
}

/** What the table says that was read, and the line that it stands on. */
export interface CarriedCells {
  readonly cells: RevocationCells;
  /** `list.csv:7` */
  readonly place: string;
}

/** A row that was read, not all revocation cells of which are carried over. */
export interface CarriedFault {
  readonly place: string;
  /** Lower case, no full stop; text of strangers in it is not escaped yet. */
  readonly message: string;
}

/**
 * Decides what the revocation columns of a row say: what the CA's list says; what the table said that
 * was read; "N/A" for what has expired; "Planned" with the date of `--planned-date`. Otherwise nothing
 * is known, and nothing is said; nor where the list says that it is revoked and not when.
 */
export class RevocationPolicy {
  readonly sources: RevocationSources = {
    listed: 0,
    carried: 0,
    expired: 0,
    planned: 0,
    empty: 0,
    doubtful: 0,
    outlived: 0,
    withoutReason: 0,
  };
  /** The first few. */
  readonly faults: CarriedFault[] = [];
  /** How many rows have a fault. */
  faulty = 0;
  readonly revocations: Revocations | undefined;
  readonly plannedDate: string | undefined;

  /** @param plannedDate as it is to be written */
  constructor(revocations: Revocations | undefined, plannedDate: string | undefined) {
    this.revocations = revocations;
    this.plannedDate = plannedDate;
  }

  /** @param asOf seconds since 1970 */
  cells(
    row: Revocable,
    validity: Validity,
    carried: CarriedCells | undefined,
    asOf: number,
  ): RevocationCells {
    const expired = isExpired(validity, asOf);
    const listed = this.revocations?.find(row, ([status, date]) =>
      expired && status !== 'Yes' ? undefined : outsideValidity(date, validity),
    );
    if (listed === 'unclear') return this.#counted('empty', NOTHING);
    // a revocation that was to come does not come any more
    const isPast = expired && listed?.[0] !== 'Yes';
    if (listed !== undefined && !isPast) return this.#counted('listed', listed);
    const kept = carried && this.#carry(carried, validity, asOf);
    if (kept !== undefined) return this.#counted(kept.join('') === '' ? 'empty' : 'carried', kept);
    if (expired) return this.#counted('expired', ['N/A', 'N/A', 'N/A']);
    if (!validity.proved || this.plannedDate === undefined) return this.#counted('empty', NOTHING);
    if (outsideValidity(this.plannedDate, validity) !== undefined) {
      this.sources.outlived++;
      return this.#counted('empty', NOTHING);
    }
    if ((this.revocations?.unnamed ?? 0) > 0) {
      this.sources.doubtful++;
      return this.#counted('empty', NOTHING);
    }
    // there is no entry on a CRL yet that could have a reason code
    return this.#counted('planned', ['Planned', this.plannedDate, 'N/A']);
  }

  #carry(
    { cells: written, place }: CarriedCells,
    validity: Validity,
    asOf: number,
  ): RevocationCells | undefined {
    const { cells, faults } = carryRevocation(written, validity, asOf);
    if (faults.length > 0 && ++this.faulty <= MAX_FAULTS) {
      this.faults.push({ place, message: faults.join('; ') });
    }
    return cells;
  }

  #counted(source: keyof RevocationSources, cells: RevocationCells): RevocationCells {
    this.sources[source]++;
    if (cells[0] === 'Yes' && cells[2] === '') this.sources.withoutReason++;
    return cells;
  }
}

const NOTHING: RevocationCells = ['', '', ''];
const MAX_FAULTS = 5;
