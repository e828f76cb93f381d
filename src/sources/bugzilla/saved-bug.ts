/** A folder that `--save` has made of a bug: to be read again, offline. */
import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { CertImpactError } from '../../errors.ts';
import { type BugArchive, damaged } from './bugzilla.ts';
import { type Attachment, readAttachments, readBug, readComments } from './records.ts';

export const MANIFEST = 'manifest.json';
export const MANIFEST_FORMAT = 'cert-impact bug 1';

/** What stands in `manifest.json`. */
export interface Manifest {
  readonly format: typeof MANIFEST_FORMAT;
  readonly bug: number;
  /** The address of its page. */
  readonly page: string;
  /** ISO 8601. */
  readonly savedAt: string;
  readonly files: readonly SavedFile[];
}

/** The first three are Bugzilla's answers. */
export type SavedPart = 'bug' | 'comments' | 'attachments' | 'report' | 'attachment';

export interface SavedFile {
  /** In the same folder. */
  readonly file: string;
  readonly part: SavedPart;
  /** Of the attachment, or the number of the comment. */
  readonly id?: number;
  readonly size: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

/** A line for each of some fifty files. */
const MAX_MANIFEST_BYTES = 1 << 20;
/** More than any answer of Bugzilla's that is taken. */
const MAX_SAVED_BYTES = 64 << 20;

/** Whether a folder is a saved bug. */
export async function isSavedBug(folder: string): Promise<boolean> {
  return (await readManifest(folder)) !== undefined;
}

/**
 * Reads a saved bug; each file is held against its SHA-256 when it is read.
 * @throws {CertImpactError} `bug-unavailable` where something is missing or is not what was saved
 */
export async function openSavedBug(folder: string): Promise<BugArchive> {
  const manifest = (await readManifest(folder)) ?? fail('this is no bug that was saved');
  const { bug: id, page, files } = manifest;
  const answers = {
    bug: await readAnswer('bug'),
    comments: await readAnswer('comments'),
    attachments: await readAnswer('attachments'),
  };
  return {
    name: folder,
    bug: readBug(answers.bug, id) ?? fail(DAMAGED),
    comments: readComments(answers.comments, id) ?? fail(DAMAGED),
    attachments: readAttachments(answers.attachments, id) ?? fail(DAMAGED),
    page,
    answers,
    data: async ({ id: wanted }: Attachment) => {
      const isSaved = files.some((each) => each.part === 'attachment' && each.id === wanted);
      if (!isSaved) throw damaged(id, `attachment ${wanted} was not saved`);
      return readSaved('attachment', DAMAGED, wanted);
    },
  };

  async function readAnswer(part: SavedPart): Promise<unknown> {
    return parse(await readSaved(part, DAMAGED)) ?? fail(DAMAGED);
  }

  async function readSaved(part: SavedPart, missing: string, of?: number): Promise<Buffer> {
    const saved = files.find((each) => each.part === part && each.id === of) ?? fail(missing);
    const { file, sha256 } = saved;
    // the folder may have been sent by somebody
    if (file !== basename(file) || file.includes('\\')) {
      return fail('the manifest names a file of another folder');
    }
    const bytes = await readBounded(join(folder, file), MAX_SAVED_BYTES);
    if (bytes === undefined) return fail(`${file} is missing, or too large`);
    return sha256Of(bytes) === sha256
      ? bytes
      : fail(`${file} is not what was saved: its SHA-256 is another`);
  }

  function fail(message: string): never {
    throw new CertImpactError('bug-unavailable', message, {
      file: folder,
      hint: 'save the bug once more, into another folder',
    });
  }
}

export function sha256Of(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** `undefined` where there is none of ours. */
async function readManifest(folder: string): Promise<Manifest | undefined> {
  const bytes = await readBounded(join(folder, MANIFEST), MAX_MANIFEST_BYTES);
  const manifest = bytes && (parse(bytes) as Partial<Manifest> | undefined);
  if (manifest?.format !== MANIFEST_FORMAT) return undefined;
  const isWhole =
    Number.isSafeInteger(manifest.bug) &&
    typeof manifest.page === 'string' &&
    Array.isArray(manifest.files) &&
    manifest.files.every((file: Partial<SavedFile> | null) => typeof file?.file === 'string');
  return isWhole ? (manifest as Manifest) : undefined;
}

async function readBounded(path: string, maxBytes: number): Promise<Buffer | undefined> {
  const stats = await stat(path).catch(() => undefined);
  if (stats?.isFile() !== true || stats.size > maxBytes) return undefined;
  return readFile(path);
}

/** JSON that is an object. */
function parse(bytes: Buffer): object | undefined {
  try {
    const value: unknown = JSON.parse(bytes.toString());
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}

const DAMAGED = 'what was saved is not whole';
