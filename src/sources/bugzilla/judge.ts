/** Bugzilla's answers -> what they mean: JSON, also of errors, which have numbers of their own. */
import { judgeStatus, type Miss } from '../http/answer.ts';
import type { HttpReply, Reply } from '../http/reply.ts';
import { readError } from './records.ts';

export interface JsonHit {
  readonly kind: 'hit';
  readonly json: unknown;
}

/** Why there is nothing to have, where Bugzilla says so itself. */
export const RESTRICTED = 'it is restricted, and shown to some who are signed in only';

/** `WS_ERROR_CODE` of Bugzilla: no such bug or attachment (51, 100, 101). */
const ABSENT: ReadonlySet<number> = new Set([51, 100, 101]);
/** Access denied (102), a private comment (110) or attachment (304), sign in first (410). */
const DENIED: ReadonlySet<number> = new Set([102, 110, 304, 410]);
/** A fault of the server's own, below 0; 32000 and -32000 are what has no number. */
const MAX_MESSAGE = 200;

export function judgeJson(reply: Reply): JsonHit | Miss {
  if (reply.kind === 'none') {
    return { kind: reply.unreachable ? 'unreachable' : 'transient', reason: reply.reason };
  }
  const { status, body, tooLarge } = reply;
  if (tooLarge) return { kind: 'refused', reason: `answered with more than ${body.length} bytes` };
  const json = parse(reply);
  const error = readError(json?.value);
  if (error !== undefined) return judgeError(error, reply);
  const miss = judgeStatus(reply);
  if (miss?.kind === 'absent') return refused(`answered ${status}: no REST API of Bugzilla`);
  if (miss !== undefined) return miss;
  if (json === undefined) {
    return reply.contentType === 'application/json'
      ? { kind: 'transient', reason: 'answered with JSON that is damaged' }
      : refused('answered with something that is no JSON: no REST API of Bugzilla');
  }
  return { kind: 'hit', json: json.value };
}

function judgeError(
  { code, message }: { readonly code: number; readonly message: string },
  reply: HttpReply,
): Miss {
  const { status, retryAfterSeconds } = reply;
  // bugzilla.mozilla.org answers 400 with number 32000, others 429
  if (status === 429 || /rate limit/i.test(message)) {
    return { kind: 'busy', reason: 'too many requests', retryAfterSeconds };
  }
  if (ABSENT.has(code)) return { kind: 'absent' };
  if (DENIED.has(code)) return refused(RESTRICTED);
  if (status >= 500) return { kind: 'transient', reason: `answered ${status}`, retryAfterSeconds };
  const words = message.length > MAX_MESSAGE ? `${message.slice(0, MAX_MESSAGE)}…` : message;
  return refused(`answered with error ${code}: ${words}`);
}

function refused(reason: string): Miss {
  return { kind: 'refused', reason };
}

function parse({ body }: HttpReply): { readonly value: unknown } | undefined {
  try {
    return { value: JSON.parse(body.toString()) };
  } catch {
    return undefined;
  }
}
