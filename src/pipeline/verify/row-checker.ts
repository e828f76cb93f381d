import type { LineProblem } from '../../appendix/line.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { isRounded } from '../../appendix/table/mangled.ts';
import { BeyondIssuerDigester } from '../../verify/beyond-issuer.ts';
import type { Detail, Detailed, FindingKind, Report, RowView, Terms } from '../../verify/check.ts';
import { LINE_PROBLEMS, ROW_CHECKS, rowLength } from '../../verify/checks.ts';
import { ColumnFindings } from '../../verify/column-findings.ts';
import { type DescribedCertificate, ReadCertificate } from '../../verify/described-certificate.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { detailOf } from './problem-detail.ts';
import type { KeptRow, TableRows } from './table-rows.ts';

interface Provisional {
  readonly kind: FindingKind;
  /** Absent where there are so many that it would only be counted. */
  readonly detail: Detail | undefined;
}

/** By which of its certificates a row has been checked. */
const BY_PRECERTIFICATE = 1;
const BY_CERTIFICATE = 2;

/** Texts of further provisional findings are not kept: 100,000 rows may hold as many megabytes. */
const MAX_PROVISIONAL_ROWS = 20_000;

/**
 * Holds rows against their certificates as these come. A row that names a precertificate and its final
 * certificate is about the final one: what the precertificate shows is provisional until that comes.
 */
export class RowChecker {
  readonly #rows: TableRows;
  readonly #log: FindingLog;
  readonly #terms: Terms;
  readonly #columns = new ColumnFindings();
  readonly #digester = new BeyondIssuerDigester();
  readonly #provisional = new Map<number, Provisional[]>();
  readonly #issuers = new Map<string, string>();
  #rowStates: Uint8Array = new Uint8Array(64);
  /** By the row of the ledger. */
  #cas: Uint8Array = new Uint8Array(64);

  constructor(rows: TableRows, log: FindingLog, terms: Terms) {
    this.#rows = rows;
    this.#log = log;
    this.#terms = terms;
  }

  /**
   * Checks every row that names the certificate that `reader` stands on.
   * @param fingerprint its row of the ledger
   */
  visit(reader: CertificateReader, fingerprint: number): void {
    if (!reader.readable || fingerprint < 0) return;
    this.#cas = withRoom(this.#cas, fingerprint);
    this.#cas[fingerprint] = Number(reader.extensions.isCa);
    let certificate: DescribedCertificate | undefined;
    let digest: Uint8Array | undefined;
    for (const entry of this.#rows.entriesOf(fingerprint)) {
      this.#rows.hold(entry);
      const row = this.#rows.rowOf(entry);
      const { start, end } = this.#rows.entriesIn(row);
      if (end - start > 1) {
        digest ??= this.#digester.digest(reader);
        this.#rows.setDigest(entry, digest);
      }
      this.#rowStates = withRoom(this.#rowStates, row);
      if (this.#isDecided(row, reader.extensions.isPrecertificate)) continue;
      certificate ??= new ReadCertificate(reader, this.#issuers);
      this.#check(row, certificate, end - start > 1);
    }
  }

  isCa(fingerprint: number): boolean {
    return this.#cas[fingerprint] === 1;
  }

  /** Enters what was provisional, once no further certificate comes. */
  settle(): void {
    for (const [row, findings] of this.#provisional) {
      for (const { kind, detail } of findings) this.#enter(row, kind, detail);
    }
    this.#provisional.clear();
  }

  /** Checks a row by itself, where none of its certificates could be had. */
  checkAlone(row: number): void {
    if ((this.#rowStates[row] ?? 0) === 0) this.#check(row, undefined, false);
  }

  /** Enters what is told once a column, when every row is checked. */
  finish(): void {
    this.#columns.finish(this.#log);
  }

  #isDecided(row: number, byPrecertificate: boolean): boolean {
    const state = this.#rowStates[row]!;
    if ((state & BY_CERTIFICATE) !== 0) return true;
    if (byPrecertificate) return (state & BY_PRECERTIFICATE) !== 0;
    this.#provisional.delete(row);
    return false;
  }

  #check(row: number, certificate: DescribedCertificate | undefined, several: boolean): void {
    const kept = this.#rows.read(row);
    if (certificate !== undefined) {
      this.#rowStates[row]! |= certificate.precertificate ? BY_PRECERTIFICATE : BY_CERTIFICATE;
    }
    const found = this.#findingsOf(kept, certificate);
    if (found.length === 0) return;
    if (several && certificate?.precertificate === true) {
      const isFull = this.#provisional.size >= MAX_PROVISIONAL_ROWS;
      this.#provisional.set(row, isFull ? found.map(shortened) : found);
    } else for (const { kind, detail } of found) this.#enter(row, kind, detail);
  }

  #findingsOf(kept: KeptRow, certificate: DescribedCertificate | undefined): Detailed[] {
    const { row, suspicions } = kept;
    const view: RowView = {
      row,
      certificate,
      terms: this.#terms,
      settleOrder: (column, order) => {
        this.#columns.settle(row.table, column, order);
      },
    };
    const found: Detailed[] = [];
    const broken = suspicions.length === 0 ? NONE : brokenColumns(kept);
    const report: Report = (kind, detail) => {
      if (!broken.has(detail.column)) found.push({ kind, detail });
    };
    for (const check of ROW_CHECKS) check.check(view, report);
    const spoken = new Set(found.map(({ detail }) => detail.column));
    for (const suspicion of suspicions) {
      const detail = detailOf(suspicion, row.table);
      if (spoken.has(detail.column) || isCleared(suspicion, certificate)) continue;
      found.push({ kind: LINE_PROBLEMS[suspicion.code], detail });
    }
    const length: Detailed[] = [];
    const explains = rowLength.check(row, found, (kind, detail) => length.push({ kind, detail }));
    return explains ? length : [...length, ...found];
  }

  #enter(row: number, kind: FindingKind, detail: Detail | undefined): void {
    if (detail === undefined || (kind.perColumn !== true && this.#log.isFull(kind))) {
      this.#log.count(kind);
      return;
    }
    const place = this.#rows.placeOf(row);
    if (kind.perColumn === true) {
      this.#columns.add(this.#rows.tableOf(row), kind, place, detail);
    } else this.#log.add(kind, place, detail);
  }
}

function shortened({ kind, detail: { message, column, order } }: Detailed): Provisional {
  return { kind, detail: kind.perColumn === true ? { message, column, order } : undefined };
}

/** Columns of cells that hold no value: nothing else is said of them. */
function brokenColumns({ suspicions, row }: KeptRow): Set<string | undefined> {
  const broken = suspicions.filter(
    ({ code, text }) => code === 'mangled-cell' && text.startsWith('#'),
  );
  return new Set(broken.map((suspicion) => detailOf(suspicion, row.table).column));
}

/**
 * A serial number that looks like decimal is hex when it is that of the certificate; and an apostrophe
 * is right where it keeps a cell from being a formula.
 */
function isCleared(
  { code, text }: LineProblem,
  certificate: DescribedCertificate | undefined,
): boolean {
  if (code === 'mangled-cell') return withoutFormulaGuard(text) !== text;
  return code === 'mangled-number' && typeof certificate?.serial === 'string' && !isRounded(text);
}

const NONE: ReadonlySet<string | undefined> = new Set();

function withRoom(states: Uint8Array, index: number): Uint8Array {
  if (index < states.length) return states;
  const grown = new Uint8Array(Math.ceil((index + 1) * 1.5));
  grown.set(states);
  return grown;
}
