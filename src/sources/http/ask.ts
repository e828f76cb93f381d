import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { type CertificateHit, judge, type Miss } from './answer.ts';
import { AnswerReader } from './answer-reader.ts';
import type { Get } from './reply.ts';

export interface Question {
  readonly url: string;
  /** Absent where an id is asked for. */
  readonly fingerprint?: Fingerprint;
}

/** One question, once. Pacing, retrying and giving up are wrapped around it. */
export type Ask<Hit extends { readonly kind: 'hit' } = CertificateHit> = (
  question: Question,
  signal: AbortSignal,
) => Promise<Hit | Miss>;

export function asker(get: Get): Ask {
  const reader = new AnswerReader();
  return async ({ url, fingerprint }, signal) => judge(await get(url, signal), fingerprint, reader);
}
