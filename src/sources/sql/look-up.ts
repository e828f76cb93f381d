/** Looks keys up in the order that costs a database of crt.sh's size least, and doubts every miss once. */
import { askBatches } from './ask-batches.ts';
import type { Row } from './connection.ts';
import type { Crew } from './crew.ts';
import type { Health } from './health.ts';
import { ALL_PARTITIONS } from './statements.ts';

export interface Question {
  /** What is looked up; the numbers mean something to the caller only. */
  readonly items: Uint32Array;
  readonly text: string;
  /** Whether `$2` is the least notAfter of the partitions to look at. */
  readonly bounded: boolean;
  /** What `$1` is to hold for an item, and the first column of its rows. */
  key(item: number): string;
  /**
   * Takes the rows of one item; none where the server has nothing.
   * @returns false where they hold nothing good: the item is asked again, in the next pass
   */
  take(item: number, rows: readonly Row[]): boolean | Promise<boolean>;
  /** No pass had anything good. */
  missed(item: number): void | Promise<void>;
  unavailable(item: number, reason: string): void | Promise<void>;
}

export interface LookUpOptions {
  readonly crew: Crew;
  readonly health: Health;
  readonly batch: number;
  /** A timestamp: the partitions from there on are looked at first. */
  readonly newest: string;
}

/**
 * The newest partitions first, then all of them for what is missed.
 *
 * The last pass is made twice, the second time on new connections: crt.sh's replicas differ, some are
 * behind by days, and which one answers is chance for each connection.
 */
export async function lookUp(
  question: Question,
  { crew, health, batch, newest }: LookUpOptions,
  signal: AbortSignal,
): Promise<void> {
  const passes = question.bounded ? [newest, ALL_PARTITIONS] : [undefined];
  let { items } = question;
  for (const bound of passes) items = await pass(bound);
  if (items.length > 0) {
    await crew.leave();
    items = await pass(passes.at(-1));
  }
  for (const item of items) await question.missed(item);

  /** What is left over. */
  async function pass(bound: string | undefined): Promise<Uint32Array> {
    const missed: number[] = [];
    if (items.length === 0) return items;
    const batches = {
      items,
      batch,
      statement: (part: Uint32Array) => ({
        text: question.text,
        values: [
          Array.from(part, (item) => question.key(item)),
          ...(bound === undefined ? [] : [bound]),
        ],
      }),
      async take(part: Uint32Array, rows: readonly Row[]) {
        const byKey = grouped(rows);
        for (const item of part) {
          const taken = question.take(item, byKey.get(question.key(item)) ?? []);
          if (!(typeof taken === 'boolean' ? taken : await taken)) missed.push(item);
        }
      },
      unavailable: (item: number, reason: string) => question.unavailable(item, reason),
    };
    await askBatches(batches, crew, health, signal);
    return Uint32Array.from(missed);
  }
}

function grouped(rows: readonly Row[]): Map<unknown, Row[]> {
  const groups = new Map<unknown, Row[]>();
  for (const row of rows) {
    const group = groups.get(row[0]);
    if (group === undefined) groups.set(row[0], [row]);
    else group.push(row);
  }
  return groups;
}
