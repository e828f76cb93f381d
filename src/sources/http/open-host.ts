import type { Verdict } from './answer.ts';
import type { Address } from './address.ts';
import { asker } from './ask.ts';
import type { Host } from './ask-all.ts';
import type { ProxySettings } from './dispatcher.ts';
import { createClient } from './get.ts';
import { HostPaces } from './host-paces.ts';
import { redirected } from './redirect.ts';
import { HTTP_TIMING, type HttpTiming } from './timing.ts';

/** What the sources that ask over HTTP have in common. */
export interface HttpSourceOptions {
  /** `cert-impact/1.2.3 (+https://…)`: who asks, and where to complain. */
  readonly userAgent: string;
  /** Requests under way at once. */
  readonly concurrency?: number;
  /** 0 for no limit. */
  readonly requestsPerSecond?: number;
  /** Requests that may go out at once after a quiet time. */
  readonly burst?: number;
  readonly proxy?: ProxySettings;
  /** Shared by the sources of a run, so that a host is asked no faster by two of them. */
  readonly paces?: HostPaces;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Told what a waiting user wants to know: pauses, giving up. Lower case. */
  readonly onNote?: (text: string) => void;
  readonly timing?: Partial<HttpTiming>;
}

export interface HostDefaults {
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly isDoubtful: (verdict: Verdict) => boolean;
  readonly refusesWhatItLacks: boolean;
}

export interface OpenHost extends Host {
  readonly close: () => Promise<void>;
}

/**
 * Nothing is connected before the first question.
 * @throws {CertImpactError} `bad-option` for a proxy that is no URL
 */
export function openHost(
  { url, authorization }: Address,
  options: HttpSourceOptions,
  defaults: HostDefaults,
): OpenHost {
  const { userAgent, proxy, now, onNote } = options;
  const { host } = url;
  const concurrency = Math.max(1, options.concurrency ?? defaults.concurrency);
  const timing = { ...HTTP_TIMING, ...options.timing };
  const pace = (options.paces ?? new HostPaces()).of({
    ...timing,
    host,
    now,
    ...(onNote && { onNote }),
    requestsPerSecond: options.requestsPerSecond ?? defaults.requestsPerSecond,
    burst: options.burst ?? defaults.burst,
  });
  const usual = { usualMs: timing.wholeTimeoutMs, connectMs: timing.connectTimeoutMs };
  const { get, close } = createClient({
    ...timing,
    userAgent,
    connections: concurrency,
    wholeTimeoutMs: () => pace.answerMs(usual),
    ...(authorization !== undefined && { authorization }),
    ...(proxy && { proxy }),
  });
  return {
    ask: asker(redirected(get, (signal) => pace.token(signal))),
    pace,
    retry: timing,
    concurrency,
    secondLookMs: timing.secondLookMs,
    isDoubtful: defaults.isDoubtful,
    refusesWhatItLacks: defaults.refusesWhatItLacks,
    onGiveUp: (reason) => onNote?.(`${host}: given up: ${reason}`),
    close,
  };
}
