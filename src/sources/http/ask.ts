import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { judge, type Verdict } from './answer.ts';
import type { Get } from './reply.ts';

export interface Question {
  /** The value of `d`: a fingerprint, or an id. */
  readonly d: string;
  /** Absent where an id is asked for. */
  readonly fingerprint?: Fingerprint;
}

/** One question, once. Pacing, retrying and giving up are wrapped around it. */
export type Ask = (question: Question, signal: AbortSignal) => Promise<Verdict>;

/** @param base ends in `/` */
export function asker(get: Get, base: string): Ask {
  return async ({ d, fingerprint }, signal) =>
    judge(await get(`${base}?d=${d}`, signal), fingerprint);
}
