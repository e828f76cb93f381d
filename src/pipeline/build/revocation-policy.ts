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
}

/**
 * Decides what the revocation columns of a row say: what the CA's list says; what the table said that
 * was read; "N/A" for what has expired; "Planned" with the date of `--planned-date`. Otherwise nothing
 * is known, and nothing is said; nor where the list says that it is revoked and not when.
 */
export class RevocationPolicy {
  readonly sources: RevocationSources = { listed: 0, carried: 0, expired: 0, planned: 0, empty: 0 };
  readonly revocations: Revocations | undefined;
  readonly plannedDate: string | undefined;

  /** @param plannedDate as it is to be written */
  constructor(revocations: Revocations | undefined, plannedDate: string | undefined) {
    this.revocations = revocations;
    this.plannedDate = plannedDate;
  }

  /** @param expired `undefined` where the certificate could not be obtained */
  cells(
    row: Revocable,
    expired: boolean | undefined,
    carried: RevocationCells | undefined,
  ): RevocationCells {
    const listed = this.revocations?.find(row);
    if (listed === 'unclear') return this.#counted('empty', ['', '', '']);
    if (listed !== undefined) return this.#counted('listed', listed);
    // a table that was right when it was made is not once its certificates have expired
    const isCurrent = expired !== true || /^yes$/i.test(carried?.[0] ?? '');
    if (carried !== undefined && isCurrent) return this.#counted('carried', carried);
    if (expired === true) return this.#counted('expired', ['N/A', 'N/A', 'N/A']);
    if (expired === false && this.plannedDate !== undefined) {
      // there is no entry on a CRL yet that could have a reason code
      return this.#counted('planned', ['Planned', this.plannedDate, 'N/A']);
    }
    return this.#counted('empty', ['', '', '']);
  }

  #counted(source: keyof RevocationSources, cells: RevocationCells): RevocationCells {
    this.sources[source]++;
    return cells;
  }
}
