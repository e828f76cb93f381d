/** A bug over Bugzilla's REST API (https://bmo.readthedocs.io/en/latest/api/), as anybody may read it. */
import { CertImpactError } from '../../errors.ts';
import type { Ask } from '../http/ask.ts';
import { paced } from '../http/host-pace.ts';
import { type HttpSourceOptions, openWay } from '../http/open-host.ts';
import { retried } from '../http/retry.ts';
import type { BugAddress } from './bug-address.ts';
import { type JsonHit, judgeJson, RESTRICTED } from './judge.ts';
import {
  type Attachment,
  type Bug,
  type Comment,
  readAttachments,
  readBug,
  readComments,
  readData,
} from './records.ts';

/** bugzilla.mozilla.org takes no more than 10 MiB; stops what would not fit into memory twice. */
export const MAX_ATTACHMENT_BYTES = 32 << 20;
/** An attachment as base64 with line breaks, and what stands around it; a thousand long comments. */
const MAX_ANSWER_BYTES = Math.ceil(MAX_ATTACHMENT_BYTES * 1.4) + (1 << 20);
/** Polite to a service that people work with; a bug is some five requests. */
const REQUESTS_PER_SECOND = 2;
const BURST = 5;
/** 10 MiB at 64 KiB a second. */
const WHOLE_TIMEOUT_MS = 180_000;

/** Where a bug can be read: at its Bugzilla, or where it was saved. */
export interface BugArchive {
  /** For people: `bugzilla.mozilla.org`, or a folder. */
  readonly name: string;
  readonly bug: Bug;
  readonly comments: readonly Comment[];
  /** What is known of them, the oldest first. */
  readonly attachments: readonly Attachment[];
  /** The address of the bug's page. */
  readonly page: string;
  /** All of the above as Bugzilla has said it, to be kept. */
  readonly answers: BugAnswers;
  /** @throws {CertImpactError} `attachment-damaged`, `bug-unavailable`, `limit-exceeded` */
  data(attachment: Attachment): Promise<Buffer>;
  close?(): Promise<void>;
}

/** JSON. */
export interface BugAnswers {
  readonly bug: unknown;
  readonly comments: unknown;
  readonly attachments: unknown;
}

/**
 * Asks for the bug, its comments, and what is known of its attachments, but for what is in these.
 * @throws {CertImpactError} `bug-unavailable` where there is no such bug, it is restricted, or the server
 *   cannot be reached; `bad-option` for a proxy that is no URL
 */
export async function openBugzilla(
  { bugzilla, bug: id }: BugAddress,
  options: HttpSourceOptions & { readonly signal: AbortSignal },
): Promise<BugArchive> {
  const { signal } = options;
  const { host, href } = bugzilla.url;
  const timing = { wholeTimeoutMs: WHOLE_TIMEOUT_MS, ...options.timing };
  const way = openWay(
    bugzilla,
    { ...options, timing, concurrency: 1 },
    {
      concurrency: 1,
      requestsPerSecond: REQUESTS_PER_SECOND,
      burst: BURST,
      accept: 'application/json',
      maxBodyBytes: MAX_ANSWER_BYTES,
    },
  );
  const once: Ask<JsonHit> = async ({ url }, aborted) => judgeJson(await way.get(url, aborted));
  const ask = retried(paced(once, way.pace), way.timing, () => way.pace.isCalm);
  try {
    const answers = {
      bug: await read(`${id}?include_fields=${BUG_FIELDS}`),
      comments: await read(`${id}/comment`),
      attachments: await read(`${id}/attachment?exclude_fields=data`),
    };
    return {
      name: host,
      bug: readBug(answers.bug, id) ?? failUnasked(),
      comments: readComments(answers.comments, id) ?? failUnasked(),
      attachments: readAttachments(answers.attachments, id) ?? failUnasked(),
      page: `${href}show_bug.cgi?id=${id}`,
      answers,
      data,
      close: way.close,
    };
  } catch (error) {
    await way.close();
    throw error;
  }

  async function data(attachment: Attachment): Promise<Buffer> {
    checkSize(attachment);
    const path = `attachment/${attachment.id}?include_fields=id,bug_id,data`;
    const bytes = readData(await read(path), attachment.id);
    if (bytes?.length === attachment.size) return bytes;
    const found =
      bytes === undefined
        ? 'something else than its contents'
        : `${bytes.length} bytes instead of ${attachment.size}`;
    throw damaged(id, `attachment ${attachment.id} came as ${found}`);
  }

  async function read(path: string): Promise<unknown> {
    const verdict = await ask({ url: `${href}rest/bug/${path}` }, signal);
    if (verdict.kind === 'hit') return verdict.json;
    if (verdict.kind === 'absent') return fail(`there is no such bug at ${host}`);
    return fail(verdict.reason === RESTRICTED ? RESTRICTED : `${host}: ${verdict.reason}`);
  }

  function failUnasked(): never {
    return fail(`${host}: answered with something else than what was asked for`);
  }

  function fail(message: string): never {
    throw new CertImpactError('bug-unavailable', message, {
      file: `bug ${id}`,
      hint: 'report and attachments can be saved by hand and named as files',
    });
  }
}

/** One attachment that cannot be had as it was posted; the rest of the bug can. */
export function damaged(bug: number, message: string): CertImpactError {
  return new CertImpactError('attachment-damaged', message, {
    file: `bug ${bug}`,
    hint: 'save it by hand and name the file',
  });
}

/** @throws {CertImpactError} `limit-exceeded` */
function checkSize({ id, size }: Attachment): void {
  if (size <= MAX_ATTACHMENT_BYTES) return;
  throw new CertImpactError(
    'limit-exceeded',
    `an attachment of more than ${MAX_ATTACHMENT_BYTES} bytes`,
    {
      file: `attachment ${id}`,
      hint: 'save it by hand and name the file, or choose others with --attachment',
    },
  );
}

const BUG_FIELDS = 'id,summary,status,resolution';
