import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { issuerKey } from './issuer-key.ts';
import type { RevocationCells, RevocationLine } from './revocation-line.ts';

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
  readonly #lines: number[] = [];
  readonly #cells: (RevocationCells | undefined)[] = [];
  readonly #issuers: (string | undefined)[] = [];
  /** For each record, the one before it of the same serial number plus one. */
  readonly #before: number[] = [];
  readonly #used: boolean[] = [];
  /** One record, mostly: a list for each would take twice the memory. */
  readonly #byFingerprint = new Map<Fingerprint, number | number[]>();
  readonly #bySerial = new Map<string, number>();
  /** By serial number in the list, the one issuer of the rows that have it; `null` for several. */
  readonly #issuerOfRows = new Map<string, string | null>();

  constructor(name: string) {
    this.name = name;
  }

  get size(): number {
    return this.#cells.length;
  }

  add(read: RevocationLine, line: number): void {
    const { fingerprints, serial, issuer, cells, unclear, badReason } = read;
    const record = this.#cells.push(cells) - 1;
    this.#lines.push(line);
    this.#issuers.push(issuer);
    this.#used.push(false);
    if (unclear !== undefined) this.trouble(line, unclear);
    if (badReason !== undefined) this.trouble(line, `no CRL reason: ${badReason}`);
    for (const fingerprint of fingerprints) this.#addFingerprint(fingerprint, record);
    this.#before.push(serial === undefined ? 0 : (this.#bySerial.get(serial) ?? -1) + 1);
    if (serial !== undefined) this.#bySerial.set(serial, record);
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
   */
  find(row: Revocable): RevocationCells | 'unclear' | undefined {
    const records = this.#recordsOf(row);
    if (records.length === 0) return undefined;
    for (const record of records) this.#used[record] = true;
    const [first, ...others] = records.filter((record) => this.#cells[record] !== undefined);
    if (first === undefined) return 'unclear';
    const cells = this.#cells[first]!;
    const other = others.find((record) => this.#cells[record]!.join() !== cells.join());
    if (other === undefined) return cells;
    this.#contradict(first, other);
    return 'unclear';
  }

  /** Lines that name nothing in the table. */
  unused(): { readonly count: number; readonly firstLine: number } {
    const count = this.#used.reduce((n, used) => n + (used ? 0 : 1), 0);
    return { count, firstLine: this.#lines[this.#used.indexOf(false)] ?? 0 };
  }

  #addFingerprint(fingerprint: Fingerprint, record: number): void {
    const records = this.#byFingerprint.get(fingerprint);
    if (records === undefined) this.#byFingerprint.set(fingerprint, record);
    else if (typeof records === 'number') this.#byFingerprint.set(fingerprint, [records, record]);
    else records.push(record);
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
    let last = this.#bySerial.get(serial) ?? -1;
    for (; last >= 0; last = this.#before[last]! - 1) {
      const named = this.#issuers[last];
      if (named === undefined) this.#checkOnly(last, serial);
      if (named === undefined || named === key) records.push(last);
    }
    return records;
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

const MAX_TROUBLES = 20;
