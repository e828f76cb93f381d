import { setImmediate } from 'node:timers/promises';
import { crtShLink } from '../../appendix/write/links.ts';
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import type { Run } from '../run.ts';
import { type CertificateRecord, WITHHELD } from './certificate-record.ts';
import type { ExtraColumn } from './extra-columns.ts';
import type { Listed, ListedRecord } from './listed.ts';
import { missingRow } from './missing.ts';
import { type Validity, writtenValidity } from './carried-revocation.ts';
import type { CarriedCells, RevocationPolicy } from './revocation-policy.ts';
import { type Standing, ledgerRows } from './standing.ts';

export interface TableParts {
  readonly run: Run;
  readonly standing: Standing;
  readonly listed: Listed;
  readonly policy: RevocationPolicy;
  /** Of what was not obtained, too, as far as it may be for S/MIME. */
  readonly redactSmime: boolean;
  readonly extra: readonly ExtraColumn[];
  /** Of a row of the tally. */
  readonly recordOf: (row: number) => CertificateRecord;
}

/** Rows of the appendix, one after the other: certificates, then what is known by its hash only, then by its serial number. */
export class TableRows {
  /** S/MIME certificates, of which cells are withheld. */
  withheld = 0;
  /** Rows of what was not obtained, of which cells are withheld that were not when they were read. */
  withheldUnseen = 0;
  /** Of the columns behind the guidelines' own. */
  readonly customNames: readonly string[];
  readonly #parts: TableParts;
  /** Numbers of custom columns of the lists, which are not written a second time. */
  readonly #kept: readonly number[];

  constructor(parts: TableParts) {
    this.#parts = parts;
    const own = parts.extra.map(({ name }) => name);
    const { customNames } = parts.listed;
    this.#kept = [...customNames.keys()].filter((place) => !own.includes(customNames[place]!));
    this.customNames = [...own, ...this.#kept.map((place) => customNames[place]!)];
  }

  /** Lets revocations see which serial numbers there are, where some name their certificate by it. */
  async seeRevocables(signal: AbortSignal): Promise<void> {
    const { standing, policy, recordOf } = this.#parts;
    if (policy.revocations === undefined) return;
    for (const [at, row] of standing.rows.entries()) {
      policy.revocations.see({ fingerprints: [], ...recordOf(row) });
      if (at % CERTIFICATES_A_TURN !== 0) continue;
      await setImmediate();
      signal.throwIfAborted();
    }
    for (const record of this.#recordsOfMissing()) {
      policy.revocations.see({ fingerprints: [], serial: record.serial, issuer: undefined });
    }
  }

  *cells(): Generator<string[]> {
    const { standing, listed } = this.#parts;
    for (const row of standing.rows) yield this.#certificateCells(row);
    for (const start of standing.missing.starts) yield this.#missingCells(start);
    const bySerial = listed.serialOnly.map((number) => ({ number, record: listed.record(number) }));
    // those that are equal say the same
    bySerial.sort((a, b) => compare(JSON.stringify(a.record), JSON.stringify(b.record)));
    for (const { record } of bySerial) yield this.#unprovedCells([], [], record);
  }

  /** Of each certificate; of a precertificate where no final certificate is known. */
  *links(): Generator<string> {
    const { standing } = this.#parts;
    for (const row of standing.rows) {
      const { precertificates, certificates } = standing.hashesOf(row);
      yield crtShLink((certificates[0] ?? precertificates[0])!);
    }
    for (const start of standing.missing.starts) {
      const { precertificates, certificates } = this.#missingRow(start);
      yield crtShLink((certificates[0] ?? precertificates[0])!);
    }
  }

  #certificateCells(row: number): string[] {
    const { run, standing, policy, recordOf } = this.#parts;
    const { precertificates, certificates } = standing.hashesOf(row);
    const status = run.revocation?.statuses.at(row);
    const record = recordOf(row);
    const { issuer, serial, withheld, cells, extra } = record;
    if (withheld) this.withheld++;
    const fingerprints = [...certificates, ...precertificates];
    const listed = this.#listedRecord(fingerprints);
    return [
      hashCell(precertificates),
      hashCell(certificates),
      ...cells,
      ...policy.cells(
        { fingerprints, serial, issuer },
        provedValidity(record),
        carriedCells(listed),
        status,
      ),
      ...extra,
      ...this.#keptCells(listed, withheld ? fingerprints : undefined),
    ];
  }

