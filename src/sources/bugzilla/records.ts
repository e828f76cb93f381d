/** Bugzilla's JSON -> what is needed of it. Written by strangers: nothing in it is taken for granted. */

export interface Bug {
  readonly id: number;
  readonly summary: string;
  /** `RESOLVED FIXED`; what was not given is left out. */
  readonly status: string;
}

export interface Comment {
  /** Its number on the page of the bug, from 0. */
  readonly number: number;
  readonly author: string;
  /** ISO 8601, as given. */
  readonly time: string;
  /** Markdown or plain text, as written. */
  readonly text: string;
}

export interface Attachment {
  readonly id: number;
  readonly fileName: string;
  readonly summary: string;
  /** Lower case, without parameters; what the one who attached it said, often wrong. */
  readonly contentType: string;
  /** Bytes; 0 also where the contents were deleted. */
  readonly size: number;
  readonly author: string;
  /** ISO 8601, as given. */
  readonly time: string;
  readonly isObsolete: boolean;
  readonly isPatch: boolean;
}

type Json = Readonly<Record<string, unknown>>;

/** Of the answer to `/rest/bug/ID`; `undefined` where the bug is not in it. */
export function readBug(answer: unknown, id: number): Bug | undefined {
  const bug = listAt(answer, 'bugs').find((each) => numberAt(each, 'id') === id);
  if (bug === undefined) return undefined;
  const status = [textAt(bug, 'status'), textAt(bug, 'resolution')].join(' ').trim();
  return { id, summary: textAt(bug, 'summary'), status };
}

/** Of the answer to `/rest/bug/ID/comment`, in their order; `undefined` where the bug is not in it. */
export function readComments(answer: unknown, id: number): Comment[] | undefined {
  const comments = objectAt(objectAt(answer, 'bugs'), String(id))?.['comments'];
  if (!Array.isArray(comments)) return undefined;
  return objects(comments)
    .map((comment, place) => ({
      // private ones are left out for strangers, but keep their numbers
      number: numberAt(comment, 'count') ?? place,
      author: textAt(comment, 'creator') || textAt(comment, 'author'),
      time: textAt(comment, 'creation_time') || textAt(comment, 'time'),
      text: textAt(comment, 'raw_text') || textAt(comment, 'text'),
    }))
    .sort((a, b) => a.number - b.number);
}

/** Of the answer to `/rest/bug/ID/attachment`, the oldest first; `undefined` where the bug is not in it. */
export function readAttachments(answer: unknown, id: number): Attachment[] | undefined {
  const attachments = objectAt(answer, 'bugs')?.[String(id)];
  if (!Array.isArray(attachments)) return undefined;
  const read = objects(attachments).flatMap((each): Attachment[] => {
    const number = numberAt(each, 'id');
    if (number === undefined) return [];
    return [
      {
        id: number,
        fileName: textAt(each, 'file_name'),
        summary: textAt(each, 'summary'),
        contentType: textAt(each, 'content_type').split(';', 1)[0]!.trim().toLowerCase(),
        size: numberAt(each, 'size') ?? 0,
        author: textAt(each, 'creator'),
        time: textAt(each, 'creation_time'),
        isObsolete: flagAt(each, 'is_obsolete'),
        isPatch: flagAt(each, 'is_patch'),
      },
    ];
  });
  return read.sort((a, b) => a.id - b.id);
}

/** Of the answer to `/rest/bug/attachment/ID`; `undefined` where there is none, or it is no base64. */
export function readData(answer: unknown, id: number): Buffer | undefined {
  const data = objectAt(objectAt(answer, 'attachments'), String(id))?.['data'];
  if (typeof data !== 'string' || !BASE64.test(data)) return undefined;
  return Buffer.from(data, 'base64');
}

/** What Bugzilla says is wrong: a number of its own (`WS_ERROR_CODE`), and words. */
export function readError(answer: unknown): { code: number; message: string } | undefined {
  if (!isObject(answer) || !flagAt(answer, 'error')) return undefined;
  return { code: numberAt(answer, 'code') ?? 0, message: textAt(answer, 'message') };
}

function listAt(value: unknown, key: string): Json[] {
  const list = isObject(value) ? value[key] : undefined;
  return Array.isArray(list) ? objects(list) : [];
}

function objectAt(value: unknown, key: string): Json | undefined {
  const inner = isObject(value) ? value[key] : undefined;
  return isObject(inner) ? inner : undefined;
}

function objects(list: readonly unknown[]): Json[] {
  return list.filter(isObject);
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function textAt(object: Json, key: string): string {
  const value = object[key];
  return typeof value === 'string' ? value : '';
}

/** A whole number from 0 on, also one that is written as text. */
function numberAt(object: Json, key: string): number | undefined {
  const value = object[key];
  const number = typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value;
  return Number.isSafeInteger(number) && (number as number) >= 0 ? (number as number) : undefined;
}

/** Older Bugzillas have 1 and 0. */
function flagAt(object: Json, key: string): boolean {
  const value = object[key];
  return value === true || value === 1 || value === '1';
}

/** Perl's encoder breaks its lines. */
const BASE64 = /^[\dA-Za-z+/\s]*={0,2}\s*$/;
