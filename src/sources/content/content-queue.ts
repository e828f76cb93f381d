/** Which URLs are asked for, which are the same, and in which order: by host. */
import { type UrlRules, checkUrl } from './content-url.ts';

/** One URL, once. */
export interface QueuedUrl {
  readonly url: URL;
  /** As they were given; all are the same URL. */
  readonly texts: readonly string[];
}

export interface RefusedUrl {
  readonly text: string;
  readonly reason: string;
}

export interface ContentQueue {
  /** The URLs of each host and port. */
  readonly hosts: readonly (readonly QueuedUrl[])[];
  readonly refused: readonly RefusedUrl[];
  /** How many were refused because there are too many. */
  readonly beyond: number;
}

/** @param maxUrls distinct ones that are asked for; the first ones are */
export function queueUrls(texts: Iterable<string>, rules: UrlRules, maxUrls: number): ContentQueue {
  const byHref = new Map<string, { readonly url: URL; readonly texts: string[] }>();
  const refused: RefusedUrl[] = [];
  let beyond = 0;
  for (const text of new Set(texts)) {
    const checked = checkUrl(text, rules);
    if (checked.kind === 'refused') {
      refused.push({ text, reason: checked.reason });
      continue;
    }
    const { url } = checked;
    const known = byHref.get(url.href);
    if (known !== undefined) known.texts.push(text);
    else if (byHref.size < maxUrls) byHref.set(url.href, { url, texts: [text] });
    else {
      beyond++;
      refused.push({ text, reason: `beyond the first ${maxUrls} distinct URLs` });
    }
  }
  return { hosts: groupByHost(byHref.values()), refused, beyond };
}

function groupByHost(queued: Iterable<QueuedUrl>): QueuedUrl[][] {
  const hosts = new Map<string, QueuedUrl[]>();
  for (const one of queued) {
    const { host } = one.url;
    const same = hosts.get(host);
    if (same === undefined) hosts.set(host, [one]);
    else same.push(one);
  }
  return [...hosts.values()];
}
