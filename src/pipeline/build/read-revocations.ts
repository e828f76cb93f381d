import { Readable } from 'node:stream';
import { CsvError, parse } from 'csv-parse';
import { decodeToUtf8 } from '../../appendix/encoding.ts';
import { CertImpactError } from '../../errors.ts';
import type { Input } from '../input.ts';
import { readRevocationLine } from './revocation-line.ts';
import { type RevocationHead, readRevocationHead } from './revocation-name.ts';
import { Revocations } from './revocations.ts';

/**
 * Reads a CSV of revocations. A line that cannot be used is a trouble of the result.
 * @param asOf seconds since 1970
 * @throws {CertImpactError} where it cannot be read, or its columns cannot be told
 */
export async function readRevocations(
  input: Input,
  asOf: number,
  signal: AbortSignal,
): Promise<Revocations> {
  const revocations = new Revocations(input.name);
  let head: RevocationHead | undefined;
  for await (const { record, info } of records(input, signal)) {
    // of the line on which the record ends
    const line = info.lines - record.join('').split('\n').length + 1;
    if (head === undefined) {
      head = checkedHead(record, input.name, line);
      continue;
    }
    const read = readRevocationLine(record, head, asOf);
    if (read === undefined) continue;
    if ('message' in read) revocations.fault(read, line);
    else revocations.add(read, line);
  }
  if (head === undefined) throw unusable(input.name, 'no line is in the list of revocations');
  return revocations;
}

interface CsvRecord {
  readonly record: readonly string[];
  readonly info: { readonly lines: number };
}

async function* records(input: Input, signal: AbortSignal): AsyncGenerator<CsvRecord> {
  const text = withDelimiter(input);
  try {
    const { delimiter, chunks } = await text;
    const parser = parse({
      delimiter,
      info: true,
      relax_column_count: true,
      relax_quotes: true,
      skip_empty_lines: true,
      max_record_size: MAX_RECORD_CHARACTERS,
    });
    const source = Readable.from(chunks);
    source.on('error', (error) => parser.destroy(error));
    for await (const record of source.pipe(parser)) {
      signal.throwIfAborted();
      yield record as CsvRecord;
    }
  } catch (error) {
    if (error instanceof CsvError) {
      const { lines, message } = error;
      throw unusable(input.name, `the CSV cannot be read: ${message}`, lines as number, error);
    }
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (error instanceof CertImpactError) {
      throw unusable(input.name, error.message, error.line, error);
    }
    if (code === undefined || syscall === undefined) throw error;
    const message = code === 'ENOENT' ? 'there is no such file' : `it cannot be read (${code})`;
    throw new CertImpactError(code === 'ENOENT' ? 'file-not-found' : 'file-unreadable', message, {
      file: input.name,
      hint: 'check the path that --revocations names',
      cause: error,
    });
  }
}

/** The separator that the first line has most of. */
async function withDelimiter(
  input: Input,
): Promise<{ delimiter: string; chunks: AsyncIterable<Buffer> }> {
  const iterator = decodeToUtf8(input.open());
  const first = await iterator.next();
  const head = first.done === true ? '' : first.value.toString();
  const [line = ''] = head.trimStart().split(/[\r\n]/, 1);
  const counts = DELIMITERS.map((delimiter) => line.split(delimiter).length);
  const delimiter = DELIMITERS[counts.indexOf(Math.max(...counts))]!;
  async function* chunks(): AsyncGenerator<Buffer> {
    if (first.done !== true) yield first.value;
    yield* iterator;
  }
  return { delimiter, chunks: chunks() };
}

function checkedHead(cells: readonly string[], file: string, line: number): RevocationHead {
  const head = readRevocationHead(cells);
  if (head.serial < 0 && head.hashes.length === 0) {
    throw unusable(file, 'no column is named for serial numbers or SHA-256 hashes', line);
  }
  if (head.date < 0) throw unusable(file, 'no column is named for revocation dates', line);
  return head;
}

function unusable(file: string, message: string, line?: number, cause?: unknown): CertImpactError {
  return new CertImpactError('bad-option', message, {
    file,
    cause,
    ...(line !== undefined && line > 0 && { line }),
    hint: 'the first line names the columns: serial number or SHA-256 hash, revocation date, reason',
  });
}

const DELIMITERS: readonly string[] = [',', ';', '\t'];
const MAX_RECORD_CHARACTERS = 1 << 20;
