import { PackedRows } from '../fingerprint/packed-rows.ts';
import type { CrlReference } from './evidence.ts';
import {
  type Revocation,
  type RevocationStatus,
  UNKNOWN_REASONS,
  type UnknownReason,
} from './revocation-status.ts';

/** A status as figures and rows of tables need it. */
export interface RecordedStatus {
  readonly status: RevocationStatus['status'];
  /** It has expired, too. */
  readonly expired: boolean;
  /** Of `unknown`. */
  readonly why: UnknownReason | null;
  /**
   * There is a revocation: in force of `revoked`, later than as-of of `notRevoked`, one that is not for
   * good or contradicted of `unknown`. `date` and `reasonCode` are its own.
   */
  readonly hasRevocation: boolean;
  /** Seconds since 1970; `null` when it cannot be read. */
  readonly date: number | null;
  /** As in `Revocation`. */
  readonly dayOnly: boolean;
  /** RFC 5280 §5.3.1; `null` when none is given. */
  readonly reasonCode: number | null;
  /** What the status rests on, or why it is unknown. */
  readonly crl: CrlReference | null;
}

const STATUSES = ['revoked', 'notRevoked', 'expired', 'shortLived', 'unknown'] as const;

/** Bits of the first word: status + 1, why (unused but for `unknown`), reason code + 1, and these flags. */
const WHY_SHIFT = 3;
const REASON_SHIFT = 8;
const EXPIRED = 1 << 16;
const DAY_ONLY = 1 << 17;
const HAS_REVOCATION = 1 << 18;

/** Stands for all codes from 254 on, of which RFC 5280 has none. */
const MAX_REASON = 254;

/** The statuses of many certificates by their rows, 16 bytes each. */
export class StatusTable {
  /** Bits, and the number of the CRL + 1. */
  readonly #words = new PackedRows<Uint32Array>(2, (length) => new Uint32Array(length));
  readonly #dates = new PackedRows<Float64Array>(1, (length) => new Float64Array(length));
  readonly #crls: CrlReference[] = [];
  readonly #numbers = new Map<CrlReference, number>();
  #rows = 0;

  set(row: number, status: RevocationStatus, expired: boolean): void {
    this.#words.reserve(row);
    this.#dates.reserve(row);
    this.#rows = Math.max(this.#rows, row + 1);
    const revocation = revocationOf(status);
    const why = status.status === 'unknown' ? UNKNOWN_REASONS.indexOf(status.why) : 0;
    const reason = revocation?.reasonCode ?? -1;
    const words = this.#words.chunkOf(row);
    const at = this.#words.placeOf(row);
    words[at] =
      (STATUSES.indexOf(status.status) + 1) |
      (why << WHY_SHIFT) |
      ((Math.min(reason, MAX_REASON) + 1) << REASON_SHIFT) |
      (expired ? EXPIRED : 0) |
      (revocation?.dayOnly === true ? DAY_ONLY : 0) |
      (revocation === null ? 0 : HAS_REVOCATION);
    words[at + 1] = this.#numberOf(crlOf(status));
    this.#dates.chunkOf(row)[this.#dates.placeOf(row)] = revocation?.date ?? NaN;
  }

  /** `undefined` for a row that was never set. */
  at(row: number): RecordedStatus | undefined {
    if (row < 0 || row >= this.#rows) return undefined;
    const words = this.#words.chunkOf(row);
    const at = this.#words.placeOf(row);
    const bits = words[at]!;
    const status = STATUSES[(bits & 7) - 1];
    if (status === undefined) return undefined;
    const date = this.#dates.chunkOf(row)[this.#dates.placeOf(row)]!;
    const reason = ((bits >> REASON_SHIFT) & 0xff) - 1;
    return {
      status,
      expired: (bits & EXPIRED) !== 0,
      why: status === 'unknown' ? UNKNOWN_REASONS[(bits >> WHY_SHIFT) & 0x1f]! : null,
      hasRevocation: (bits & HAS_REVOCATION) !== 0,
      date: Number.isNaN(date) ? null : date,
      dayOnly: (bits & DAY_ONLY) !== 0,
      reasonCode: reason < 0 ? null : reason,
      crl: this.#crls[words[at + 1]! - 1] ?? null,
    };
  }

  get byteLength(): number {
    return this.#words.byteLength + this.#dates.byteLength;
  }

  #numberOf(crl: CrlReference | null): number {
    if (crl === null) return 0;
    let number = this.#numbers.get(crl);
    if (number === undefined) this.#numbers.set(crl, (number = this.#crls.push(crl)));
    return number;
  }
}

function revocationOf(status: RevocationStatus): Revocation | null {
  switch (status.status) {
    case 'revoked':
      return status.revocation;
    case 'notRevoked':
      return status.revokedLater;
    case 'unknown':
      return status.entry;
    case 'expired':
    case 'shortLived':
      return null;
  }
}

function crlOf(status: RevocationStatus): CrlReference | null {
  switch (status.status) {
    case 'revoked':
      return status.revocation.crl;
    case 'notRevoked':
    case 'unknown':
      return status.crl;
    case 'expired':
    case 'shortLived':
      return null;
  }
}
