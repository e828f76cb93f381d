/** A bug as input: its report, and its attachments where an appendix is expected. */
import type { ErrorCode } from '../../errors.ts';
import { CertImpactError } from '../../errors.ts';
import { isBugName, parseBugName } from '../../sources/bugzilla/bug-address.ts';
import { type BugArchive, openBugzilla } from '../../sources/bugzilla/bugzilla.ts';
import { chooseAttachments } from '../../sources/bugzilla/choose-attachments.ts';
import { type ChosenReport, chooseReport } from '../../sources/bugzilla/choose-report.ts';
import { safeFileName } from '../../sources/bugzilla/file-name.ts';
import type { Attachment } from '../../sources/bugzilla/records.ts';
import { reportAppendix } from '../../sources/bugzilla/report-appendix.ts';
import { checkSaveFolder, saveBug } from '../../sources/bugzilla/save-bug.ts';
import { isSavedBug, openSavedBug } from '../../sources/bugzilla/saved-bug.ts';
import { sniff } from '../../sources/scan/sniff.ts';
import type { HttpTiming } from '../../sources/http/timing.ts';
import type { Input } from '../input.ts';
import { run } from '../run.ts';
import { proxySettings } from '../sources/proxy.ts';
import { wordReport, wordSkipped, wordTaken } from './bug-notes.ts';

export interface BugOptions {
  /** The number of the comment that is the report; the newest report when absent. */
  readonly comment?: number | undefined;
  /** Ids of the attachments that are the appendix; chosen by what they are when absent or empty. */
  readonly attachments?: readonly number[] | undefined;
  /** A folder, new or empty, for what is downloaded. */
  readonly save?: string | undefined;
  /** No attachment is asked for. */
  readonly reportOnly?: boolean;
  /** Nothing but saved bugs. */
  readonly offline?: boolean;
  /** Says who asks, to the operators of servers. */
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Requests a second; 0 for no limit. */
  readonly rate?: number | undefined;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what a waiting user wants to know; lower case. */
  readonly note?: (text: string) => void;
  readonly signal: AbortSignal;
  readonly timing?: Partial<HttpTiming>;
}

export interface BugReport {
  /** Markdown, or plain text, as posted. */
  readonly text: string;
  /** The number of the comment. */
  readonly comment: number;
  readonly author: string;
  /** ISO 8601, as given. */
  readonly time: string;
  /** `bug 1970259 comment 7`. */
  readonly name: string;
}

export interface OpenedBug {
  /** `undefined` where no comment is a report. */
  readonly report: BugReport | undefined;
  /** Empty where nothing lists certificates. They can be opened again and again. */
  readonly appendices: readonly Input[];
  /** What was taken, what was not, and why; lower case, with words of strangers. */
  readonly notes: readonly string[];
}

/** Whether a name of the command line stands for a bug: a link, `bug:N`, or a folder that `--save` made. */
export async function isBug(name: string): Promise<boolean> {
  return isBugName(name) || (name !== '-' && (await isSavedBug(name)));
}

/**
 * Reads a bug: the newest full report among its comments, and the attachments that list certificates. Where
 * none does, the appendix that stands in the report itself.
 * @throws {CertImpactError} `bug-unavailable`, `bad-option`, `limit-exceeded`, `write-failed`
 */
export async function openBug(name: string, options: BugOptions): Promise<OpenedBug> {
  const { comment, save, signal } = options;
  if (save !== undefined) checkSaveFolder(save);
  const address = isBugName(name) ? parseBugName(name) : undefined;
  const archive = address === undefined ? await openSavedBug(name) : await ask();
  const bug = `bug ${archive.bug.id}`;
  try {
    const report = chooseReport(archive.comments, comment ?? address?.comment);
    if (options.reportOnly === true) {
      const notes = wordReport(report).map((text) => `${bug}: ${text}`);
      return { report: reportOf(bug, report), appendices: [], notes };
    }
    const { taken, skipped } = chooseAttachments(archive.attachments, options.attachments);
    const notes = [
      `${bug} at ${archive.name}: ${archive.bug.summary}`,
      ...wordReport(report).map((text) => `${bug}: ${text}`),
      ...skipped.map(({ attachment, why }) => `${bug}: ${wordSkipped(attachment, why)}`),
    ];
    const isAsked = (options.attachments?.length ?? 0) > 0;
    const { files, damaged } = await download(taken, archive, isAsked);
    notes.push(...damaged.map(({ attachment, why }) => `${bug}: ${wordSkipped(attachment, why)}`));
    if (save !== undefined) {
      const savedAt = new Date(options.now()).toISOString();
      saveBug(save, { archive, report: report?.comment, attachments: files, savedAt });
    }
    const appendices: Input[] = [];
    for (const { attachment, bytes } of listsFirst(files)) {
      const input = heldInput(inputName(bug, attachment), bytes);
      const why = isAsked ? undefined : await whyNoList(input, signal);
      if (why === undefined) appendices.push(input);
      notes.push(
        `${bug}: ${why === undefined ? wordTaken(attachment) : wordSkipped(attachment, why)}`,
      );
    }
    if (appendices.length === 0) appendices.push(...(await inReport(bug, report, notes, signal)));
    return { report: reportOf(bug, report), appendices, notes };
  } finally {
    await archive.close?.();
  }

  async function ask(): Promise<BugArchive> {
    if (options.offline === true) {
      throw new CertImpactError('bad-option', '--offline forbids to ask for a bug', {
        file: name,
        hint: 'name a folder that --save has made of it',
      });
    }
    const proxy = proxySettings(options.env);
    return openBugzilla(address!, {
      userAgent: options.userAgent,
      now: options.now,
      signal,
      ...(options.note && { onNote: options.note }),
      ...(proxy && { proxy }),
      ...(options.rate !== undefined && { requestsPerSecond: options.rate }),
      ...(options.timing && { timing: options.timing }),
    });
  }
}

