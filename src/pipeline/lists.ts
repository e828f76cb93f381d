import { extname } from 'node:path';
import { decodeToUtf8 } from '../appendix/encoding.ts';
import { type AppendixLine, hidesCertificate } from '../appendix/line.ts';
import { readAppendix } from '../appendix/read-appendix.ts';
import { CertImpactError } from '../errors.ts';
import { FINGERPRINT_BYTES } from '../fingerprint/fingerprint.ts';
import { ProofQueue, type Prover, type TakeBatch } from '../sources/prove.ts';
import { scanCertificates, scanStream } from '../sources/scan/scan.ts';
import type { DamagedItem, ScanItem } from '../sources/scan/scan-item.ts';
import type { ExaminedElsewhere } from './examination.ts';
import type { Examiner } from './examiner.ts';
import type { Group } from './group.ts';
import { type Input, identify } from './input.ts';
import type { Ledger } from './ledger.ts';
import { OutsideReader } from './mixed.ts';
import { untilPem } from './until-pem.ts';

/** Lines that are words only, for a note to the user. */
export interface ListNotes {
  /** How many lines name no certificate and hide none either. */
  textLines: number;
  /** `file:line` of the first one. */
  firstTextLine: string;
}

/** What a list is read into, and how. */
export interface Reading {
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  /** For certificates that stand in the list itself. */
  readonly prover: Prover;
  readonly notes: ListNotes;
  readonly signal: AbortSignal;
}

const MARKDOWN_EXTENSIONS: ReadonlySet<string> = new Set(['.md', '.markdown', '.mkd']);

/**
 * Reads one appendix into the ledger. Where it holds the certificates themselves, these are examined
 * at once: such a file is list and source together (design §4).
 * @throws {CertImpactError} when it cannot be read at all, or holds no entry
 */
export async function readList(input: Input, reading: Reading): Promise<void> {
  try {
    const { kind, input: same } = await identify(input);
    if (kind === 'list') await readLines(same, reading);
    else await readCertificates(same, kind === 'certificates', reading);
  } catch (error) {
    throw withFile(error, input.name);
  }
}

/** Names the file in an error from a room that saw only its bytes. */
function withFile(error: unknown, file: string): unknown {
  if (!(error instanceof CertImpactError)) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) return error;
    return new CertImpactError('file-unreadable', `the file cannot be read (${code})`, {
      file,
      hint: 'check its permissions',
      cause: error,
    });
  }
  if (error.file !== undefined) return error;
  const { code, message, line, hint, cause } = error;
  return new CertImpactError(code, message, {
    file,
    cause,
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
  });
}

async function readLines(input: Input, reading: Reading): Promise<void> {
  const { ledger, examiner, notes, prover, signal } = reading;
  const { name } = input;
  const markdown = MARKDOWN_EXTENSIONS.has(extname(name).toLowerCase());
  let group = ledger.group(name);
  let entries = 0;
  let unread: AppendixLine | undefined;
  const text = untilPem(decodeToUtf8(input.open()));
  for await (const lines of readAppendix(text.before, { markdown })) {
    signal.throwIfAborted();
    for (const line of lines) {
      if (line.heading !== undefined) group = ledger.group(name, line.heading);
      entries += line.entries.length;
      unread ??= line.problems.find(hidesCertificate) && line;
      ledger.addLine(group, line);
      if (line.problems.some(({ code }) => code === 'text')) {
        if (notes.textLines++ === 0) notes.firstTextLine = `${name}:${line.number}`;
      }
    }
  }
  if (text.found()) {
    const before = group.entries;
    const outside = new OutsideReader(ledger, group, text.lines());
    if (input.path === undefined) examiner.tally.digestAll = true;
    const items = scanStream(outside.watch(text.rest), name, signal, prover);
    await enterItems(items, { ...reading, group, outside, linesBefore: text.lines() });
    entries += group.entries - before;
  }
  if (entries > 0) return;
  const problem = unread?.problems.find(hidesCertificate);
  throw new CertImpactError(
    'no-entries',
    problem === undefined
      ? 'no certificate is listed here'
      : `no certificate can be read from this list; the first line that may name one: ${problem.message}`,
    {
      file: name,
      ...(unread !== undefined && { line: unread.number }),
      hint: 'an appendix names certificates by crt.sh link or SHA-256 fingerprint, one to a line',
    },
  );
}

