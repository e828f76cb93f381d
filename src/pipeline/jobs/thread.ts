/** The entry of a worker thread: takes tasks until the tally is asked for. */
import { parentPort, workerData } from 'node:worker_threads';
import { transferablesOf } from '../../impact/tally.ts';
import { BatchExaminer } from './batch-examiner.ts';
import type { Answer, Task, ThreadOptions } from './message.ts';

const port = parentPort!;
const examiner = new BatchExaminer(workerData as ThreadOptions);

port.on('message', (task: Task) => {
  if (task.kind === 'wanted') examiner.setWanted(task);
  else if (task.kind === 'batch') {
    const answer = examiner.examine(task);
    send(answer, [answer.digests.buffer, answer.results.buffer]);
  } else {
    const tally = examiner.tally.snapshot();
    send({ kind: 'finished', tally }, transferablesOf(tally));
    port.close();
  }
});

function send(answer: Answer, moved: ArrayBufferLike[]): void {
  port.postMessage(answer, moved as ArrayBuffer[]);
}
