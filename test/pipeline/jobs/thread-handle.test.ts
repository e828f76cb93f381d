import { describe, expect, it } from 'vitest';
import type { Batch } from '../../../src/pipeline/jobs/message.ts';
import { ThreadHandle } from '../../../src/pipeline/jobs/thread-handle.ts';

const BATCH: Batch = { kind: 'batch', buffers: [], places: new Int32Array(), digestAll: false };

/** A real thread that runs this instead of the entry. */
function threadOf(code: string): ThreadHandle {
  const prelude = "import { parentPort } from 'node:worker_threads';";
  return new ThreadHandle(new URL(`data:text/javascript,${encodeURIComponent(prelude + code)}`), {
    lines: false,
  });
}

describe('a thread', () => {
  it('answers in the order of the tasks, and counts those under way', async () => {
    const thread = threadOf(
      "let n = 0; parentPort.on('message', () => parentPort.postMessage({ kind: 'batch', n: n++ }));",
    );
    const answers = [1, 2, 3].map(() => thread.examine(BATCH));
    expect(thread.underWay).toBe(3);
    expect(await Promise.all(answers)).toMatchObject([{ n: 0 }, { n: 1 }, { n: 2 }]);
    expect(thread.underWay).toBe(0);
    await thread.stop();
  });

  it('that throws fails its tasks with what it threw, those to come included', async () => {
    const thread = threadOf(
      "parentPort.on('message', () => { throw new Error('no memory left'); });",
    );
    const answers = [thread.examine(BATCH), thread.examine(BATCH)];
    await expect(answers[0]).rejects.toThrow('no memory left');
    await expect(answers[1]).rejects.toThrow('no memory left');
    await expect(thread.examine(BATCH)).rejects.toThrow('no memory left');
    await expect(thread.finish()).rejects.toThrow('no memory left');
  });

  it('that ends before its work is an error, not a smaller result', async () => {
    const thread = threadOf("parentPort.on('message', () => process.exit(0));");
    await expect(thread.finish()).rejects.toThrow('a worker thread ended before its work');
  });

  it('that is stopped fails what is under way', async () => {
    const thread = threadOf("parentPort.on('message', () => { for (;;); });");
    const answer = thread.examine(BATCH);
    const failed = expect(answer).rejects.toThrow('ended before its work');
    await thread.stop();
    await failed;
  });
});
