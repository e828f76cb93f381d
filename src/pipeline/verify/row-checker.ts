import type { LineProblem } from '../../appendix/line.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { isRounded } from '../../appendix/table/mangled.ts';
import { BeyondIssuerDigester } from '../../verify/beyond-issuer.ts';
import type { Detail, Detailed, FindingKind, Terms } from '../../verify/check.ts';
import { LINE_PROBLEMS, rowLength } from '../../verify/checks.ts';
import { ColumnFindings } from '../../verify/column-findings.ts';
import { type DescribedCertificate, ReadCertificate } from '../../verify/described-certificate.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import { holdRow } from '../../verify/hold-row.ts';
import type { CertificateReader } from '../../x509/certificate-reader.ts';
import { detailOf } from './problem-detail.ts';
import type { KeptRow, TableRows } from './table-rows.ts';

interface Provisional {
  readonly kind: FindingKind;
  /** Absent where there are so many that it would only be counted. */
  readonly detail: Detail | undefined;
}

/** The row has been held against a certificate, and may be against others. */
const HELD = 1;
/** Nothing that comes changes what is known of the row. */
const DECIDED = 2;

/** Bounds what a row of thousands of hashes and one long cell costs; beyond, its cells can be no one's. */
const MAX_HELD = 100;

/** Texts of further provisional findings are not kept: 100,000 rows may hold as many megabytes. */
const MAX_PROVISIONAL_ROWS = 20_000;

/**
 * Holds rows against their certificates as these come. A row that names a precertificate and its final
 * certificate is about the final one: what the precertificate shows is provisional until that comes.
 * Any other row of several is held against each of them, and is about the one that it fits best.
 */
export class RowChecker {
  readonly #rows: TableRows;
  readonly #log: FindingLog;
  readonly #terms: Terms;
  readonly #columns = new ColumnFindings();
  readonly #digester = new BeyondIssuerDigester();
  readonly #provisional = new Map<number, readonly Provisional[]>();
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
      if (this.#rowStates[row] === DECIDED) continue;
      certificate ??= new ReadCertificate(reader, this.#issuers);
      if (end - start === 1) this.#checkOne(row, certificate);
      else if (this.#rows.isPair(row)) this.#checkPair(row, certificate);
      else this.#checkSeveral(row, certificate, entry - start);
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
    if ((this.#rowStates[row] ?? 0) > 0) return;
    for (const { kind, detail } of this.#findingsOf(row, undefined)) this.#enter(row, kind, detail);
  }

  /** Enters what is told once a column, when every row is checked. */
  finish(): void {
    this.#columns.finish(this.#log);
  }

  #checkOne(row: number, certificate: DescribedCertificate): void {
    this.#rowStates[row] = DECIDED;
    for (const { kind, detail } of this.#findingsOf(row, certificate))
      this.#enter(row, kind, detail);
  }

  #checkPair(row: number, certificate: DescribedCertificate): void {
    if (!certificate.precertificate) {
      this.#provisional.delete(row);
      this.#checkOne(row, certificate);
    } else if (this.#rowStates[row] === 0) {
      this.#rowStates[row] = HELD;
      this.#keep(row, this.#findingsOf(row, certificate));
    }
  }

  #checkSeveral(row: number, certificate: DescribedCertificate, place: number): void {
    const isFirst = this.#rowStates[row] === 0;
    const before = isFirst ? undefined : this.#provisional.get(row);
    const found = place < MAX_HELD ? this.#findingsOf(row, certificate, true) : [];
    this.#rowStates[row] = found.length === 0 ? DECIDED : HELD;
    if (found.length === 0) this.#provisional.delete(row);
    else if (before === undefined || found.length < before.length) this.#keep(row, found);
  }

  #keep(row: number, found: readonly Detailed[]): void {
    if (found.length === 0) return;
    const isFull = this.#provisional.size >= MAX_PROVISIONAL_ROWS;
    this.#provisional.set(row, isFull ? found.map(shortened) : found);
  }

  #findingsOf(
    index: number,
    certificate: DescribedCertificate | undefined,
    several = false,
  ): Detailed[] {
    const kept = this.#rows.read(index);
    const { row, suspicions } = kept;
    const held = holdRow({
      row,
      certificate,
      several,
      terms: this.#terms,
      settleOrder: (column, order) => {
        this.#columns.settle(row.table, column, order);
      },
    });
    const broken = suspicions.length === 0 ? NONE : brokenColumns(kept);
    const found = held.filter(({ detail }) => !broken.has(detail.column));
    const spoken = new Set(found.map(({ detail }) => detail.column));
    for (const suspicion of suspicions) {
      const detail = detailOf(suspicion, row.table);
      if (spoken.has(detail.column) || isCleared(suspicion, certificate)) continue;
      const isSerial = suspicion.code === 'mangled-number';
      const expected = isSerial ? (certificate?.serial ?? undefined) : undefined;
      found.push({ kind: LINE_PROBLEMS[suspicion.code], detail: { ...detail, expected } });
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
