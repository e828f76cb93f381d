import type { RunView } from '../../../src/pipeline/run-view.ts';

type Counts = Partial<Record<Parameters<RunView['count']>[0], number>>;
type Fields = Partial<Omit<RunView, 'count'>> & Counts;

/** How far a run is: what is not given is 0. Fields may be changed, as a run does. */
export function viewOf(fields: Fields): RunView & Fields {
  return {
    phase: 'reading',
    lines: 0,
    listed: 0,
    bytesRead: 0,
    bytesTotal: undefined,
    count(outcome) {
      return (this as Fields)[outcome] ?? 0;
    },
    ...fields,
  };
}
