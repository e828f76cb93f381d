import type { Get, Reply } from './reply.ts';

/** Enough for http to https and to www; stops loops. */
export const MAX_REDIRECTS = 3;

const REDIRECTS = new Set([301, 302, 303, 307, 308]);

/**
 * Follows redirects to the same host, or to https anywhere; never from https down to http. Another
 * redirect comes back as the answer that it is. What arrives is checked by its hash in any case.
 */
export function redirected(get: Get): Get {
  return async (url, signal) => {
    let at = url;
    for (let hops = 0; ; hops++) {
      const reply = await get(at, signal);
      const next = targetOf(reply, at);
      if (next === undefined || hops === MAX_REDIRECTS) return reply;
      at = next;
    }
  };
}

function targetOf(reply: Reply, from: string): string | undefined {
  if (reply.kind !== 'http' || !REDIRECTS.has(reply.status) || !reply.location) return undefined;
  const source = new URL(from);
  const target = new URL(reply.location);
  const allowed =
    target.protocol === 'https:' || (source.protocol === 'http:' && target.host === source.host);
  return allowed && /^https?:$/.test(target.protocol) ? target.href : undefined;
}
