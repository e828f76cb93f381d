/** What there is of one URL: kept or fetched, tried again, told to the host's pace. */
import { setTimeout as sleep } from 'node:timers/promises';
import type { Verdict } from '../http/answer.ts';
import type { HostPace } from '../http/host-pace.ts';
import type { KeptContent, Validators } from '../store/kept-content.ts';
import type { Exchanged } from './exchange.ts';
import type { ContentKind } from './content.ts';
import type { Spool } from './spool.ts';
import type { ContentTiming } from './timing.ts';

/** The body of a new content, or that the kept one is to be used; `missing` where there is neither. */
export type Found =
  | { readonly kind: 'new'; readonly spool: Spool; readonly validators: Validators }
  | { readonly kind: 'unchanged'; readonly validators: Validators }
  | { readonly kind: 'kept'; readonly reason: string | null; readonly late?: boolean }
  | {
      readonly kind: 'missing';
      readonly why: 'refused' | 'unavailable';
      readonly reason: string;
      /** The server let all the time pass. */
      readonly late?: boolean;
    };

export interface Asking {
  readonly kept: KeptContent | undefined;
  readonly exchange: (known: Validators | undefined) => Promise<Exchanged>;
  readonly pace: HostPace;
  readonly kind: ContentKind;
  readonly timing: ContentTiming;
}

/** Asks the server, whatever is kept. Rejects only when aborted. */
export async function fetchContent(asking: Asking, signal: AbortSignal): Promise<Found> {
  const { kept, pace, timing } = asking;
  for (let tries = 1; ; tries++) {
    const turn = await pace.turn(signal);
    if (turn === undefined) return inVain(kept, pace.givenUp ?? 'given up');
    const answer = await once(asking).catch((error: unknown) => {
      pace.release(turn);
      throw error;
    });
    pace.note(turn, verdictOf(answer));
    if (answer.kind === 'body') return { ...answer, kind: 'new' };
    if (answer.kind === 'unchanged') return answer;
    if (answer.kind === 'refused') return inVain(kept, answer.reason, 'refused');
    const { reason } = answer;
    if (answer.kind === 'final' || tries >= timing.tries) return inVain(kept, reason);
    if (answer.kind === 'late') return { ...inVain(kept, reason), late: true };
    if (answer.kind !== 'busy') {
      if (!pace.isCalm) return inVain(kept, reason);
      await sleep(timing.firstPauseMs * 2 ** (tries - 1), undefined, { signal });
    }
  }
}

async function once({ kept, exchange, kind }: Asking): Promise<Exchanged> {
  const answer = await exchange(kept);
  if (answer.kind !== 'body') return answer;
  const misfit = kind.misfit(answer.spool.glance);
  if (misfit === undefined) return answer;
  await answer.spool.close();
  return { kind: 'final', reason: `answered with ${misfit}, which is no ${kind.name}` };
}

/** What is kept is better than nothing. */
export function inVain(
  kept: KeptContent | undefined,
  reason: string,
  why: 'refused' | 'unavailable' = 'unavailable',
): Extract<Found, { kind: 'kept' | 'missing' }> {
  return kept === undefined ? { kind: 'missing', why, reason } : { kind: 'kept', reason };
}

/** What an answer is to the pace of its host: with a 404 or an HTML page it lives. */
function verdictOf(answer: Exchanged): Verdict {
  switch (answer.kind) {
    case 'busy':
    case 'transient':
      return answer;
    case 'unreachable':
      return { kind: 'unreachable', reason: answer.reason };
    case 'late':
      return { kind: 'transient', reason: answer.reason };
    case 'body':
    case 'unchanged':
    case 'final':
    case 'refused':
      return { kind: 'absent' };
  }
}
