/** Certificates in files: a folder, a bundle, an archive; by the hash of what is in them. */
import { FINGERPRINT_BYTES } from '../fingerprint/fingerprint.ts';
import { PROVE_HERE, ProofQueue, type TakeBatch } from './prove.ts';
import { statPath, scanCertificates } from './scan/scan.ts';
import type { DamagedItem } from './scan/scan-item.ts';
import { findTitledIds } from './titled-ids.ts';
import type { AnswerId, CertificateSource, Sink, Wanted } from './source.ts';
import { WantedRows } from './wanted-rows.ts';

export interface LocalSource extends CertificateSource {
  /** Certificates read in the last pass, duplicates included; the pass ends when all wanted are had. */
  readonly seen: number;
  /** Damaged places met in the last pass. */
  readonly damaged: number;
}

export interface LocalSourceOptions {
  /** Told of each damaged place, as the pass meets it. */
  readonly onDamaged?: (item: DamagedItem) => void;
}

/**
 * Each `collect` is one pass over the files; file names play no part in it.
 *
 * @throws {CertImpactError} `file-not-found` or `file-unreadable`, when `path` itself cannot be read
 */
export async function openLocalSource(
  path: string,
  { onDamaged }: LocalSourceOptions = {},
): Promise<LocalSource> {
  const stats = await statPath(path);
  let seen = 0;
  let damaged = 0;

  return {
    name: path,
    local: true,
    once: !stats.isFile() && !stats.isDirectory(),
    get seen() {
      return seen;
    },
    get damaged() {
      return damaged;
    },
    ...(stats.isFile() && { resolveIds }),
    async collect(wanted: Wanted, sink: Sink, signal: AbortSignal) {
      seen = 0;
      damaged = 0;
      const waiting = new WantedRows(wanted);
      if (waiting.open > 0) await pass(waiting, sink, signal);
      const places = damaged === 1 ? 'a damaged place' : `${damaged} damaged places`;
      for (const row of wanted.rows) {
        if (!waiting.close(row)) continue;
        // what cannot be read may be what is wanted: that it is not here is then not known
        if (damaged === 0) sink.notFound(row);
        else sink.unavailable(row, `not in what could be read of it, and it has ${places}`);
      }
    },
  };

  async function resolveIds(
    ids: readonly string[],
    answer: AnswerId,
    signal: AbortSignal,
  ): Promise<void> {
    const found = await findTitledIds(path, ids, answer, signal);
    for (const index of ids.keys()) {
      if (!found.has(index)) await answer(index, { outcome: 'unresolvable' });
    }
  }

  async function pass(waiting: WantedRows, sink: Sink, signal: AbortSignal): Promise<void> {
    const prover = sink.prover ?? PROVE_HERE;
    const take: TakeBatch = async (items, proof) => {
      for (let i = 0; i < items.length && waiting.open > 0; i++) {
        const item = items[i]!;
        if (item.kind === 'damaged') {
          damaged++;
          onDamaged?.(item);
          continue;
        }
        seen++;
        const row = waiting.take(proof.digests, i * FINGERPRINT_BYTES);
        if (row < 0) continue;
        const settled = sink.found(row, item.der, proof.product?.(i));
        if (settled) await settled;
      }
    };
    const queue = new ProofQueue(prover, take);
    for await (const items of scanCertificates(path, signal, { shared: prover.shared })) {
      signal.throwIfAborted();
      await queue.push(items);
      if (waiting.open === 0) return;
    }
    await queue.drain();
  }
}
