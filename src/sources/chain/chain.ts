/** Several sources as one: each is asked for what those before it did not have. */
import type { CertificateSource } from '../source.ts';
import { collectInOrder } from './collect.ts';
import { newLink, type SourceAccount } from './link.ts';
import { resolveInOrder } from './resolve-ids.ts';
import { siblingsInOrder } from './siblings.ts';

export interface Chain extends CertificateSource {
  /** One for each source, in order; they grow with each call. */
  readonly accounts: readonly SourceAccount[];
}

export interface ChainOptions {
  /** The clock, in milliseconds. */
  readonly now: () => number;
}

/**
 * Asks `sources` in order. Where none has a certificate, the outcome that says most stands:
 * mismatched before unavailable before notFound, with the reasons of all sources that gave one.
 */
export function firstOf(sources: readonly CertificateSource[], { now }: ChainOptions): Chain {
  const links = sources.map((source) => newLink(source, now));
  return {
    name: sources.map(({ name }) => name).join(', '),
    local: sources.every(({ local }) => local),
    once: sources.some(({ once }) => once === true),
    accounts: links.map(({ account }) => account),
    collect: (wanted, sink, signal) => collectInOrder(links, wanted, sink, signal),
    ...(sources.some((source) => source.resolveIds !== undefined) && {
      resolveIds: (ids, answer, signal) => resolveInOrder(links, ids, answer, signal),
    }),
    ...(sources.some((source) => source.siblings !== undefined) && {
      siblings: (wanted, sink, signal) => siblingsInOrder(links, wanted, sink, signal),
    }),
    async close() {
      for (const source of sources) await source.close?.();
    },
  };
}
