import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { issuerKey } from './issuer-key.ts';
import type { RevocationCells, RevocationFault, RevocationLine } from './revocation-line.ts';

/** What went wrong with a line of the list of revocations, for a note. */
export interface RevocationTrouble {
  readonly line: number;
  /** Lower case, no full stop; text of strangers in it is not escaped yet. */
  readonly message: string;
}

/** Of a row: what revocations of it may name. */
export interface Revocable {
  readonly fingerprints: readonly Fingerprint[];
  /** As of `normalizeSerial`; `''` where it is not known. */
  readonly serial: string;
  /** RFC 4514; `undefined` where it is not known. */
  readonly issuer: string | undefined;
}

/** The CA's own list of what it has revoked, and will. */
export class Revocations {
  /** As the user named it. */
  readonly name: string;
  readonly troubles: RevocationTrouble[] = [];
  /** Lines with a trouble for which no cell could be filled in as the list says it. */
  troubled = 0;
  /** Of these, the ones whose certificate is not understood. */
  unnamed = 0;
  readonly #lines: number[] = [];
  readonly #cells: (RevocationCells | undefined)[] = [];
  readonly #issuers: (string | undefined)[] = [];
  readonly #used: boolean[] = [];
  /** One record, mostly: a list for each would take twice the memory. */
  readonly #byFingerprint = new Map<Fingerprint, number | number[]>();
  readonly #bySerial = new Map<string, number | number[]>();
  /** Of records whose serial number can be read in two ways, both. */
  readonly #readings = new Map<number, readonly string[]>();
  /** By serial number in the list, the one issuer of the rows that have it; `null` for several. */
  readonly #issuerOfRows = new Map<string, string | null>();

  constructor(name: string) {
    this.name = name;
  }

  get size(): number {
    return this.#cells.length;
  }

  add(read: RevocationLine, line: number): void {
    const { fingerprints, serials, issuer, cells, unclear, badReason } = read;
    const record = this.#cells.push(cells) - 1;
    this.#lines.push(line);
    this.#issuers.push(issuer);
    this.#used.push(false);
    if (unclear !== undefined) this.trouble(line, unclear);
    if (badReason !== undefined) this.trouble(line, `no CRL reason: ${badReason}`);
    for (const fingerprint of fingerprints) append(this.#byFingerprint, fingerprint, record);
    for (const serial of serials) append(this.#bySerial, serial, record);
    if (serials.length > 1) this.#readings.set(record, serials);
  }

  /** A line that says nothing that could be used. */
  fault({ message, unnamed }: RevocationFault, line: number): void {
    this.trouble(line, message);
    if (unnamed) this.unnamed++;
  }

  trouble(line: number, message: string): void {
    this.troubled++;
    if (this.troubles.length < MAX_TROUBLES) this.troubles.push({ line, message });
  }

  /**
   * Told of each row before any is looked up: a serial number alone names a certificate only where all
   * rows that have it are of one issuer.
   */
  see({ serial, issuer }: Revocable): void {
    if (!this.#bySerial.has(serial)) return;
    const key = issuer === undefined ? '' : issuerKey(issuer);
    const seen = this.#issuerOfRows.get(serial);
    this.#issuerOfRows.set(serial, seen === undefined || seen === key ? key : null);
  }

  /**
   * The cells of a row; `undefined` where the list says nothing of it, `unclear` where it says that it is
   * revoked, but two things, or no date with one meaning, or perhaps means another certificate.
   * @param check what the certificate has against them
   */
  find(
    row: Revocable,
    check?: (cells: RevocationCells) => string | undefined,
  ): RevocationCells | 'unclear' | undefined {
    const records = this.#recordsOf(row);
    if (records.length === 0) return undefined;
    for (const record of records) this.#used[record] = true;
    const [first, ...others] = records.filter((record) => this.#cells[record] !== undefined);
    if (first === undefined) return 'unclear';
    const cells = this.#cells[first]!;
    const other = others.find((record) => this.#cells[record]!.join() !== cells.join());
    const fault = check?.(cells);
    if (other === undefined && fault === undefined) return cells;
    if (other === undefined) this.trouble(this.#lines[first]!, fault!);
    else this.#contradict(first, other);
    return 'unclear';
  }

  /** Lines that name nothing in the table. */
  unused(): { readonly count: number; readonly firstLine: number } {
    const count = this.#used.reduce((n, used) => n + (used ? 0 : 1), 0);
    return { count, firstLine: this.#lines[this.#used.indexOf(false)] ?? 0 };
  }

  #contradict(record: number, other: number): void {
    const [first, second] = [this.#lines[record]!, this.#lines[other]!].sort((a, b) => a - b);
    this.trouble(second!, `says something else than line ${first!} of the same certificate`);
  }

  #recordsOf({ fingerprints, serial, issuer }: Revocable): number[] {
    const records = fingerprints.flatMap(
      (fingerprint) => this.#byFingerprint.get(fingerprint) ?? [],
    );
    if (records.length > 0) return [...new Set(records)];
    const key = issuer === undefined ? undefined : issuerKey(issuer);
    for (const record of [this.#bySerial.get(serial) ?? []].flat()) {
      const named = this.#issuers[record];
      if (named !== undefined && named !== key) continue;
      if (named === undefined) this.#checkOnly(record, serial);
      this.#checkReading(record);
      records.push(record);
    }
    return records;
  }

  /** Digits that are one certificate's serial number in hex and another's in decimal are of neither. */
  #checkReading(record: number): void {
    const [hex, decimal] = this.#readings.get(record) ?? [];
    if (hex === undefined || decimal === undefined || this.#cells[record] === undefined) return;
    if (![hex, decimal].every((serial) => this.#isSeen(serial, this.#issuers[record]))) return;
    this.#cells[record] = undefined;
    this.trouble(
      this.#lines[record]!,
      `the serial number is ${hex} in hex and ${decimal} in decimal, and certificates have both`,
    );
  }

  /** @param named the issuer that the list names */
  #isSeen(serial: string, named: string | undefined): boolean {
    const seen = this.#issuerOfRows.get(serial);
    return seen !== undefined && (named === undefined || seen === null || seen === named);
  }

  #checkOnly(record: number, serial: string): void {
    if (this.#issuerOfRows.get(serial) !== null || this.#cells[record] === undefined) return;
    this.#cells[record] = undefined;
    this.trouble(
      this.#lines[record]!,
      `certificates of several issuers have the serial number ${serial}; name the issuer`,
    );
  }
}

function append<K>(records: Map<K, number | number[]>, key: K, record: number): void {
  const found = records.get(key);
  if (found === undefined) records.set(key, record);
  else if (typeof found === 'number') records.set(key, [found, record]);
  else found.push(record);
}

const MAX_TROUBLES = 20;
