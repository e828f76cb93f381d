import { CertImpactError } from '../errors.ts';
import { type RunView, formatCount } from '../pipeline/run-view.ts';
import { outcomeWords } from './progress-line.ts';

/**
 * Settles as `work` does, or rejects as soon as the signal is aborted. Work that does not hear it (a read
 * from a pipe, a reader of the output that has stopped) is left behind: the program ends.
 */
export async function unlessAborted<T>(work: Promise<T>, signal: AbortSignal): Promise<T> {
  let stop = (): void => undefined;
  const aborted = new Promise<never>((_, reject) => {
    stop = () => {
      reject(signal.reason as Error);
    };
    if (signal.aborted) stop();
    else signal.addEventListener('abort', stop);
  });
  try {
    return await Promise.race([work, aborted]);
  } finally {
    signal.removeEventListener('abort', stop);
  }
}

export interface Left {
  /** Whether part of the result is out. */
  readonly begun: boolean;
  /** Whether the store has what was fetched. */
  readonly kept: boolean;
}

/**
 * What was done before the end: `interrupted: 12,345 of 30,000 certificates were examined, 3 not found;
 * nothing was written`, and how to go on.
 */
export function interrupted(view: RunView | undefined, { begun, kept }: Left): CertImpactError {
  const done = view === undefined ? 'nothing was read' : wordDone(view);
  const written = begun ? 'what was written is not all' : 'nothing was written';
  const rest = kept ? '; the same command goes on with what the store does not have' : '';
  return new CertImpactError('interrupted', `interrupted: ${done}; ${written}${rest}`);
}

function wordDone(view: RunView): string {
  const { phase, lines, listed } = view;
  const examined = view.count('examined');
  if (phase === 'reading' && examined === 0) {
    return `${formatCount(lines)} ${lines === 1 ? 'line was' : 'lines were'} read, no certificate was examined`;
  }
  const certificates =
    phase === 'reading'
      ? `${formatCount(examined)} ${examined === 1 ? 'certificate was' : 'certificates were'} examined`
      : `${formatCount(examined)} of ${formatCount(listed)} certificates were examined`;
  const rest = phase === 'reading' ? ['the list was not read to its end'] : [];
  return [certificates, ...outcomeWords(view), ...rest].join(', ');
}
