/**
 * Runs `task(0)` to `task(count - 1)`, `concurrency` at once, and delivers each result as soon as it is
 * there, one at a time: a task begins when there is room and what it would take the place of is
 * delivered. The first rejection ends it, once no delivery is under way.
 */
export async function asTheyCome<T>(
  count: number,
  { concurrency }: { readonly concurrency: number },
  task: (index: number) => Promise<T>,
  deliver: (index: number, result: T) => void | Promise<void>,
): Promise<void> {
  let next = 0;
  let delivery = Promise.resolve();
  const work = async (): Promise<void> => {
    while (next < count) {
      const index = next++;
      const result = await task(index);
      await (delivery = delivery.then(() => deliver(index, result)));
    }
  };
  try {
    await Promise.all(Array.from({ length: Math.min(concurrency, count) }, work));
  } finally {
    next = count;
    await delivery.catch(() => undefined);
  }
}
