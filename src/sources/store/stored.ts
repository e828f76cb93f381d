/** A source whose answers are kept: what it finds, what it does not have, and its numbers. */
import { parseFingerprint } from '../../fingerprint/fingerprint.ts';
import type { CertificateSource, IdAnswer, Sink, Wanted } from '../source.ts';
import { Handover } from './handover.ts';
import { idBytes } from './remembered.ts';
import type { Store } from './store.ts';
import { provenId } from './store-source.ts';
import { storedSiblings } from './stored-siblings.ts';

export interface StoredOptions {
  /** Asks also for what the source did not have a short while ago (`MISSING_MS`). */
  readonly askAgain: boolean;
}

/**
 * The same source, with `store` behind it; a store that fails stops nothing. Not `once` any more: what it
 * has handed out is in the store.
 */
export function stored(
  source: CertificateSource,
  store: Store,
  { askAgain }: StoredOptions,
): CertificateSource {
  const { name, identity = name } = source;
  let remembered = 0;
  const isMissing = (what: Uint8Array): boolean => {
    try {
      return !askAgain && store.isMissing(identity, what);
    } catch {
      // the store is damaged, which its own source says
      return false;
    }
  };
  return {
    name,
    local: source.local,
    collect: (wanted, sink, signal) => collect(wanted, sink, signal),
    ...(source.resolveIds && { resolveIds }),
    get remembered() {
      return remembered;
    },
    ...(source.siblings && {
      siblings: storedSiblings(store, identity, source.siblings.bind(source), { askAgain }),
    }),
    ...(source.close && { close: () => source.close!() }),
  };

  async function collect(
    { fingerprints, rows }: Wanted,
    sink: Sink,
    signal: AbortSignal,
  ): Promise<void> {
    const handover = new Handover(store, signal);
    const missing = rows.filter((row) => isMissing(fingerprints.bytesAt(row)));
    for (const row of missing) sink.notFound(row);
    remembered += missing.length;
    noteMissing(missing.length);
    const known = new Set(missing);
    const asked = known.size === 0 ? rows : rows.filter((row) => !known.has(row));
    if (asked.length === 0) return;
    const keeping: Sink = {
      ...(sink.prover && { prover: sink.prover }),
      found: (row, der, product) =>
        handover.take(fingerprints.bytesAt(row), der, (own) => sink.found(row, own, product)),
      notFound(row) {
        store.rememberMissing(identity, fingerprints.bytesAt(row));
        sink.notFound(row);
      },
      unavailable: (row, reason) => {
        sink.unavailable(row, reason);
      },
      mismatched: (row, reason) => {
        sink.mismatched(row, reason);
      },
    };
    await settling(handover, source.collect({ fingerprints, rows: asked }, keeping, signal));
  }

  async function resolveIds(
    ids: readonly string[],
    answer: (index: number, answer: IdAnswer) => void | Promise<void>,
    signal: AbortSignal,
  ): Promise<void> {
    const handover = new Handover(store, signal);
    const asked: number[] = [];
    let missing = 0;
    for (const [index, id] of ids.entries()) {
      const known = knownId(id);
      if (known) {
        remembered++;
        await answer(index, known);
      } else if (isMissing(idBytes(id))) {
        missing++;
        remembered++;
        await answer(index, { outcome: 'notFound' });
      } else asked.push(index);
    }
    noteMissing(missing);
    if (asked.length === 0) return;
    const keep = (place: number, got: IdAnswer): void | Promise<void> => {
      const index = asked[place]!;
      if (got.outcome === 'found') {
        const fingerprint = parseFingerprint(got.fingerprint);
        store.rememberId(identity, ids[index]!, fingerprint);
        return handover.take(fingerprint, got.der, (der) => answer(index, { ...got, der }));
      }
      if (got.outcome === 'notFound') store.rememberMissing(identity, idBytes(ids[index]!));
      handover.pass(() => answer(index, got));
      return undefined;
    };
    const questions = asked.map((index) => ids[index]!);
    await settling(handover, source.resolveIds!(questions, keep, signal));
  }

  function knownId(id: string): IdAnswer | undefined {
    try {
      return provenId(store, identity, id);
    } catch {
      return undefined;
    }
  }

  function noteMissing(count: number): void {
    if (count === 0) return;
    const which = count === 1 ? '1 was' : `${count} were`;
    store.note(`${name}: ${which} not there within the last day; --ask-again asks once more`);
  }
}

/** What was found before a failure is kept, too. */
async function settling(handover: Handover, work: Promise<void>): Promise<void> {
  try {
    await work;
  } catch (error) {
    await handover.settle().catch(() => undefined);
    throw error;
  }
  await handover.settle();
}
