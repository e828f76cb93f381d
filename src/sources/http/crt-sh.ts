/** crt.sh over HTTP: `GET ?d=<fingerprint or id>`, PEM text back. */
import { CertImpactError } from '../../errors.ts';
import type { CertificateSource, IdAnswer, Sink, Wanted } from '../source.ts';
import type { Verdict } from './answer.ts';
import { asker, type Question } from './ask.ts';
import { askAll } from './ask-all.ts';
import { createClient, type ProxySettings } from './get.ts';
import { Pace, paced } from './pace.ts';
import { redirected } from './redirect.ts';

export const CRT_SH_URL = 'https://crt.sh';

/** crt.sh's own limit is 60 requests a minute and address, 5 queued (R. Stradling, 2020-01-27). */
export const CRT_SH_REQUESTS_PER_SECOND = 1;
export const CRT_SH_CONCURRENCY = 4;

/** Of decimal digits, 64 would be taken for a fingerprint. */
const CRT_SH_ID = /^\d{1,20}$/;

export interface CrtShOptions {
  /** `cert-impact/1.2.3 (+https://…)`: who asks, and where to complain. */
  readonly userAgent: string;
  readonly url?: string;
  readonly concurrency?: number;
  /** 0 for no limit. */
  readonly requestsPerSecond?: number;
  readonly proxy?: ProxySettings;
  /** The clock, in milliseconds. */
  readonly now: () => number;
  /** Told what a waiting user wants to know: pauses, giving up. Lower case. */
  readonly onNote?: (text: string) => void;
  readonly timing?: Partial<CrtShTiming>;
}

/** Waits, in milliseconds; tests make them short. */
export interface CrtShTiming {
  readonly tries: number;
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  readonly firstBackOffMs: number;
  readonly maxBackOffMs: number;
  /** Before the 404s are asked again: most are a passing weakness of the server. */
  readonly secondLookMs: number;
  readonly connectTimeoutMs: number;
  /** The gateway itself gives up after 30 s. */
  readonly idleTimeoutMs: number;
  readonly random: () => number;
}

const TIMING: CrtShTiming = {
  tries: 5,
  firstPauseMs: 1_000,
  maxPauseMs: 30_000,
  firstBackOffMs: 5_000,
  maxBackOffMs: 300_000,
  secondLookMs: 5_000,
  connectTimeoutMs: 10_000,
  idleTimeoutMs: 35_000,
  random: Math.random,
};

/** @throws {CertImpactError} `bad-option` for a URL or proxy that is none */
export function crtShSource(options: CrtShOptions): CertificateSource {
  const { userAgent, url = CRT_SH_URL, proxy, onNote } = options;
  const concurrency = Math.max(1, options.concurrency ?? CRT_SH_CONCURRENCY);
  const timing = { ...TIMING, ...options.timing };
  const base = baseUrl(url);
  const name = url === CRT_SH_URL ? 'crt.sh' : url;
  const client = createClient({
    ...timing,
    userAgent,
    connections: concurrency,
    ...(proxy && { proxy }),
  });
  const pace = new Pace({
    ...timing,
    now: options.now,
    requestsPerSecond: options.requestsPerSecond ?? CRT_SH_REQUESTS_PER_SECOND,
    onBackOff: (ms) => onNote?.(`${name}: too many requests, pausing for ${ms / 1000} s`),
  });
  const run = {
    ask: paced(asker(redirected(client.get), base), pace),
    retry: timing,
    secondLookMs: timing.secondLookMs,
    concurrency,
    onGiveUp: (reason: string) => onNote?.(`${name}: given up: ${reason}`),
  };

  return {
    name,
    local: false,
    once: true,
    collect({ fingerprints, rows }: Wanted, sink: Sink, signal: AbortSignal) {
      return askAll({
        ...run,
        count: rows.length,
        question(index) {
          const fingerprint = fingerprints.at(rows[index]!);
          return { d: fingerprint, fingerprint };
        },
        answer: (index, verdict) => deliver(sink, rows[index]!, verdict),
        signal,
      });
    },
    resolveIds(ids, answer, signal) {
      return askAll({
        ...run,
        count: ids.length,
        question: (index) => idQuestion(ids[index]!),
        answer: (index, verdict) => answer(index, idAnswer(verdict)),
        signal,
      });
    },
    close: () => client.close(),
  };
}

function deliver(sink: Sink, row: number, verdict: Verdict): void | Promise<void> {
  switch (verdict.kind) {
    case 'hit':
      return sink.found(row, verdict.der);
    case 'absent':
      sink.notFound(row);
      return;
    case 'mismatched':
      sink.mismatched(row, verdict.reason);
      return;
    case 'busy':
    case 'transient':
    case 'unreachable':
    case 'refused':
      sink.unavailable(row, verdict.reason);
  }
}

function idAnswer(verdict: Verdict): IdAnswer {
  switch (verdict.kind) {
    case 'hit':
      return { outcome: 'found', fingerprint: verdict.fingerprint, der: verdict.der };
    case 'absent':
      return { outcome: 'notFound' };
    case 'mismatched':
    case 'busy':
    case 'transient':
    case 'unreachable':
    case 'refused':
      return { outcome: 'unavailable', reason: verdict.reason };
  }
}

/** What is no id is not asked: crt.sh would take 64 digits for a fingerprint. */
function idQuestion(id: string): Question | Verdict {
  return CRT_SH_ID.test(id) ? { d: id } : { kind: 'refused', reason: 'not a crt.sh id' };
}

function baseUrl(url: string): string {
  const base = URL.canParse(url) ? new URL(url) : undefined;
  if (!base || !/^https?:$/.test(base.protocol)) {
    throw new CertImpactError('bad-option', 'not an http or https URL', {
      file: url,
      hint: `write it like ${CRT_SH_URL}`,
    });
  }
  return `${base.origin}${base.pathname.replace(/\/*$/, '/')}`;
}
