import type { BackOff } from './breaker.ts';
import type { RetryOptions } from './retry.ts';

/** Waits, in milliseconds; tests make them short. */
export interface HttpTiming extends RetryOptions, BackOff {
  /** Before what failed or seemed absent is asked again: most of it is a passing weakness of the server. */
  readonly secondLookMs: number;
  /** Of the name's look-up, the connection and TLS together. */
  readonly connectTimeoutMs: number;
  /** Until the headers are there, and between two pieces of the body. */
  readonly idleTimeoutMs: number;
  /** Of one answer: a byte now and then would reset the idle time for ever. */
  readonly wholeTimeoutMs: number;
}

export const HTTP_TIMING: HttpTiming = {
  tries: 5,
  firstPauseMs: 1_000,
  maxPauseMs: 30_000,
  firstBackOffMs: 5_000,
  maxBackOffMs: 60_000,
  // without Retry-After: 5, 10, 20, 40 and three times 60 s. A limit by the minute is over then
  maxPausedMs: 300_000,
  // an error of 503 or the like, in which a service restarts, is over or not after 1 + 5 + 10 s
  firstAnswerMs: 15_000,
  // silence: three or four requests of 35 s
  patienceMs: 120_000,
  secondLookMs: 5_000,
  // a lost SYN is sent again after 1, 3 and 7 s
  connectTimeoutMs: 8_000,
  // crt.sh's gateway itself gives up after 30 s
  idleTimeoutMs: 35_000,
  wholeTimeoutMs: 70_000,
  random: Math.random,
};