interface Downloaded {
  readonly attachment: Attachment;
  readonly bytes: Buffer;
}

/** Of all attachments of a bug: they are held in memory. */
const MAX_DOWNLOAD_BYTES = 128 << 20;

interface Downloads {
  readonly files: readonly Downloaded[];
  readonly damaged: readonly { readonly attachment: Attachment; readonly why: string }[];
}

/** One attachment that is damaged ends no run, unless it was asked for. */
async function download(
  taken: readonly Attachment[],
  archive: BugArchive,
  isAsked: boolean,
): Promise<Downloads> {
  const total = taken.reduce((sum, { size }) => sum + size, 0);
  if (total > MAX_DOWNLOAD_BYTES) {
    const what = `attachments of more than ${MAX_DOWNLOAD_BYTES} bytes together`;
    throw new CertImpactError('limit-exceeded', what, {
      file: `bug ${archive.bug.id}`,
      hint: 'choose some of them with --attachment',
    });
  }
  const files: Downloaded[] = [];
  const damaged: { attachment: Attachment; why: string }[] = [];
  for (const attachment of taken) {
    try {
      files.push({ attachment, bytes: await archive.data(attachment) });
    } catch (error) {
      const isDamaged = error instanceof CertImpactError && error.code === 'attachment-damaged';
      if (isAsked || !isDamaged) throw error;
      damaged.push({ attachment, why: error.message });
    }
  }
  return { files, damaged };
}

/** A row is held against its certificate when that comes, from wherever: after the row. */
function listsFirst(files: readonly Downloaded[]): Downloaded[] {
  const isList = ({ bytes }: Downloaded): boolean => {
    const kind = sniff(bytes);
    return kind === 'text' || kind === 'binary' || kind === 'zip' || kind === 'gzip';
  };
  return [...files.filter(isList), ...files.filter((file) => !isList(file))];
}

/** In Markdown, what a report lists in its own words. */
async function inReport(
  bug: string,
  chosen: ChosenReport | undefined,
  notes: string[],
  signal: AbortSignal,
): Promise<Input[]> {
  if (chosen === undefined) return [];
  const { number, text } = chosen.comment;
  const appendix = reportAppendix(text);
  if (appendix === undefined) return [];
  const input = heldInput(`${bug} comment-${number}.md`, Buffer.from(appendix));
  if ((await whyNoList(input, signal)) !== undefined) return [];
  notes.push(
    `${bug}: the appendix in comment ${number} is taken, as no attachment lists certificates`,
  );
  return [input];
}

/** Reads it once, without a source: what lists nothing is no appendix, and ends no run. */
async function whyNoList(input: Input, signal: AbortSignal): Promise<string | undefined> {
  try {
    await run({ appendices: [input], sources: [], signal, now: () => 0 });
    return undefined;
  } catch (error) {
    if (!(error instanceof CertImpactError) || !NO_LIST.has(error.code)) throw error;
    return error.message;
  }
}

/** Anything else (an archive that is damaged, one that is too large) is a reason to stop. */
const NO_LIST: ReadonlySet<ErrorCode> = new Set<ErrorCode>([
  'no-entries',
  'no-certificates',
  'not-an-appendix',
  'file-empty',
]);

function heldInput(name: string, bytes: Uint8Array): Input {
  return {
    name,
    async *open() {
      await Promise.resolve();
      yield bytes;
    },
  };
}

function inputName(bug: string, attachment: Attachment): string {
  return `${bug} attachment ${attachment.id} ${safeFileName(attachment)}`.trim();
}

function reportOf(bug: string, chosen: ChosenReport | undefined): BugReport | undefined {
  if (chosen === undefined) return undefined;
  const { number, author, time, text } = chosen.comment;
  return { text, comment: number, author, time, name: `${bug} comment ${number}` };
}
