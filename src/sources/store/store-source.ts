/** The store as a source: what was fetched or imported before, its hash checked again. */
import { setImmediate } from 'node:timers/promises';
import {
  FINGERPRINT_BYTES,
  fingerprintOf,
  formatFingerprint,
  parseFingerprint,
} from '../../fingerprint/fingerprint.ts';
import { CertImpactError } from '../../errors.ts';
import { PROVE_HERE, ProofQueue, type TakeBatch } from '../prove.ts';
import { DerSlab } from '../scan/der-slab.ts';
import type { ScanItem } from '../scan/scan-item.ts';
import type { CertificateSource, IdAnswer, Sink, Wanted } from '../source.ts';
import { WantedRows } from '../wanted-rows.ts';
import { inKeyOrder } from './key-order.ts';
import type { Store } from './store.ts';
import { tellKnownSiblings } from './stored-siblings.ts';

/** To a batch; several are under way at once. */
const BATCH_ITEMS = 1024;
const BATCH_BYTES = 2 << 20;

/** Of ids, between looks at whether the run goes on. */
const IDS_PER_TURN = 256;

const MAX_NAMED_CORRUPT = 20;

/** `close` of the source leaves the store open. */
export function storeSource(store: Store): CertificateSource {
  let corrupt = 0;
  return {
    name: 'store',
    local: true,
    collect: (wanted, sink, signal) => collect(store, wanted, sink, signal, tellCorrupt),
    async siblings(wanted, sink, signal) {
      signal.throwIfAborted();
      // of the others it knows nothing, and says nothing
      await tellKnownSiblings(store, wanted, sink);
    },
    async resolveIds(ids, answer, signal) {
      for (const [index, id] of ids.entries()) {
        if (index % IDS_PER_TURN === 0) await setImmediate();
        signal.throwIfAborted();
        await answer(index, resolveId(store, id, tellCorrupt));
      }
    },
  };

  function tellCorrupt(fingerprint: Uint8Array): void {
    store.remove(fingerprint);
    corrupt++;
    if (corrupt <= MAX_NAMED_CORRUPT) {
      const hex = formatFingerprint(fingerprint);
      store.note(`store: the record of ${hex} is corrupt, and taken for not there`);
    } else if (corrupt === MAX_NAMED_CORRUPT + 1) {
      store.note('store: further corrupt records are not named (cert-impact store verify does)');
    }
  }
}

type TellCorrupt = (fingerprint: Uint8Array) => void;

async function collect(
  store: Store,
  wanted: Wanted,
  sink: Sink,
  signal: AbortSignal,
  tellCorrupt: TellCorrupt,
): Promise<void> {
  const { fingerprints } = wanted;
  const waiting = new WantedRows(wanted);
  const prover = sink.prover ?? PROVE_HERE;
  const slab = new DerSlab(prover.shared);
  /** Of each batch under way, in order: its rows. */
  const rowsAhead: number[][] = [];
  const take: TakeBatch = async (items, proof) => {
    const rows = rowsAhead.shift()!;
    for (const [i, item] of items.entries()) {
      const row = rows[i]!;
      if (item.kind !== 'certificate' || !waiting.close(row)) continue;
      if (fingerprints.rowOfBytes(proof.digests, i * FINGERPRINT_BYTES) === row) {
        const settled = sink.found(row, item.der, proof.product?.(i));
        if (settled) await settled;
      } else {
        tellCorrupt(fingerprints.bytesAt(row));
        sink.notFound(row);
      }
    }
  };
  const queue = new ProofQueue(prover, take);
  try {
    for (const { items, rows } of batches()) {
      rowsAhead.push(rows);
      await queue.push(items);
      // signals get their turn, and LMDB lets go of the pages that a writer wants to use again
      await setImmediate();
      signal.throwIfAborted();
    }
    await queue.drain();
  } catch (error) {
    if (!(error instanceof CertImpactError) || error.code !== 'store-unusable') throw error;
    store.note(`${store.folder}: ${error.message}`);
    await queue.drain();
    for (const row of wanted.rows) if (waiting.close(row)) sink.unavailable(row, error.message);
    return;
  }
  // what comes next needs much itself: the tallies of all threads are merged
  store.release();

  function* batches(): Generator<{ items: ScanItem[]; rows: number[] }> {
    let items: ScanItem[] = [];
    let rows: number[] = [];
    let bytes = 0;
    let looked = 0;
    for (const row of inKeyOrder(wanted)) {
      const value = store.get(fingerprints.bytesAt(row));
      if (value === undefined) {
        if (waiting.close(row)) sink.notFound(row);
      } else {
        items.push({ kind: 'certificate', der: slab.copy(value), place: 'store', line: 0 });
        rows.push(row);
        bytes += value.length;
      }
      if (++looked < BATCH_ITEMS && bytes < BATCH_BYTES) continue;
      yield { items, rows };
      items = [];
      rows = [];
      bytes = looked = 0;
    }
    yield { items, rows };
  }
}

function resolveId(store: Store, id: string, tellCorrupt: TellCorrupt): IdAnswer {
  try {
    return provenId(store, 'crt.sh', id, tellCorrupt) ?? { outcome: 'notFound' };
  } catch (error) {
    if (!(error instanceof CertImpactError)) throw error;
    return { outcome: 'unavailable', reason: error.message };
  }
}

/**
 * The certificate that has this number at `source`, as the store knows it.
 * @throws {CertImpactError} `store-unusable`
 */
export function provenId(
  store: Store,
  source: string,
  id: string,
  tellCorrupt?: TellCorrupt,
): IdAnswer | undefined {
  const key = store.idOf(source, id);
  const view = key && store.get(key);
  if (!key || !view) return undefined;
  const der = new Uint8Array(view);
  const fingerprint = fingerprintOf(der);
  if (Buffer.compare(parseFingerprint(fingerprint), key) === 0) {
    return { outcome: 'found', fingerprint, der };
  }
  tellCorrupt?.(key);
  return undefined;
}
