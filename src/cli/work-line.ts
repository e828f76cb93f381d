import { formatCount } from '../pipeline/run-view.ts';
import { type Speed, percent, wordRate, wordTimeLeft } from './progress-line.ts';

/** How far work on certificates is that is no run. */
export interface WorkView {
  /** What is done to them: `importing`. */
  readonly work: string;
  /** Certificates that it is done with. */
  done(): number;
  /** Of so many; absent where nobody knows. */
  readonly total?: number;
}

/** `checking: 1,200 of 30,000 certificates (4%), 5,100/s, 6 s left`, no wider than `width` columns. */
export function workLine(view: WorkView, { rate, secondsLeft }: Speed, width: number): string {
  const { work, total } = view;
  const done = view.done();
  const counts =
    total === undefined ? formatCount(done) : `${formatCount(done)} of ${formatCount(total)}`;
  const share = total === undefined ? '' : ` (${percent(done, total)})`;
  const pace = rate === undefined ? '' : `, ${wordRate(rate)}/s`;
  const left = secondsLeft === undefined ? '' : `, ${wordTimeLeft(secondsLeft)}`;
  const lines = [
    `${work}: ${counts} certificates${share}${pace}${left}`,
    `${work}: ${counts}${share}${left}`,
    `${work}: ${counts}`,
  ];
  return (lines.find((line) => line.length <= width) ?? lines.at(-1)!).slice(0, width);
}
