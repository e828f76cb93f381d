/** A server's answer -> what it means, for each status and body that crt.sh and mirrors are known to give. */
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { fingerprintOf } from '../../fingerprint/fingerprint.ts';
import type { AnswerReader } from './answer-reader.ts';
import { MAX_BODY_BYTES } from './exchange.ts';
import { MAX_REDIRECTS } from './redirect.ts';
import type { HttpReply, Reply } from './reply.ts';

/**
 * - `hit`: the certificate, proved by its hash (or, asked for by id, whatever came)
 * - `mismatched`: a certificate, but another one
 * - `absent`: the source says that it does not have it, which may be a passing weakness
 * - `busy`: asked too much, by all requests together
 * - `transient`: worth another try
 * - `unreachable`: no connection; another try is worth little
 * - `refused`: the same question will get the same answer
 * - `given-up`: not asked, as the host is given up
 */
export type Verdict = CertificateHit | Miss;

export interface CertificateHit {
  readonly kind: 'hit';
  readonly der: Uint8Array;
  readonly fingerprint: Fingerprint;
}

/** Anything but what was asked for. */
export type Miss =
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'busy' | 'transient';
      readonly reason: string;
      readonly retryAfterSeconds?: number | undefined;
    }
  | { readonly kind: 'refused'; readonly reason: string; readonly status?: number }
  | { readonly kind: 'mismatched' | 'unreachable' | 'given-up'; readonly reason: string };

const REFUSALS = new Map([
  [401, 'it wants a user name and password, or others than these'],
  [403, 'access denied'],
]);

/** @param wanted the fingerprint asked for; `undefined` where the question was an id */
export function judge(
  reply: Reply,
  wanted: Fingerprint | undefined,
  reader: AnswerReader,
): Verdict {
  if (reply.kind === 'none') {
    return { kind: reply.unreachable ? 'unreachable' : 'transient', reason: reply.reason };
  }
  return judgeStatus(reply) ?? judgeBody(reply, wanted, reader);
}

/** What a status says by itself; `undefined` for 200, where the body says the rest. */
export function judgeStatus(reply: HttpReply): Miss | undefined {
  const { status, retryAfterSeconds } = reply;
  if (status === 200) return undefined;
  if (status === 404 || status === 410) return { kind: 'absent' };
  if (status === 429) {
    return { kind: 'busy', reason: 'too many requests (429)', retryAfterSeconds };
  }
  if (status >= 500 || status === 408 || status === 425) {
    return { kind: 'transient', reason: `answered ${status}`, retryAfterSeconds };
  }
  const why = status >= 300 && status < 400 ? redirection(reply) : REFUSALS.get(status);
  const reason = `answered ${status}${why === undefined ? '' : `: ${why}`}`;
  return { kind: 'refused', reason, status };
}

function redirection({ location, isLoop }: HttpReply): string {
  if (isLoop) return `more than ${MAX_REDIRECTS} redirects, one after the other`;
  const unfollowed = 'a redirect that is not followed';
  if (location === undefined) return unfollowed;
  const { protocol, host } = new URL(location);
  return `${unfollowed}, to ${protocol}//${host}; name that instead if you trust it`;
}

function judgeBody(
  { body, contentType, tooLarge }: HttpReply,
  wanted: Fingerprint | undefined,
  reader: AnswerReader,
): Verdict {
  if (tooLarge)
    return { kind: 'refused', reason: `answered with more than ${MAX_BODY_BYTES} bytes` };
  let other: Fingerprint | undefined;
  const { ders, isCut } = reader.read(body);
  for (const der of ders) {
    const fingerprint = fingerprintOf(der);
    if (wanted === undefined || fingerprint === wanted) return { kind: 'hit', der, fingerprint };
    other ??= fingerprint;
  }
  // an error that crt.sh's database functions swallow is shown as a page, with status 200; so are the
  // pages of those who want a login or a fee first
  if (contentType === 'text/html') {
    return { kind: 'transient', reason: 'answered with an error page (200, text/html)' };
  }
  if (other !== undefined) {
    return { kind: 'mismatched', reason: `answered with another certificate (SHA-256 ${other})` };
  }
  const what = isCut ? 'a part of a certificate' : 'something that is no certificate';
  return { kind: 'transient', reason: `answered with ${what}` };
}
