import type { Verdict } from './answer.ts';
import type { Address } from './address.ts';
import { asker } from './ask.ts';
import type { Host } from './ask-all.ts';
import type { ProxySettings } from './dispatcher.ts';
import { createClient } from './get.ts';
import type { HostPace } from './host-pace.ts';
import { HostPaces } from './host-paces.ts';
import { redirected } from './redirect.ts';
import type { Get } from './reply.ts';
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

export interface WayDefaults {
  readonly concurrency: number;
  readonly requestsPerSecond: number;
  readonly burst: number;
  readonly accept?: string;
  readonly maxBodyBytes?: number;
}

/** How requests get to a host: redirects are followed, the pace is for the caller to keep. */
export interface Way {
  readonly get: Get;
  readonly pace: HostPace;
  readonly timing: HttpTiming;
  readonly concurrency: number;
  readonly close: () => Promise<void>;
}

export interface HostDefaults extends WayDefaults {
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
  address: Address,
  options: HttpSourceOptions,
  defaults: HostDefaults,
): OpenHost {
  const { get, pace, timing, concurrency, close } = openWay(address, options, defaults);
  return {
    ask: asker(get),
    pace,
    retry: timing,
    concurrency,
    secondLookMs: timing.secondLookMs,
    isDoubtful: defaults.isDoubtful,
    refusesWhatItLacks: defaults.refusesWhatItLacks,
    onGiveUp: (reason) => options.onNote?.(`${address.url.host}: given up: ${reason}`),
    close,
  };
}

/** The same, for questions that are not about certificates. */
export function openWay(
  { url, authorization }: Address,
  options: HttpSourceOptions,
  defaults: WayDefaults,
): Way {
  const { userAgent, proxy, now, onNote } = options;
  const { accept, maxBodyBytes } = defaults;
  const concurrency = Math.max(1, options.concurrency ?? defaults.concurrency);
  const timing = { ...HTTP_TIMING, ...options.timing };
  const pace = (options.paces ?? new HostPaces()).of({
    ...timing,
    host: url.host,
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
    ...(accept !== undefined && { accept }),
    ...(maxBodyBytes !== undefined && { maxBodyBytes }),
    ...(proxy && { proxy }),
  });
  return {
    get: redirected(get, (signal) => pace.token(signal)),
    pace,
    timing,
    concurrency,
    close,
  };
}
