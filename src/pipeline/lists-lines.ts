/** Lines of a list -> entries of the ledger. */
import { extname } from 'node:path';
import { decodeToUtf8 } from '../appendix/encoding.ts';
import { type AppendixLine, hidesCertificate } from '../appendix/line.ts';
import { readAppendix } from '../appendix/read-appendix.ts';
import { readWorkbook } from '../appendix/workbook/read-workbook.ts';
import { CertImpactError } from '../errors.ts';
import { scanStream } from '../sources/scan/scan.ts';
import type { Group } from './group.ts';
import type { Input } from './input.ts';
import { enterItems } from './lists-certificates.ts';
import type { Reading } from './reading.ts';
import { OutsideReader } from './mixed.ts';
import { untilPem } from './until-pem.ts';

/** What the lines of a list came to. */
export interface LinesRead {
  readonly entries: number;
  /** The first line that may name a certificate, and none can be read from it. */
  readonly unread: AppendixLine | undefined;
  /** Whether rows of a table are in it, its header included. */
  readonly hasRows: boolean;
}

const MARKDOWN_EXTENSIONS: ReadonlySet<string> = new Set(['.md', '.markdown', '.mkd']);

/** Reads a text; from its first PEM certificate on, as text with certificates in it. */
export async function enterText(input: Input, reading: Reading): Promise<LinesRead> {
  const { ledger, examiner, prover, signal } = reading;
  const { name } = input;
  const markdown = MARKDOWN_EXTENSIONS.has(extname(name).toLowerCase());
  const text = untilPem(decodeToUtf8(input.open()));
  const read = await enterLines(readAppendix(text.before, { markdown }), { file: name }, reading);
  if (!text.found()) return read;
  const { group } = read;
  const before = group.entries;
  const outside = new OutsideReader(ledger, group, text.lines());
  if (input.path === undefined) examiner.tally.digestAll = true;
  const items = scanStream(outside.watch(text.rest), name, signal, prover);
  await enterItems(items, { ...reading, group, outside, linesBefore: text.lines() });
  return { ...read, entries: read.entries + group.entries - before };
}

/** Reads every sheet of a workbook. */
export async function enterWorkbook(
  file: string,
  bytes: Buffer,
  reading: Reading,
): Promise<LinesRead> {
  let entries = 0;
  let unread: AppendixLine | undefined;
  let hasRows = false;
  for await (const { name, lines } of readWorkbook(bytes)) {
    const read = await enterLines(lines, { file, sheet: name }, reading);
    entries += read.entries;
    unread ??= read.unread;
    hasRows ||= read.hasRows;
  }
  return { entries, unread, hasRows };
}

async function enterLines(
  batches: AsyncIterable<AppendixLine[]>,
  place: { readonly file: string; readonly sheet?: string },
  { ledger, notes, signal, grouping }: Reading,
): Promise<LinesRead & { readonly group: Group }> {
  const list = grouping.list(ledger, place);
  let entries = 0;
  let unread: AppendixLine | undefined;
  let hasRows = false;
  let group = list.groupOf(undefined);
  for await (const lines of batches) {
    signal.throwIfAborted();
    for (const line of lines) {
      group = list.groupOf(line);
      entries += line.entries.length;
      unread ??= line.problems.find(hidesCertificate) && line;
      hasRows ||= line.row !== undefined;
      ledger.addLine(group, line, place.sheet);
      if (line.problems.some(({ code }) => code === 'text')) {
        if (notes.textLines++ === 0) notes.firstTextLine = `${place.file}:${line.number}`;
      }
    }
  }
  return { entries, unread, hasRows, group };
}

/** @throws {CertImpactError} `no-entries` where there is none, and must be one */
export function requireEntries(
  { entries, unread, hasRows }: LinesRead,
  file: string,
  { allowsNone }: Reading,
): void {
  if (entries > 0 || (allowsNone && (unread !== undefined || hasRows))) return;
  const problem = unread?.problems.find(hidesCertificate);
  throw new CertImpactError(
    'no-entries',
    problem === undefined
      ? 'no certificate is listed here'
      : `no certificate can be read from this list; the first line that may name one: ${problem.message}`,
    {
      file,
      ...(unread !== undefined && unread.number > 0 && { line: unread.number }),
      hint: 'an appendix names certificates by crt.sh link or SHA-256 fingerprint, one to a line',
    },
  );
}
