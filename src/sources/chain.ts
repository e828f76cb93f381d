/** Several sources as one: each is asked for what those before it did not have. */
import type { CertificateSource, IdAnswer, Sink, Wanted } from './source.ts';
import { Leftovers } from './leftovers.ts';

/** What one source of a chain was asked, and what became of it. */
export interface SourceAccount {
  readonly name: string;
  asked: number;
  found: number;
  notFound: number;
  unavailable: number;
  mismatched: number;
  milliseconds: number;
}

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
  const accounts = sources.map(({ name }) => newAccount(name));
  const chain: Chain = {
    name: sources.map(({ name }) => name).join(', '),
    local: sources.every(({ local }) => local),
    once: sources.some(({ once }) => once === true),
    accounts,
    collect,
    async close() {
      for (const source of sources) await source.close?.();
    },
  };
  return sources.some((source) => 'resolveIds' in source) ? { ...chain, resolveIds } : chain;

  async function collect(wanted: Wanted, sink: Sink, signal: AbortSignal): Promise<void> {
    const leftovers = new Leftovers(wanted.fingerprints.size);
    let rows = wanted.rows;
    for (const [index, source] of sources.entries()) {
      if (rows.length === 0) break;
      signal.throwIfAborted();
      const account = accounts[index]!;
      const asked = new Leftovers(wanted.fingerprints.size);
      const started = now();
      await source.collect({ fingerprints: wanted.fingerprints, rows }, record(asked), signal);
      account.milliseconds += now() - started;
      account.asked += rows.length;
      for (const row of rows) {
        const outcome = asked.outcomeOf(row);
        account[outcome]++;
        const reason = asked.reasonOf(row);
        leftovers.set(row, outcome, reason && named(source, reason));
      }
      rows = rows.filter((row) => leftovers.outcomeOf(row) !== 'found');
    }
    for (const row of rows) deliver(row);

    function record(asked: Leftovers): Sink {
      return {
        ...(sink.prover && { prover: sink.prover }),
        found(row, der, product) {
          if (!asked.set(row, 'found')) return undefined;
          return sink.found(row, der, product);
        },
        notFound: (row) => void asked.set(row, 'notFound'),
        unavailable: (row, reason) => void asked.set(row, 'unavailable', reason),
        mismatched: (row, reason) => void asked.set(row, 'mismatched', reason),
      };
    }

    function deliver(row: number): void {
      const outcome = leftovers.outcomeOf(row);
      const reason = leftovers.reasonOf(row) ?? '';
      if (outcome === 'mismatched') sink.mismatched(row, reason);
      else if (outcome === 'unavailable') sink.unavailable(row, reason);
      else sink.notFound(row);
    }
  }

  async function resolveIds(
    ids: readonly string[],
    answer: (index: number, answer: IdAnswer) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const leftovers = new Leftovers(ids.length);
    let open = ids.map((_, index) => index);
    for (const [index, source] of sources.entries()) {
      if (open.length === 0 || !source.resolveIds) continue;
      signal.throwIfAborted();
      const account = accounts[index]!;
      const asked = open;
      const started = now();
      await source.resolveIds(
        asked.map((at) => ids[at]!),
        (at, got) => {
          account[got.outcome]++;
          const reason = got.outcome === 'unavailable' ? named(source, got.reason) : undefined;
          leftovers.set(asked[at]!, got.outcome, reason);
          return got.outcome === 'found' ? answer(asked[at]!, got) : undefined;
        },
        signal,
      );
      account.milliseconds += now() - started;
      account.asked += asked.length;
      open = asked.filter((at) => leftovers.outcomeOf(at) !== 'found');
    }
    for (const at of open) {
      const reason = leftovers.reasonOf(at) ?? '';
      await answer(
        at,
        leftovers.outcomeOf(at) === 'unavailable'
          ? { outcome: 'unavailable', reason }
          : { outcome: 'notFound' },
      );
    }
  }
}

function named({ name }: CertificateSource, reason: string): string {
  return `${name}: ${reason}`;
}

function newAccount(name: string): SourceAccount {
  return {
    name,
    asked: 0,
    found: 0,
    notFound: 0,
    unavailable: 0,
    mismatched: 0,
    milliseconds: 0,
  };
}
