/** A zip: a workbook, or an archive of lists and certificates. */
import { closeSync, openSync, readSync } from 'node:fs';
import { readFile, stat } from 'node:fs/promises';
import { expandGzip, isGzip } from '../appendix/gzip.ts';
import { type AppendixLine, type LineProblem, hidesCertificate } from '../appendix/line.ts';
import { lineProblem } from '../appendix/line-problem.ts';
import { readAppendix } from '../appendix/read-appendix.ts';
import { MAX_WORKBOOK_BYTES } from '../appendix/workbook/read-workbook.ts';
import { CertImpactError } from '../errors.ts';
import {
  ARCHIVE_LIMITS,
  ArchiveBudget,
  MAX_HELD_ZIP_BYTES,
  MAX_NESTING,
} from '../sources/scan/archive-budget.ts';
import type { ArchiveMember } from '../sources/scan/archive-member.ts';
import type { DamagedItem } from '../sources/scan/scan-item.ts';
import { readZip, type ZipInput } from '../sources/scan/zip.ts';
import { isCandidate, look } from './zip-contents.ts';
import { type Input, type InputKind, kindOf, split } from './input.ts';
import { enterCertificates, enterDamagedItem, noCertificates } from './lists-certificates.ts';
import { enterText, enterWorkbook, type LinesRead, requireEntries } from './lists-lines.ts';
import type { Reading } from './reading.ts';

/**
 * Reads a zip, also one in gzip: a workbook's sheets; or the certificates in it, and the lists, which
 * are called `archive.zip/member.csv`.
 * @throws {CertImpactError} `no-certificates`, `no-entries`, `not-an-appendix`, `bad-archive`, `limit-exceeded`
 */
export async function readZipped(input: Input, reading: Reading): Promise<void> {
  const { name, path } = input;
  const fd = path === undefined ? -1 : openSync(path, 'r');
  try {
    const bytes = fd < 0 || isGzip(headOf(fd)) ? await holdExpanded(input) : undefined;
    const zip: ZipInput = bytes === undefined ? { fd } : { bytes };
    const contents = await look(zip);
    if (contents.kind === 'workbook') {
      const workbook = bytes ?? (await readWorkbookFile(path!));
      requireEntries(await enterWorkbook(name, workbook, reading), name, reading);
      return;
    }
    const held: Input = bytes === undefined ? input : { name, open: () => once(bytes) };
    const doubtful: DamagedItem[] = [];
    const { entries, damage } = await enterCertificates(held, true, reading, {
      takeDamage: (item) => isCandidate(item.place) && doubtful.push(item) > 0,
    });
    const read =
      contents.mayHoldLists || entries === 0
        ? await enterMembers(zip, name, reading, new ArchiveBudget(ARCHIVE_LIMITS), 1)
        : NOTHING;
    const { length } = held.path ?? name;
    enterDoubtful(
      doubtful.map((item) => ({ ...item, place: name + item.place.slice(length) })),
      name,
      reading,
    );
    if (entries + read.entries > 0) return;
    if (read.unread !== undefined || (reading.allowsNone && read.hasRows)) {
      requireEntries(read, name, reading);
      return;
    }
    throw noCertificates(name, damage);
  } finally {
    if (fd >= 0) closeSync(fd);
  }
}

/** Enters damage that no list has entered as its own: of a whole member, which is no certificate by its name, too. */
function enterDoubtful(items: readonly DamagedItem[], name: string, reading: Reading): void {
  const damaged = reading.ledger.groups.filter(({ problems }) => problems.has('damaged-list'));
  const told = new Set(damaged.map(({ file }) => file));
  for (const item of items) {
    // a scan calls a member `archive.zip!member`
    const member = name + item.place.slice(name.length).replaceAll('!', '/');
    if (told.has(member)) continue;
    if (item.line === 0) enterDamage(member, item.reason, reading);
    else enterDamagedItem(reading.ledger, reading.ledger.group(name), item);
  }
}

async function enterMembers(
  zip: ZipInput,
  place: string,
  reading: Reading,
  budget: ArchiveBudget,
  depth: number,
): Promise<LinesRead> {
  let entries = 0;
  let unread: AppendixLine | undefined;
  let hasRows = false;
  const add = (read: LinesRead): void => {
    entries += read.entries;
    unread ??= read.unread;
    hasRows ||= read.hasRows;
  };
  try {
    for await (const member of readZip(zip, budget)) {
      reading.signal.throwIfAborted();
      if (member.chunks === undefined || !isCandidate(member.name)) continue;
      const name = `${place}/${member.name}`;
      try {
        add(await enterMember(member, name, reading, budget, depth));
      } catch (error) {
        if (!(error instanceof CertImpactError)) throw error;
        const before = entriesOf(name, reading);
        add({
          ...NOTHING,
          entries: before,
          unread: enterDamage(name, error.message, reading, error.line),
        });
      }
      if (budget.spent) break;
    }
  } catch (error) {
    reading.signal.throwIfAborted();
    // the scan for certificates has entered what is wrong with the archive itself
    if (error instanceof CertImpactError && error.code === 'interrupted') throw error;
  }
  return { entries, unread, hasRows };
}

