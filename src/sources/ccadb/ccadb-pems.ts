/**
 * CCADB's report of certificates in PEM (`AllCertificatePEMsCSVFormat`): the certificates of all CAs that
 * root programs know, one CSV row each with its SHA-256.
 */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { CertImpactError } from '../../errors.ts';
import { fingerprintOf, tryFingerprint } from '../../fingerprint/fingerprint.ts';
import { statPath } from '../scan/scan.ts';
import { MAX_PEM_BYTES, type ScanItem, damaged } from '../scan/scan-item.ts';

export const FINGERPRINT_COLUMN = 'SHA-256 Fingerprint';
export const PEM_COLUMN = 'X.509 Certificate (PEM)';

/** Items to a batch. */
const BATCH_ITEMS = 256;

/** Other reports of CCADB put an apostrophe around it, for spreadsheets. */
const PEM = /^\s*'?-----BEGIN CERTIFICATE-----([A-Za-z0-9+/=\s]+)-----END CERTIFICATE-----'?\s*$/;

/**
 * Reads a report file, in bounded memory.
 * @throws {CertImpactError} `file-not-found`, `file-unreadable`, or `no-certificates` for what is no such
 *   report
 */
export async function* readCcadbPems(
  path: string,
  signal: AbortSignal,
): AsyncGenerator<ScanItem[]> {
  await statPath(path);
  yield* parseCcadbPems(createReadStream(path, { signal }), path, signal);
}

/**
 * The certificates of a report, each held against the SHA-256 of its row; a row that is no certificate,
 * or another one, is a damaged item.
 * @param place as in the items
 * @throws {CertImpactError} `file-unreadable`, or `no-certificates` for what is no such report
 */
export async function* parseCcadbPems(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
  place: string,
  signal: AbortSignal,
): AsyncGenerator<ScanItem[]> {
  const skipped = { any: false };
  const rows = parse({
    bom: true,
    info: true,
    relax_column_count: true,
    skip_empty_lines: true,
    // a quote that is never closed would take the rest of the file for one cell
    max_record_size: MAX_PEM_BYTES,
    // an error would take along the rows that it has read and not handed on yet
    skip_records_with_error: true,
    on_skip: () => {
      skipped.any = true;
      return undefined;
    },
  });
  const source = Readable.from(chunks, { objectMode: false });
  source.on('error', (error) => rows.destroy(error));
  source.pipe(rows);
  let columns: { readonly fingerprint: number; readonly pem: number } | undefined;
  let batch: ScanItem[] = [];
  // of the row at hand: the parser tells the line behind it
  let line = 1;
  try {
    for await (const { record, info } of rows as AsyncIterable<InfoRow>) {
      signal.throwIfAborted();
      if (columns === undefined) columns = columnsOf(record, place);
      else {
        const fingerprint = record[columns.fingerprint] ?? '';
        batch.push(itemOf(fingerprint, record[columns.pem] ?? '', place, line));
      }
      line = info.lines + 1;
      if (batch.length < BATCH_ITEMS) continue;
      yield batch;
      batch = [];
    }
  } catch (error) {
    signal.throwIfAborted();
    if (error instanceof CertImpactError) throw error;
    const { code = 'unreadable' } = error as NodeJS.ErrnoException;
    throw new CertImpactError('file-unreadable', `cannot be read: ${code}`, {
      file: place,
      cause: error,
    });
  } finally {
    source.destroy();
    rows.destroy();
  }
  if (columns === undefined) throw noReport(place);
  if (skipped.any) batch.push(damaged(place, line, 'the CSV breaks off or is damaged here'));
  if (batch.length > 0) yield batch;
}

interface InfoRow {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

function columnsOf(
  header: readonly string[],
  place: string,
): { readonly fingerprint: number; readonly pem: number } {
  const names = header.map((name) => name.trim());
  const columns = {
    fingerprint: names.indexOf(FINGERPRINT_COLUMN),
    pem: names.indexOf(PEM_COLUMN),
  };
  if (columns.fingerprint < 0 || columns.pem < 0) throw noReport(place);
  return columns;
}

function itemOf(fingerprint: string, pem: string, place: string, line: number): ScanItem {
  const wanted = tryFingerprint(fingerprint.trim());
  const body = PEM.exec(pem)?.[1];
  if (wanted === undefined) return damaged(place, line, 'no SHA-256 in its column');
  if (body === undefined) return damaged(place, line, 'no certificate in its column');
  const der = new Uint8Array(Buffer.from(body, 'base64'));
  if (fingerprintOf(der) !== wanted) {
    return damaged(place, line, 'the certificate has another SHA-256 than its row says');
  }
  return { kind: 'certificate', der, place, line };
}

function noReport(place: string): CertImpactError {
  return new CertImpactError('no-certificates', 'not CCADB\u2019s report of certificates in PEM', {
    file: place,
    hint: `it is a CSV with the columns "${FINGERPRINT_COLUMN}" and "${PEM_COLUMN}"`,
  });
}
