/** Many questions, batch after batch, over one or two connections. */
import { BatchSize } from './batch-size.ts';
import type { Row, Statement } from './connection.ts';
import { type Crew, type Seat, faultIn } from './crew.ts';
import { Fault } from './fault.ts';
import type { Health } from './health.ts';

/**
 * A question that fails so often alone waits until all others are answered, and is given up if it fails
 * as often again: one that the server cannot manage must not hold up the rest, and one that failed
 * because the server was down must not be lost.
 */
const TRIES_OF_ONE = 2;

export interface Batches {
  /** What is asked for; the numbers mean something to the caller only. */
  readonly items: Uint32Array;
  readonly batch: number;
  statement(items: Uint32Array): Statement;
  /** Takes an answer; nothing further is asked on that connection before it is done (back-pressure). */
  take(items: Uint32Array, rows: readonly Row[]): Promise<void>;
  /** The server could not be asked, or not for this. */
  unavailable(item: number, reason: string): void | Promise<void>;
}

/**
 * Every item is taken or unavailable at the end, once. Rejects only when aborted, or when `take` does.
 */
export async function askBatches(
  batches: Batches,
  crew: Crew,
  health: Health,
  signal: AbortSignal,
): Promise<void> {
  const { items, batch } = batches;
  const size = new BatchSize(batch);
  const end = new AbortController();
  const stop = AbortSignal.any([signal, health.signal, end.signal]);
  let next = 0;
  const others: Promise<void>[] = [];
  const later: number[] = [];
  try {
    await work(crew.seats[0]!);
  } catch (error) {
    end.abort();
    throw error;
  } finally {
    await Promise.allSettled(others);
  }
  await Promise.all(others);
  for (const item of later) await settle(crew.seats[0]!, Uint32Array.of(item), true);
  signal.throwIfAborted();

  async function work(seat: Seat): Promise<void> {
    while (next < items.length && !end.signal.aborted) {
      const chunk = items.subarray(next, next + batch);
      next += chunk.length;
      await settle(seat, chunk, false);
    }
  }

  /** The server lives: what further connections there are may be opened now. */
  function callOthers(): void {
    for (const seat of crew.seats.slice(1 + others.length)) {
      if (next >= items.length) return;
      const other = work(seat);
      other.catch(() => {
        end.abort();
      });
      others.push(other);
    }
  }

  async function settle(seat: Seat, chunk: Uint32Array, last: boolean): Promise<void> {
    let turn = health.pauses;
    let triesOfOne = 0;
    for (let at = 0; at < chunk.length;) {
      turn = await health.turn(turn, stop);
      signal.throwIfAborted();
      if (health.reason !== undefined) {
        for (; at < chunk.length; at++) await batches.unavailable(chunk[at]!, health.reason);
        return;
      }
      if (end.signal.aborted) return;
      const part = chunk.subarray(at, at + size.size);
      const answer = await attempt(seat, part, turn);
      if (!(answer instanceof Fault)) {
        callOthers();
        await batches.take(part, answer);
        at += part.length;
        triesOfOne = 0;
      } else if (stop.aborted) {
        continue;
      } else if (part.length === 1 && seat.asked && ++triesOfOne >= TRIES_OF_ONE) {
        if (last) await batches.unavailable(part[0]!, answer.message);
        else later.push(part[0]!);
        at++;
        triesOfOne = 0;
      }
    }
  }

  async function attempt(
    seat: Seat,
    part: Uint32Array,
    turn: number,
  ): Promise<readonly Row[] | Fault> {
    try {
      const rows = await seat.rows(batches.statement(part), stop);
      health.answered();
      size.succeeded();
      return rows;
    } catch (error) {
      const fault = faultIn(error);
      if (stop.aborted) return fault;
      if (seat.asked) size.failed(part.length);
      health.failed(turn, fault, fault.kind !== 'too-much' || part.length === 1);
      return fault;
    }
  }
}
