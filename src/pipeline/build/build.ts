import { setImmediate } from 'node:timers/promises';
import { LINKS_FROM } from '../../appendix/table/columns.ts';
import { csvHeader, csvRows } from '../../appendix/write/csv.ts';
import { CertImpactError } from '../../errors.ts';
import { formatFingerprint } from '../../fingerprint/fingerprint.ts';
import { decodeFacts } from '../../x509/facts.ts';
import type { Visit } from '../examination.ts';
import type { Run, RunOptions } from '../run.ts';
import type { AppendixFormat, BuildAccount } from './account.ts';
import { type CertificateRecord, makeRecord } from './certificate-record.ts';
import type { ExtraColumn } from './extra-columns.ts';
import { Listed } from './listed.ts';
import type { RevocationPolicy } from './revocation-policy.ts';
import { IssuanceTimes } from './row-order.ts';
import { SiblingHashes, settleStanding } from './standing.ts';
import { TableRows } from './table-rows.ts';
import { TextSpool } from '../text-spool.ts';

export interface BuildOptions {
  /** Links from `LINKS_FROM` certificates on, and the table below, when absent. */
  readonly format: AppendixFormat | undefined;
  /** Seconds since 1970. */
  readonly asOf: number;
  readonly redactSmime: boolean;
  readonly extra: readonly ExtraColumn[];
  /** Whether the custom columns of tables that are read are written, too. */
  readonly keepColumns: boolean;
  readonly policy: RevocationPolicy;
  /** U+FEFF in front, without which Excel takes the table for text of another encoding. */
  readonly byteOrderMark: boolean;
  /** For temporary files. */
  readonly folder?: string;
}

/** Makes the appendix: sees the run go by, and writes when it is over. */
export class Build {
  readonly #options: BuildOptions;
  readonly #times = new IssuanceTimes();
  readonly #records: TextSpool;
  readonly #listed: Listed;
  readonly #siblings = new SiblingHashes();
  #finals = 0;

  constructor(options: BuildOptions) {
    this.#options = options;
    this.#records = new TextSpool(options.folder);
    this.#listed = new Listed(options.keepColumns, options.folder);
  }

  /** What the run is to be watched with. */
  get hooks(): Required<Pick<RunOptions, 'visit' | 'observe' | 'takeSibling'>> {
    return {
      visit: this.#visit,
      observe: () => this.#listed,
      takeSibling: (row, sibling) => {
        this.#siblings.add(row, sibling);
      },
    };
  }

  /**
   * Writes the appendix of a run that the hooks have seen.
   * @throws {CertImpactError} `accounting` when a row is missing, which is a bug
   */
  async write(
    run: Run,
    write: (text: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<BuildAccount> {
    const { policy, extra, redactSmime } = this.#options;
    if (run.examiner.tally.size !== this.#times.size) {
      throw new CertImpactError('accounting', 'not every certificate that was read has a row');
    }
    const standing = settleStanding(run, this.#times, this.#listed, this.#siblings);
    const { rows, final, missing } = standing;
    const serials = this.#listed.serialOnly.length;
    // a serial number has no link
    const links = rows.length + missing.starts.length;
    const format = this.#options.format ?? (links < LINKS_FROM ? 'csv' : 'links');
    const table = new TableRows({
      run,
      standing,
      listed: this.#listed,
      policy,
      redactSmime,
      extra,
      recordOf: (row) => JSON.parse(this.#records.read(row)) as CertificateRecord,
    });
    const written =
      format === 'csv'
        ? await this.#writeTable(table, write, signal)
        : await writeLinks(table, write, signal);
    const account: BuildAccount = {
      format,
      chosen: this.#options.format === undefined,
      rows: written,
      final,
      presumed: rows.length - final,
      missing: missing.starts.length,
      serials,
      withoutRow: run.ledger.ids.filter(({ row }) => row < 0).length,
      attached: missing.attached,
      siblings: standing.siblings,
      withheld: table.withheld,
      withheldUnseen: table.withheldUnseen,
      revocation: policy.sources,
      planned: policy.hasPlannedDate,
      faulty: policy.faulty,
      faults: policy.faults,
    };
    check(account);
    return account;
  }

  close(): void {
    this.#records.close();
    this.#listed.close();
  }

  readonly #visit: Visit = (reader, sha256) => {
    if (!reader.readable) return;
    this.#times.add(reader.notBefore);
    if (!reader.extensions.isPrecertificate) this.#finals++;
    if (this.#areLinksCertain()) return;
    const { redactSmime, extra } = this.#options;
    const facts = decodeFacts(reader, formatFingerprint(sha256));
    this.#records.add(JSON.stringify(makeRecord(facts, { redactSmime, extra })));
  };

  /** Every final certificate has a row: nothing is kept of those that cannot be in a table any more. */
  #areLinksCertain(): boolean {
    const { format } = this.#options;
    return format === 'links' || (format === undefined && this.#finals >= LINKS_FROM);
  }

  async #writeTable(
    table: TableRows,
    write: (text: string) => Promise<void>,
    signal: AbortSignal,
  ): Promise<number> {
    const { byteOrderMark } = this.#options;
    await table.seeRevocables(signal);
    await write((byteOrderMark ? '\ufeff' : '') + csvHeader(table.customNames));
    return inPieces(table.cells(), csvRows, write, signal);
  }
}

async function writeLinks(
  table: TableRows,
  write: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  return inPieces(
    table.links(),
    (links) => links.map((link) => `${link}\n`).join(''),
    write,
    signal,
  );
}

/** Bounds how much is rendered before it is written. */
const ROWS_A_PIECE = 256;

async function inPieces<T>(
  rows: Iterable<T>,
  render: (piece: readonly T[]) => string,
  write: (text: string) => Promise<void>,
  signal: AbortSignal,
): Promise<number> {
  let count = 0;
  let piece: T[] = [];
  const flush = async (): Promise<void> => {
    await write(render(piece));
    // a write to a file alone would let no signal in
    await setImmediate();
    signal.throwIfAborted();
    count += piece.length;
    piece = [];
  };
  for (const row of rows) if (piece.push(row) === ROWS_A_PIECE) await flush();
  if (piece.length > 0) await flush();
  return count;
}

function check({ format, rows, final, presumed, missing, serials }: BuildAccount): void {
  const listed = final + presumed + missing + (format === 'csv' ? serials : 0);
  if (rows === listed) return;
  throw new CertImpactError('accounting', `${rows} rows were written for ${listed} certificates`);
}
