import pLimit from 'p-limit';

export interface InOrderOptions {
  /** Tasks at once. */
  readonly concurrency: number;
  /** Tasks begun or waiting whose turn to be delivered has not come. */
  readonly backlog: number;
}

/**
 * Runs `task(0)` to `task(count - 1)` side by side and delivers their results in order, holding
 * `backlog` of them at most. The first rejection ends it.
 */
export async function inOrder<T>(
  count: number,
  { concurrency, backlog }: InOrderOptions,
  task: (index: number) => Promise<T>,
  deliver: (index: number, result: T) => void | Promise<void>,
): Promise<void> {
  const limit = pLimit(concurrency);
  const pending: Promise<T>[] = [];
  for (let next = 0, due = 0; due < count; due++) {
    for (; next < count && pending.length < backlog; next++) {
      const running = limit(task, next);
      // seen to when its turn comes; until then it is no unhandled rejection
      running.catch(() => undefined);
      pending.push(running);
    }
    const settled = deliver(due, await pending.shift()!);
    if (settled) await settled;
  }
}
