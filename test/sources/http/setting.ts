/** What the tests of sources over HTTP share: certificates, short waits, an account. */
import type { ServerResponse } from 'node:http';
import { expect, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { type CrtShOptions, crtShSource } from '../../../src/sources/http/crt-sh.ts';
import type { HttpTiming } from '../../../src/sources/http/timing.ts';
import {
  urlTemplateSource,
  type UrlTemplateOptions,
} from '../../../src/sources/http/url-template.ts';
import type { CertificateSource } from '../../../src/sources/source.ts';
import { type ProxyMode, startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { answer, hit } from '../crt-sh-server.ts';
import { fakeDer } from '../material.ts';

export const QUICK: Partial<HttpTiming> = {
  tries: 3,
  firstPauseMs: 2,
  maxPauseMs: 10,
  firstBackOffMs: 20,
  maxBackOffMs: 200,
  maxPausedMs: 1_000,
  firstAnswerMs: 2_000,
  patienceMs: 10_000,
  secondLookMs: 5,
  connectTimeoutMs: 500,
  idleTimeoutMs: 200,
  wholeTimeoutMs: 400,
};

export const DERS: readonly Buffer[] = Array.from({ length: 40 }, (_, i) => fakeDer(i));

const COMMON = { now: Date.now, userAgent: 'cert-impact/0 (+test)', requestsPerSecond: 0 } as const;

export function crtSh(url: string, options: Partial<CrtShOptions> = {}): CertificateSource {
  return closed(crtShSource({ ...COMMON, url, timing: QUICK, ...options }));
}

export function fromTemplate(
  template: string,
  options: Partial<UrlTemplateOptions> = {},
): CertificateSource {
  return closed(urlTemplateSource({ ...COMMON, template, timing: QUICK, ...options }));
}

/** Answers as crt.sh does for one of `DERS`, and 404 for anything else. */
export function hitFor(d: string, response: ServerResponse): void {
  const der = DERS.find((one) => fingerprintOf(one) === d);
  if (der) hit(response, der);
  else answer(response, 404);
}

/** A proxy in front of the server at `url`, and the URL to it. */
export async function faulty(
  url: string,
  mode: ProxyMode = 'pass',
): Promise<TcpProxy & { readonly url: string }> {
  const proxy = await startTcpProxy({ port: Number(new URL(url).port) });
  onTestFinished(() => proxy.close());
  proxy.mode = mode;
  return Object.assign(proxy, { url: `http://127.0.0.1:${proxy.port}` });
}

/** How many rows had which outcome, each row exactly one. */
export function account(told: readonly string[], rows = DERS.length): Record<string, number> {
  const seen = new Set(told.map((line) => line.split(' ', 1)[0]));
  expect(seen.size, 'rows with an answer').toBe(rows);
  expect(told.length, 'answers').toBe(rows);
  const counts: Record<string, number> = {};
  for (const line of told) {
    const outcome = line.split(' ')[1]!.replace(/:$/, '');
    counts[outcome] = (counts[outcome] ?? 0) + 1;
  }
  return counts;
}

function closed(source: CertificateSource): CertificateSource {
  onTestFinished(() => source.close?.());
  return source;
}
