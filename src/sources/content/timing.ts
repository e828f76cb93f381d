import type { BackOff } from '../http/breaker.ts';

/** Waits, in milliseconds, and other numbers that tests make small. */
export interface ContentTiming extends BackOff {
  /** Tries in all of what fails at once; what takes its whole time is not asked for again. */
  readonly tries: number;
  /** Pause before the second try; it doubles with each further one. */
  readonly firstPauseMs: number;
  /** Of the name's look-up, the connection and TLS together. */
  readonly connectTimeoutMs: number;
  /** Until the headers are there, and between two pieces of the body. */
  readonly idleTimeoutMs: number;
  /** Of one try with its redirects: a byte now and then would reset the idle time for ever. */
  readonly wholeTimeoutMs: number;
}

export const CONTENT_TIMING: ContentTiming = {
  tries: 3,
  firstPauseMs: 1_000,
  firstBackOffMs: 5_000,
  maxBackOffMs: 60_000,
  maxPausedMs: 300_000,
  firstAnswerMs: 15_000,
  // one slow body, and another one
  patienceMs: 200_000,
  connectTimeoutMs: 8_000,
  idleTimeoutMs: 30_000,
  wholeTimeoutMs: 100_000,
};

/** What may be fetched; tests make it small. */
export interface ContentLimits {
  /** Of one body, as it comes and unpacked. */
  readonly bodyBytes: number;
  /** Of all bodies of one call: a certificate may name any number of servers that all answer with the most. */
  readonly runBytes: number;
  /** Distinct URLs of one call. */
  readonly urls: number;
}

/** CRLs of a public CA had 40 MB at the very most; a partitioned list has 128 to 1,000 parts. */
export const CONTENT_LIMITS: ContentLimits = {
  bodyBytes: 512 << 20,
  runBytes: 16 * 2 ** 30,
  urls: 10_000,
};