async function readCertificates(input: Input, packed: boolean, reading: Reading): Promise<void> {
  const { ledger, examiner, prover, signal } = reading;
  const { name, path } = input;
  const group = ledger.group(name);
  // what came through a pipe cannot be obtained once more (`settlePairs`)
  if (path === undefined) examiner.tally.digestAll = true;
  const outside = packed ? undefined : new OutsideReader(ledger, group);
  const items =
    outside !== undefined
      ? scanStream(outside.watch(decodeToUtf8(input.open())), name, signal, prover)
      : path === undefined
        ? scanStream(input.open(), name, signal, prover)
        : scanCertificates(path, signal, prover);
  const damage = await enterItems(items, { ...reading, group, outside, linesBefore: 0 });
  if (group.entries > 0) return;
  const why = damage === undefined ? '' : ` (${damage.reason})`;
  throw new CertImpactError('no-certificates', `no certificate is in here${why}`, {
    file: name,
    ...(damage !== undefined && damage.line > 0 && { line: damage.line }),
    hint: 'certificates are found by their contents: PEM, DER, base64, also in CSV, zip and gzip',
  });
}

interface Entering extends Reading {
  readonly group: Group;
  readonly outside: OutsideReader | undefined;
  /** Of the file, before what is scanned. */
  readonly linesBefore: number;
}

/** Examines each certificate of a scan; returns the first damage. */
async function enterItems(
  batches: AsyncIterable<ScanItem[]>,
  { ledger, examiner, prover, group, outside, linesBefore }: Entering,
): Promise<DamagedItem | undefined> {
  let damage: DamagedItem | undefined;
  const take: TakeBatch = async (batch, { digests, product }) => {
    for (let i = 0; i < batch.length; i++) {
      const item = batch[i]!;
      const line = item.line === 0 ? 0 : item.line + linesBefore;
      if (item.kind === 'certificate') {
        const offset = i * FINGERPRINT_BYTES;
        group.countLine('listing');
        const row = ledger.addFingerprint(group, digests, offset, line);
        outside?.own(row);
        if (ledger.outcomeOf(row) !== 'pending') continue;
        const examined = examiner.examine(
          digests.subarray(offset, offset + FINGERPRINT_BYTES),
          item.der,
          product?.(i) as ExaminedElsewhere | undefined,
        );
        const { outcome, reason } = examined instanceof Promise ? await examined : examined;
        ledger.settle(row, outcome, reason);
      } else {
        damage ??= { ...item, line };
        ledger.addLine(group, damagedLine(item, line, group.file));
      }
    }
  };
  const queue = new ProofQueue(prover, take);
  // which text names a certificate of its own is known once the certificates before it are entered
  outside?.beforeTurn(() => queue.drain());
  for await (const batch of batches) await queue.push(batch);
  await queue.drain();
  await outside?.finish();
  return damage;
}

/** In a folder or an archive, the line is one of the file in it. */
function damagedLine(
  { place, line, reason }: DamagedItem,
  number: number,
  file: string,
): AppendixLine {
  const isInside = place.length > file.length && place.startsWith(file);
  const member = `${place.slice(file.length + 1)}${line > 0 ? `:${line}` : ''}`;
  const text = isInside ? member : 'a certificate';
  const problem = { code: 'damaged-certificate' as const, text, message: reason };
  return { number: isInside ? 0 : number, kind: 'invalid', entries: [], problems: [problem] };
}