async function enterMember(
  { name: member, chunks }: ArchiveMember,
  name: string,
  reading: Reading,
  budget: ArchiveBudget,
  depth: number,
): Promise<LinesRead> {
  const { head, rest, close } = await split(chunks!);
  const kind = kindOfMember(head, name);
  if (kind === 'list' && (await isList(head, member))) {
    return enterText({ name, open: () => rest }, reading);
  }
  if (kind !== 'zip' || depth >= MAX_NESTING) {
    await close();
    if (kind === 'list') enterUnread(head, name, reading);
    return NOTHING;
  }
  const bytes = await holdExpanded({ name, open: () => rest });
  const zip = { bytes };
  const { kind: inner } = await look(zip);
  return inner === 'workbook'
    ? enterWorkbook(name, bytes, reading)
    : enterMembers(zip, name, reading, budget, depth + 1);
}

/** What may hold a list, and is none that is read: a workbook is damage, a PDF more often words. */
function enterUnread(head: Uint8Array, name: string, { ledger, notes }: Reading): void {
  const start = Buffer.from(head.subarray(0, 8)).toString('hex');
  const found = UNREAD.find(([magic]) => start.startsWith(magic));
  if (found === undefined) return;
  const [, code, message] = found;
  const problems = [lineProblem(code, name, message)];
  if (code === 'text' && notes.textLines++ === 0) notes.firstTextLine = name;
  ledger.addLine(ledger.group(name), { number: 0, kind: 'invalid', entries: [], problems });
}

function kindOfMember(head: Uint8Array, name: string): InputKind | undefined {
  try {
    return kindOf(head, name);
  } catch (error) {
    if (error instanceof CertImpactError && error.code === 'file-empty') return undefined;
    throw error;
  }
}

/** An archive of certificates has a README beside them: words, which list nothing. */
async function isList(head: Uint8Array, member: string): Promise<boolean> {
  const markdown = /\.(?:md|markdown)(?:\.gz)?$/i.test(member);
  try {
    for await (const lines of readAppendix(once(head), { markdown })) {
      for (const { entries, problems, row } of lines) {
        if (entries.length > 0 || row !== undefined) return true;
        if (problems.some(isOfList)) return true;
      }
    }
  } catch {
    // the beginning of something in gzip ends in its middle
  }
  return false;
}

function isOfList(problem: LineProblem): boolean {
  if (!hidesCertificate(problem)) return false;
  return !OF_WORDS.has(problem.code) || CRT_SH_QUERY.test(problem.text);
}

function enterDamage(name: string, message: string, { ledger }: Reading, number = 0): AppendixLine {
  const problems = [lineProblem('damaged-list', name, message)];
  const line = { number, kind: 'invalid', entries: [], problems } as const;
  ledger.addLine(ledger.group(name), line);
  return line;
}

function entriesOf(file: string, { ledger }: Reading): number {
  return ledger.groups.reduce((sum, one) => sum + (one.file === file ? one.entries : 0), 0);
}

function headOf(fd: number): Uint8Array {
  const head = new Uint8Array(4);
  return head.subarray(0, readSync(fd, head, 0, head.length, 0));
}

async function holdExpanded(input: Input): Promise<Buffer> {
  const { head, rest } = await split(input.open());
  const parts: Buffer[] = [];
  let length = 0;
  for await (const chunk of isGzip(head) ? expandGzip(rest) : rest) {
    length += chunk.length;
    if (length > MAX_HELD_ZIP_BYTES) {
      const what = `a zip in an archive or from a pipe, of more than ${MAX_HELD_ZIP_BYTES} bytes`;
      throw new CertImpactError('limit-exceeded', what, { hint: 'expand it yourself' });
    }
    parts.push(Buffer.from(chunk));
  }
  return Buffer.concat(parts, length);
}

async function readWorkbookFile(path: string): Promise<Buffer> {
  const { size } = await stat(path);
  if (size <= MAX_WORKBOOK_BYTES) return readFile(path);
  const what = `a workbook of more than ${MAX_WORKBOOK_BYTES} bytes`;
  throw new CertImpactError('limit-exceeded', what, { hint: 'save its sheets as csv' });
}

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  yield bytes;
}

const NOTHING: LinesRead = { entries: 0, unread: undefined, hasRows: false };
/** By the first octets, in hex: an OLE compound file (MS-CFB §2.2), and PDF. */
const UNREAD: readonly (readonly [string, LineProblem['code'], string])[] = [
  ['d0cf11e0', 'damaged-list', 'a workbook or document of Office 97 to 2003, which is not read'],
  ['255044462d', 'text', 'a PDF document, which is not read'],
];
/** A link that should have named a certificate, unlike one to the site. */
const CRT_SH_QUERY = /crt\.sh\/*\?/i;
/** What any text may have. */
const OF_WORDS: ReadonlySet<string> = new Set([
  'foreign-link',
  'not-hex',
  'binary',
  'line-too-long',
]);
