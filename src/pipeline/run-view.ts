import { stat } from 'node:fs/promises';
import type { OutcomeCounts } from '../impact/impact.ts';
import type { Input } from './input.ts';
import type { Ledger } from './ledger.ts';

export { formatCount } from '../impact/count.ts';

/**
 * What a run does: it reads the lists (and examines the certificates that stand in them), obtains
 * what they name, settles pairs that need a second look, looks for siblings and checks revocation
 * if asked; the caller then makes figures of it.
 */
export type Phase = 'reading' | 'obtaining' | 'pairing' | 'siblings' | 'revocation' | 'figures';

/** How far a run is; each look shows the present. */
export interface RunView {
  readonly phase: Phase;
  /** Lines of the lists; a certificate that stands in one counts as a line. */
  readonly lines: number;
  /** Distinct certificates listed. */
  readonly listed: number;
  /** How many of them have this outcome. */
  count(outcome: keyof OutcomeCounts): number;
  /** Bytes of the lists, as they are stored. */
  readonly bytesRead: number;
  /** What `bytesRead` will be in the end; unknown where a list comes through a pipe. */
  readonly bytesTotal: number | undefined;
}

/** The view that the run itself moves on. */
export class LiveRun implements RunView {
  phase: Phase = 'reading';
  bytesRead = 0;
  bytesTotal: number | undefined;
  readonly #ledger: Ledger;

  constructor(ledger: Ledger) {
    this.#ledger = ledger;
  }

  get lines(): number {
    return this.#ledger.groups.reduce((sum, { lines }) => sum + lines.total, 0);
  }

  get listed(): number {
    return this.#ledger.listed;
  }

  count(outcome: keyof OutcomeCounts): number {
    return this.#ledger.count(outcome);
  }

  /** The same inputs, one after the other is read, with their bytes counted. */
  async *inputs(inputs: readonly Input[]): AsyncGenerator<Input> {
    const sizes = await Promise.all(inputs.map(sizeOf));
    if (sizes.every((size) => size !== undefined)) {
      this.bytesTotal = sizes.reduce((sum, size) => sum + size, 0);
    }
    let before = 0;
    for (const [index, input] of inputs.entries()) {
      yield { ...input, open: () => this.#counted(input.open()) };
      // an archive is not read by `open`, but with a file of its own
      this.bytesRead = before += sizes[index] ?? this.bytesRead - before;
    }
  }

  async *#counted(chunks: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array> {
    for await (const chunk of chunks) {
      this.bytesRead += chunk.length;
      yield chunk;
    }
  }
}

/** Of a regular file; what is wrong with another is for its reader to say. */
async function sizeOf({ path }: Input): Promise<number | undefined> {
  if (path === undefined) return undefined;
  const stats = await stat(path).catch(() => undefined);
  return stats?.isFile() === true ? stats.size : undefined;
}
