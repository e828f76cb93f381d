import type { IdAnswer } from '../source.ts';
import { type Link, named, timed } from './link.ts';
import { Leftovers } from './leftovers.ts';

/**
 * `CertificateSource.resolveIds` of a chain. That a local source does not know a number says nothing of
 * the certificate.
 */
export async function resolveInOrder(
  links: readonly Link[],
  ids: readonly string[],
  answer: (index: number, answer: IdAnswer) => void | Promise<void>,
  signal: AbortSignal,
): Promise<void> {
  const leftovers = new Leftovers(ids.length);
  let open = ids.map((_, index) => index);
  let knowing = false;
  for (const link of links) {
    const { source, account } = link;
    if (open.length === 0 || !source.resolveIds) continue;
    signal.throwIfAborted();
    knowing ||= !source.local;
    const asked = open;
    account.asked += asked.length;
    const questions = asked.map((at) => ids[at]!);
    await timed(link, () => source.resolveIds!(questions, take, signal));
    open = asked.filter((at) => leftovers.outcomeOf(at) !== 'found');

    function take(place: number, got: IdAnswer): void | Promise<void> {
      const at = asked[place]!;
      if (got.outcome === 'unresolvable') {
        account.asked--;
        return undefined;
      }
      account[got.outcome]++;
      const reason = got.outcome === 'unavailable' ? named(link, got.reason) : undefined;
      leftovers.set(at, got.outcome, reason);
      return got.outcome === 'found' ? answer(at, got) : undefined;
    }
  }
  for (const at of open) {
    const reason = leftovers.reasonOf(at) ?? '';
    await answer(
      at,
      leftovers.outcomeOf(at) === 'unavailable'
        ? { outcome: 'unavailable', reason }
        : { outcome: knowing ? 'notFound' : 'unresolvable' },
    );
  }
}
