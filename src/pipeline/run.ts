import { type SourceAccount, firstOf } from '../sources/chain.ts';
import type { CertificateSource } from '../sources/source.ts';
import { Examiner, type Visit } from './examiner.ts';
import type { Input } from './input.ts';
import { Ledger } from './ledger.ts';
import { type ListNotes, readList } from './lists.ts';
import { obtain, resolveIds } from './obtain.ts';
import { settlePairs } from './settle-pairs.ts';

export interface RunOptions {
  readonly appendices: readonly Input[];
  /** Asked in order, each for what the ones before it did not have. */
  readonly sources: readonly CertificateSource[];
  readonly signal: AbortSignal;
  /** Milliseconds since 1970, for the account of the sources. */
  readonly now: () => number;
  /** Called with each certificate obtained, in the order in which it is. */
  readonly visit?: Visit;
}

/** What was listed, obtained and read; figures are made of it for a time and a guideline. */
export interface Run {
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  readonly notes: ListNotes;
  readonly sources: readonly SourceAccount[];
  /** Final certificates that could not be compared with the precertificate of their serial number. */
  readonly unsettled: number;
}

/**
 * Reads the appendices, obtains what they list and examines it.
 * @throws {CertImpactError} when an appendix cannot be read, or nothing is listed
 */
export async function run(options: RunOptions): Promise<Run> {
  const { signal, sources } = options;
  const ledger = new Ledger();
  const examiner = new Examiner(options.visit);
  const notes: ListNotes = { textLines: 0, firstTextLine: '' };
  for (const input of options.appendices) {
    await readList(input, ledger, examiner, notes, signal);
  }
  const chain = firstOf(sources, { now: options.now });
  await resolveIds(ledger, examiner, chain, signal);
  await obtain(ledger, examiner, chain, signal);
  // a chain of its own, so that the account of the sources stays that of the run
  const unsettled = await settlePairs(
    examiner,
    options.appendices,
    firstOf(sources, options),
    signal,
  );
  return { ledger, examiner, notes, sources: chain.accounts, unsettled };
}
