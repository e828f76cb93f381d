import { PackedRows } from '../../fingerprint/packed-rows.ts';
import type { CrlReference } from '../../revocation/evidence.ts';
import type { Statement } from '../../revocation/statement.ts';

/** Numbers of a row: 0 for nothing, or one of these; date; reason code. */
const WIDTH = 3;
const REVOKED = 1;
const NOT_REVOKED = 2;
const PERHAPS = 3;
/** Revoked, on a day. */
const REVOKED_ON_DAY = 4;

/** What one voice says of certificates, by their rows; 24 bytes each. */
export class Statements {
  readonly by: CrlReference;
  readonly #rows = new PackedRows<Float64Array>(WIDTH, (length) => new Float64Array(length));

  constructor(by: CrlReference) {
    this.by = by;
  }

  set(row: number, { revoked, date, dayOnly, reasonCode }: Omit<Statement, 'by'>): void {
    this.#rows.reserve(row);
    const chunk = this.#rows.chunkOf(row);
    const at = this.#rows.placeOf(row);
    const isRevoked = dayOnly === true ? REVOKED_ON_DAY : REVOKED;
    chunk[at] = revoked === null ? PERHAPS : revoked ? isRevoked : NOT_REVOKED;
    chunk[at + 1] = date ?? NaN;
    chunk[at + 2] = reasonCode ?? NaN;
  }

  at(row: number): Statement | undefined {
    const { chunks } = this.#rows;
    if (row >= chunks.length * ((chunks[0]?.length ?? 0) / WIDTH)) return undefined;
    const chunk = this.#rows.chunkOf(row);
    const at = this.#rows.placeOf(row);
    if (chunk[at] === 0) return undefined;
    const dayOnly = chunk[at] === REVOKED_ON_DAY;
    const revoked = chunk[at] === PERHAPS ? null : chunk[at] === REVOKED || dayOnly;
    return {
      ...{ revoked, dayOnly, by: this.by },
      ...{ date: known(chunk[at + 1]!), reasonCode: known(chunk[at + 2]!) },
    };
  }
}

function known(value: number): number | null {
  return Number.isNaN(value) ? null : value;
}
