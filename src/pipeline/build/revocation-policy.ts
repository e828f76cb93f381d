import { formatInstant } from '../../der/time.ts';
import type { RevocationDeadline } from '../../impact/revocation-figures.ts';
import { hasToList } from '../../revocation/absence.ts';
import { isOfCrl } from '../../revocation/evidence.ts';
import { reasonName } from '../../revocation/reason.ts';
import type { RecordedStatus } from '../../revocation/status-table.ts';
import {
  type Validity,
  carryRevocation,
  isExpired,
  outsideValidity,
} from './carried-revocation.ts';
import { type RevocationCells, readDate } from './revocation-line.ts';
import type { Revocable, Revocations } from './revocations.ts';

/** For how many rows the three revocation columns come from where. */
export interface RevocationSources {
  /** Revoked, by a CRL or whatever else was looked at. */
  revoked: number;
  /** Not revoked, by the same: planned, or delayed. */
  open: number;
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
  /** Empty, as the CA's list says that they are revoked, and a CRL that would have to list them does not. */
  refuted: number;
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

export interface PolicyOptions {
  /** The CA's own list of what it has revoked, and will. */
  readonly revocations?: Revocations | undefined;
  /** As it is to be written. */
  readonly plannedDate?: string | undefined;
  readonly due?: RevocationDeadline | undefined;
  /** Seconds since 1970. */
  readonly asOf: number;
}

/**
 * Decides what the revocation columns of a row say: that it is revoked, where evidence says so; what the
 * CA's list says; what the table said that was read, unless evidence knows better; "N/A" for what has
 * expired; "Planned" before the deadline or with the date of `--planned-date`, "Delayed" when the deadline
 * has passed, and where evidence was looked at, for what it proves not to be revoked only. Otherwise
 * nothing is known, and nothing is said: not whether it is planned, as only the CA knows; nor where the
 * list says that it is revoked and not when.
 */
export class RevocationPolicy {
  readonly sources: RevocationSources = {
    ...{ revoked: 0, open: 0, listed: 0, carried: 0, expired: 0, planned: 0, empty: 0 },
    ...{ doubtful: 0, outlived: 0, withoutReason: 0, refuted: 0 },
  };
  /** The first few. */
  readonly faults: CarriedFault[] = [];
  /** How many rows have a fault. */
  faulty = 0;
  readonly revocations: Revocations | undefined;
  readonly #options: PolicyOptions;

  constructor(options: PolicyOptions) {
    this.revocations = options.revocations;
    this.#options = options;
  }

  /** Whether there is a planned date for what nothing else is known of. */
  get hasPlannedDate(): boolean {
    return this.#options.plannedDate !== undefined;
  }

  /** @param status where evidence was looked at */
  cells(
    row: Revocable,
    validity: Validity,
    carried: CarriedCells | undefined,
    status?: RecordedStatus,
  ): RevocationCells {
    const { asOf } = this.#options;
    const expired = isExpired(validity, asOf);
    const listed = this.revocations?.find(row, ([said, date]) =>
      expired && said !== 'Yes' ? undefined : outsideValidity(date, validity),
    );
    if (status?.status === 'revoked') return this.#counted('revoked', revokedCells(status));
    if (listed === 'unclear') return this.#counted('empty', NOTHING);
    // a revocation that was to come does not come any more
    const isPast = expired && listed?.[0] !== 'Yes';
    if (listed?.[0] === 'Yes' && isRefutedBy(listed, status)) {
      this.sources.refuted++;
      return this.#counted('empty', NOTHING);
    }
    if (listed !== undefined && !isPast) return this.#counted('listed', listed);
    const kept = carried && this.#carry(carried, validity, status);
    if (kept !== undefined) return this.#counted(kept.join('') === '' ? 'empty' : 'carried', kept);
    if (expired) return this.#counted('expired', ['N/A', 'N/A', 'N/A']);
    if (status?.status === 'notRevoked') return this.#openCells(validity);
    // what evidence was looked for and says nothing of may be revoked
    if (status !== undefined || !validity.proved) return this.#counted('empty', NOTHING);
    return this.#plannedCells(validity);
  }

  #carry(
    { cells: written, place }: CarriedCells,
    validity: Validity,
    status: RecordedStatus | undefined,
  ): RevocationCells | undefined {
    if (/^yes$/i.test(written[0]) && isRefutedBy(written, status)) {
      this.#fault(place, '"Is revoked?" is Yes, and a CRL that would have to list it does not');
      return NOTHING;
    }
    const { cells, faults } = carryRevocation(written, validity, this.#options.asOf);
    if (faults.length > 0) this.#fault(place, faults.join('; '));
    return cells;
  }

  #fault(place: string, message: string): void {
    if (++this.faulty <= MAX_FAULTS) this.faults.push({ place, message });
  }

  /** By the word of the CA alone. */
  #plannedCells(validity: Validity): RevocationCells {
    const { plannedDate } = this.#options;
    if (plannedDate === undefined) return this.#counted('empty', NOTHING);
    if (outsideValidity(plannedDate, validity) !== undefined) {
      this.sources.outlived++;
      return this.#counted('empty', NOTHING);
    }
    if ((this.revocations?.unnamed ?? 0) > 0) {
      this.sources.doubtful++;
      return this.#counted('empty', NOTHING);
    }
    // there is no entry on a CRL yet that could have a reason code
    return this.#counted('planned', ['Planned', plannedDate, 'N/A']);
  }

  /** Not revoked yet; the date is empty where nobody has said when it is to be. */
  #openCells(validity: Validity): RevocationCells {
    const { plannedDate = '', due, asOf } = this.#options;
    if (due === undefined && plannedDate === '') return this.#counted('empty', NOTHING);
    if (plannedDate !== '' && outsideValidity(plannedDate, validity) !== undefined) {
      this.sources.outlived++;
      return this.#counted('empty', NOTHING);
    }
    const status = due !== undefined && asOf > due.deadline ? 'Delayed' : 'Planned';
    return this.#counted(plannedDate === '' ? 'empty' : 'open', [status, plannedDate, 'N/A']);
  }

  #counted(source: keyof RevocationSources, cells: RevocationCells): RevocationCells {
    this.sources[source]++;
    if (cells[0] === 'Yes' && cells[2] === '') this.sources.withoutReason++;
    return cells;
  }
}

/** Whether a CRL that would have to list the certificate, by the date in the cells, does not. */
function isRefutedBy(cells: RevocationCells | undefined, status?: RecordedStatus): boolean {
  if (status?.status !== 'notRevoked') return false;
  const date = readDate(cells?.[1] ?? '');
  const thisUpdate = Date.parse(status.crl?.thisUpdate ?? '') / 1000;
  return date !== undefined && hasToList(thisUpdate, date.end);
}

/** On a CRL no reason is "unspecified" (RFC 5280 §5.3.1); who only says so may not know the reason. */
function revokedCells({ crl, date, dayOnly, reasonCode }: RecordedStatus): RevocationCells {
  const instant = date === null ? '' : (formatInstant(date) ?? '');
  const text = dayOnly ? instant.slice(0, 10) : instant;
  if (reasonCode !== null) return ['Yes', text, reasonName(reasonCode) ?? ''];
  return ['Yes', text, isOfCrl(crl) ? 'unspecified' : ''];
}

const NOTHING: RevocationCells = ['', '', ''];
const MAX_FAULTS = 5;
