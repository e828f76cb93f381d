import type { Get, HttpReply, Reply } from './reply.ts';

/** Enough for http to https and for another path; stops loops. */
export const MAX_REDIRECTS = 3;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects to the same host and port, and from http to https. Any other comes back as the
 * answer that it is: a server must not send us, with the credentials meant for it, to machines that
 * only we can reach, nor down to http.
 * @param beforeHop awaited before each further request, which the host's pace must know of
 */
export function redirected(get: Get, beforeHop: (signal: AbortSignal) => Promise<void>): Get {
  return async (url, signal) => {
    let at = url;
    for (let hops = 0; ; hops++) {
      const reply = await get(at, signal);
      const next = targetOf(reply, at);
      if (next === undefined) return reply;
      if (hops === MAX_REDIRECTS) return { ...(reply as HttpReply), isLoop: true };
      await beforeHop(signal);
      at = next;
    }
  };
}

function targetOf(reply: Reply, from: string): string | undefined {
  if (reply.kind !== 'http' || !REDIRECTS.has(reply.status) || !reply.location) return undefined;
  const source = new URL(from);
  const target = new URL(reply.location);
  const isSame = target.origin === source.origin;
  // RFC 9110 §4.2: 443 is the port of https where none is named
  const isUpgrade =
    source.protocol === 'http:' &&
    target.protocol === 'https:' &&
    target.hostname === source.hostname &&
    target.port === '';
  if (!isSame && !isUpgrade) return undefined;
  target.username = target.password = '';
  return target.href;
}
