import type { Environment } from './environment.ts';
import { type ContentRecord, tryDecodeRecord } from './kept-content.ts';

/** A process that is at work on a content completes it in less. */
const ORPHAN_MS = 60 * 60 * 1000;

const PIECE_KEY_BYTES = 16;

export interface PruningOptions {
  /** Of all contents together. */
  readonly maxBytes: number;
  /** Milliseconds since 1970. */
  readonly now: number;
}

/**
 * Forgets, in one transaction, the contents that were not checked for longest until the others have at
 * most `maxBytes`; records that cannot be read; and pieces that no record speaks of and that are older
 * than an hour: those of processes that were killed. Writes nothing where there is nothing to forget.
 */
export function pruneContents(environment: Environment, options: PruningOptions): void {
  const find = (): Doomed => findDoomed(environment, options);
  if (isNothing(find())) return;
  environment.beWritable();
  const contents = environment.database('contents')!;
  const pieces = environment.database('pieces')!;
  environment.write(() => {
    // looked for again: another process may have been at work
    const { records, octets } = find();
    for (const key of records) contents.removeSync(key);
    for (const key of octets) pieces.removeSync(key);
  });
}

/** Keys of what is to be forgotten. */
interface Doomed {
  readonly records: readonly Uint8Array[];
  readonly octets: readonly Uint8Array[];
}

function isNothing({ records, octets }: Doomed): boolean {
  return records.length === 0 && octets.length === 0;
}

function findDoomed(environment: Environment, { maxBytes, now }: PruningOptions): Doomed {
  const doomed: Uint8Array[] = [];
  const records: (ContentRecord & { readonly key: Uint8Array })[] = [];
  for (const { key, value } of environment.database('contents')?.getRange({}) ?? []) {
    const record = tryDecodeRecord(value);
    if (record === undefined) doomed.push(Buffer.from(key));
    else records.push({ ...record, key: Buffer.from(key) });
  }
  records.sort((a, b) => b.content.checkedAt - a.content.checkedAt);
  const kept = new Set<string>();
  const forgotten = new Set<string>();
  let bytes = 0;
  for (const { key, content, pieces } of records) {
    bytes += content.length;
    const isKept = bytes <= maxBytes;
    (isKept ? kept : forgotten).add(pieces.toString('hex'));
    if (!isKept) doomed.push(key);
  }
  const octets: Uint8Array[] = [];
  for (const each of environment.database('pieces')?.getKeys({}) ?? []) {
    const key = Buffer.from(each);
    const own = key.toString('hex', 0, PIECE_KEY_BYTES);
    const isYoung = key.length >= PIECE_KEY_BYTES && isRecent(key.readBigUInt64BE(), now);
    if (!kept.has(own) && (forgotten.has(own) || !isYoung)) octets.push(key);
  }
  return { records: doomed, octets };
}

/** A time ahead is one of a clock that went ahead. */
function isRecent(time: bigint, now: number): boolean {
  const age = now - Number(time);
  return age >= 0 && age < ORPHAN_MS;
}
