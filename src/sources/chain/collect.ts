import type { Sink, Wanted } from '../source.ts';
import { WantedRows } from '../wanted-rows.ts';
import { type Link, named, timed } from './link.ts';
import { Leftovers, type Outcome } from './leftovers.ts';

/** `CertificateSource.collect` of a chain. */
export async function collectInOrder(
  links: readonly Link[],
  wanted: Wanted,
  sink: Sink,
  signal: AbortSignal,
): Promise<void> {
  const { fingerprints } = wanted;
  const leftovers = new Leftovers(fingerprints.size);
  let { rows } = wanted;
  for (const [index, link] of links.entries()) {
    if (rows.length === 0) break;
    signal.throwIfAborted();
    await askOne(link, rows, index === links.length - 1);
    rows = rows.filter((row) => leftovers.outcomeOf(row) !== 'found');
  }
  if (links.length === 0) for (const row of rows) deliver(row);

  /** The last one decides: what it does not have is told at once, for a waiting user to see. */
  async function askOne(link: Link, asked: Uint32Array, isLast: boolean): Promise<void> {
    const { source, account } = link;
    const waiting = new WantedRows({ fingerprints, rows: asked });
    account.asked += asked.length;
    const settle = (row: number, outcome: Exclude<Outcome, 'found'>, reason?: string): void => {
      if (!waiting.close(row)) return;
      account[outcome]++;
      leftovers.set(row, outcome, reason && named(link, reason));
      if (isLast) deliver(row);
    };
    await timed(link, () =>
      source.collect(
        { fingerprints, rows: asked },
        {
          ...(sink.prover && { prover: sink.prover }),
          found(row, der, product) {
            if (!waiting.close(row)) return undefined;
            account.found++;
            leftovers.set(row, 'found');
            return sink.found(row, der, product);
          },
          notFound: (row) => {
            settle(row, 'notFound');
          },
          unavailable: (row, reason) => {
            settle(row, 'unavailable', reason);
          },
          mismatched: (row, reason) => {
            settle(row, 'mismatched', reason);
          },
        },
        signal,
      ),
    );
    for (const row of asked) settle(row, 'notFound');
  }

  function deliver(row: number): void {
    const outcome = leftovers.outcomeOf(row);
    const reason = leftovers.reasonOf(row) ?? '';
    if (outcome === 'mismatched') sink.mismatched(row, reason);
    else if (outcome === 'unavailable') sink.unavailable(row, reason);
    else sink.notFound(row);
  }
}
