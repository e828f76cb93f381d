/** Writes a bug into a folder: the folder is there whole, or not at all. */
import { randomUUID } from 'node:crypto';
import { mkdirSync, readdirSync, renameSync, rmSync, rmdirSync, writeFileSync } from 'node:fs';
import { basename, dirname, join, resolve } from 'node:path';
import { CertImpactError } from '../../errors.ts';
import type { BugArchive } from './bugzilla.ts';
import { savedFileName } from './file-name.ts';
import type { Attachment, Comment } from './records.ts';
import {
  MANIFEST,
  MANIFEST_FORMAT,
  type Manifest,
  type SavedFile,
  type SavedPart,
  sha256Of,
} from './saved-bug.ts';

export interface SavedContents {
  readonly archive: BugArchive;
  /** The comment that is the report. */
  readonly report: Comment | undefined;
  readonly attachments: readonly { readonly attachment: Attachment; readonly bytes: Uint8Array }[];
  /** ISO 8601. */
  readonly savedAt: string;
}

/**
 * To be called before anything is downloaded: nothing is ever overwritten.
 * @throws {CertImpactError} `write-failed` where something is there already
 */
export function checkSaveFolder(folder: string): void {
  if (entriesOf(folder).length === 0) return;
  throw new CertImpactError('write-failed', 'there is something in the folder already', {
    file: folder,
    hint: 'give --save a new folder; what is saved can be read by naming the folder',
  });
}

/**
 * Writes in one go, beside the place of the folder, and renames: a signal finds it done or not begun.
 * @throws {CertImpactError} `write-failed`
 */
export function saveBug(folder: string, contents: SavedContents): void {
  checkSaveFolder(folder);
  const place = resolve(folder);
  const part = join(dirname(place), `.${basename(place)}-${randomUUID()}.part`);
  try {
    mkdirSync(part, { recursive: true });
    const manifest = writeFiles(part, contents);
    writeFileSync(join(part, MANIFEST), `${JSON.stringify(manifest, null, 2)}\n`, { flag: 'wx' });
    // an empty one that is there; not every system renames over it
    if (isThere(place)) rmdirSync(place);
    renameSync(part, place);
  } catch (cause) {
    rmSync(part, { recursive: true, force: true });
    throw failed(folder, cause);
  }
}

function writeFiles(folder: string, contents: SavedContents): Manifest {
  const { archive, report, attachments, savedAt } = contents;
  const { page, bug, answers } = archive;
  const files: SavedFile[] = [];
  const write = (file: string, bytes: Uint8Array, part: SavedPart, id?: number): void => {
    writeFileSync(join(folder, file), bytes, { flag: 'wx' });
    const size = bytes.length;
    files.push({ file, part, ...(id !== undefined && { id }), size, sha256: sha256Of(bytes) });
  };
  for (const part of ['bug', 'comments', 'attachments'] as const) {
    write(`${part}.json`, Buffer.from(`${JSON.stringify(answers[part], null, 2)}\n`), part);
  }
  if (report !== undefined) {
    const { number, text } = report;
    write(`comment-${number}.md`, Buffer.from(text), 'report', number);
  }
  for (const { attachment, bytes } of attachments) {
    write(savedFileName(attachment), bytes, 'attachment', attachment.id);
  }
  return { format: MANIFEST_FORMAT, bug: bug.id, page, savedAt, files };
}

function entriesOf(folder: string): string[] {
  try {
    return readdirSync(folder);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw failed(folder, cause);
  }
}

function isThere(folder: string): boolean {
  try {
    readdirSync(folder);
    return true;
  } catch {
    return false;
  }
}

function failed(folder: string, cause: unknown): CertImpactError {
  if (cause instanceof CertImpactError) return cause;
  const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
  return new CertImpactError('write-failed', `the bug cannot be saved (${code})`, {
    file: folder,
    hint: 'check the name, the disk and the permissions of the folder that it is to be in',
    cause,
  });
}