  /** What the list says of the first of these that it says something of. */
  #listedRecord(fingerprints: readonly Fingerprint[]): ListedRecord | undefined {
    const { run, listed } = this.#parts;
    let found: ListedRecord | undefined;
    for (const row of ledgerRows(run.ledger, fingerprints)) {
      const number = listed.recordNumber(row);
      if (number < 0) continue;
      const record = listed.record(number);
      if (record.revocation !== undefined) return record;
      found ??= record;
    }
    return found;
  }

  #missingCells(start: number): string[] {
    const { precertificates, certificates, record, whole } = this.#missingRow(start);
    const listed = record < 0 ? undefined : this.#parts.listed.record(record);
    return this.#unprovedCells(precertificates, certificates, listed, whole);
  }

  /** Of a certificate that is not there, nothing is written but what the list says. */
  #unprovedCells(
    precertificates: readonly Fingerprint[],
    certificates: readonly Fingerprint[],
    listed: ListedRecord | undefined,
    whole = true,
  ): string[] {
    const { policy, extra, redactSmime } = this.#parts;
    const serial = listed?.serial ?? '';
    const fingerprints = [...certificates, ...precertificates];
    const [, , notBefore = '', notAfter = ''] = (whole ? listed?.names : undefined) ?? [];
    const revocation = policy.cells(
      { fingerprints, serial, issuer: undefined },
      writtenValidity(notBefore, notAfter),
      carriedCells(listed),
    );
    const isWithheld = redactSmime && listed?.perhapsSmime === true;
    const names = this.#unprovedNames(listed, isWithheld, whole);
    // of S/MIME, which a column of the CA's own may describe as well
    const withheld = isWithheld || listed?.names?.[0] === WITHHELD;
    return [
      precertificates.join(' '),
      certificates.join(' '),
      ...names.slice(0, 4),
      isWithheld && !SERIAL.test(serial) ? WITHHELD : serial,
      names[4]!,
      ...revocation,
      ...extra.map(() => ''),
      ...this.#keptCells(listed, withheld ? fingerprints : undefined),
    ];
  }

  /** Subject, issuer, notBefore, notAfter, dNSNames. */
  #unprovedNames(
    listed: ListedRecord | undefined,
    isWithheld: boolean,
    whole: boolean,
  ): readonly string[] {
    const names = listed?.names ?? NO_NAMES;
    const says = listed?.names !== undefined || (this.#kept.length > 0 && listed?.custom);
    if (isWithheld && says && names[0] !== WITHHELD) this.withheldUnseen++;
    if (!whole || listed?.names === undefined) return NO_NAMES;
    return isWithheld ? names.map(() => WITHHELD) : names;
  }

  /** @param withheldOf of an S/MIME certificate, its hashes: links to these are all that is left */
  #keptCells(
    listed: ListedRecord | undefined,
    withheldOf: readonly Fingerprint[] | undefined,
  ): string[] {
    const cells = new Map(listed?.custom);
    const links = withheldOf?.map(crtShLink);
    return this.#kept.map((place) => {
      const cell = cells.get(place) ?? '';
      return links === undefined || links.includes(cell) ? cell : WITHHELD;
    });
  }

  #missingRow(start: number): ReturnType<typeof missingRow> {
    const { run, listed, standing } = this.#parts;
    return missingRow(start, run.ledger, listed, standing.hashes);
  }

  *#recordsOfMissing(): Generator<ListedRecord> {
    const { listed, standing } = this.#parts;
    const numbers = standing.missing.starts.map((start) => listed.recordNumber(start));
    for (const number of [...numbers, ...listed.serialOnly]) {
      if (number >= 0) yield listed.record(number);
    }
  }
}

function provedValidity({ notBefore, notAfter }: CertificateRecord): Validity {
  return { proved: true, notBefore: notBefore ?? undefined, notAfter: notAfter ?? undefined };
}

function carriedCells(listed: ListedRecord | undefined): CarriedCells | undefined {
  return listed?.revocation && { cells: listed.revocation, place: listed.place ?? '' };
}

/** Several have a space between them, as digicert/dossier writes them; none is "N/A" there, too. */
function hashCell(hashes: readonly Fingerprint[]): string {
  return hashes.join(' ') || 'N/A';
}

function compare(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

const CERTIFICATES_A_TURN = 4096;
const NO_NAMES: readonly string[] = ['', '', '', '', ''];
/** Also what a spreadsheet has left of it: in a row that has slipped, a name may stand in its place. */
const SERIAL = /^[-+\d.,:a-fx\s]*$/i;
