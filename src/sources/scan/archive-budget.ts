/** What an archive may cost. One budget for an archive and all archives inside it. */
import { CertImpactError } from '../../errors.ts';

/** Stops the quine and the onion: an archive in an archive in an archive … */
export const MAX_NESTING = 4;

/** Stops archives of millions of empty members: a folder of 1,000,000 certificates is real. */
export const MAX_MEMBERS = 2_000_000;

/** Stops overlapping members (Fifield 2019: 46 MB unpack to 4.5 PB): no real dump is this large. */
export const MAX_UNPACKED_BYTES = 64 * 2 ** 30;

/** Stops classical bombs (deflate reaches 1,032): PEM and DER compress to a fifth at the very best. */
export const MAX_RATIO = 200;

/** Repetitive but harmless: the ratio is not looked at before this many unpacked bytes. */
export const RATIO_FREE_BYTES = 16 * 2 ** 20;

/** A zip can only be read at random: one inside another, or from a pipe, is held in memory. */
export const MAX_HELD_ZIP_BYTES = 256 * 2 ** 20;

/** The bounds that tests make small. */
export interface ArchiveLimits {
  readonly nesting: number;
  readonly members: number;
  readonly unpackedBytes: number;
  readonly ratio: number;
  readonly ratioFreeBytes: number;
  readonly heldZipBytes: number;
}

export const ARCHIVE_LIMITS: ArchiveLimits = {
  nesting: MAX_NESTING,
  members: MAX_MEMBERS,
  unpackedBytes: MAX_UNPACKED_BYTES,
  ratio: MAX_RATIO,
  ratioFreeBytes: RATIO_FREE_BYTES,
  heldZipBytes: MAX_HELD_ZIP_BYTES,
};

export class ArchiveBudget {
  readonly limits: ArchiveLimits;
  #members = 0;
  #unpacked = 0;

  constructor(limits: ArchiveLimits) {
    this.limits = limits;
  }

  /** Whether nothing more may be unpacked. */
  get spent(): boolean {
    return this.#members > this.limits.members || this.#unpacked > this.limits.unpackedBytes;
  }

  /** Counts one member. @throws {CertImpactError} `limit-exceeded` */
  enterMember(): void {
    this.#members++;
    if (this.spent) throw exceeded(`archive of more than ${this.limits.members} members`);
  }

  /**
   * Counts `bytes` more of one stream, which has given `unpacked` bytes for `packed` so far.
   *
   * @throws {CertImpactError} `limit-exceeded`
   */
  unpack(bytes: number, unpacked: number, packed: number): void {
    this.#unpacked += bytes;
    if (this.spent) throw exceeded(`archive of more than ${this.limits.unpackedBytes} bytes`);
    const { ratio, ratioFreeBytes } = this.limits;
    if (unpacked > ratioFreeBytes && unpacked > packed * ratio) {
      throw exceeded(`unpacks to more than ${ratio} times its size`);
    }
  }
}

function exceeded(what: string): CertImpactError {
  return new CertImpactError('limit-exceeded', what);
}
