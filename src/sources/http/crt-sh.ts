/** crt.sh over HTTP: `GET ?d=<fingerprint or id>`, PEM text back. */
import type { CertificateSource, IdAnswer } from '../source.ts';
import { parseAddress } from './address.ts';
import type { Verdict } from './answer.ts';
import { askAll } from './ask-all.ts';
import { collectFrom } from './collect-from.ts';
import { type HttpSourceOptions, openHost } from './open-host.ts';
import { withheld } from './withheld.ts';

export const CRT_SH_URL = 'https://crt.sh';

/** crt.sh's own limit: nginx's `rate=60r/m` for each address (R. Stradling, 2020-01-27). */
export const CRT_SH_REQUESTS_PER_SECOND = 1;

/** nginx's `burst=5` there: so many are queued, what is beyond is rejected with a 429. */
export const CRT_SH_BURST = 5;

/** More would only wait in that queue. */
export const CRT_SH_CONCURRENCY = 4;

/** Of decimal digits, 64 would be taken for a fingerprint. */
const CRT_SH_ID = /^\d{1,20}$/;

export interface CrtShOptions extends HttpSourceOptions {
  /** Of another server that answers `?d=` as crt.sh does. */
  readonly url?: string;
}

/** @throws {CertImpactError} `bad-option` for a URL or proxy that is none */
export function crtShSource(options: CrtShOptions): CertificateSource {
  const { url = CRT_SH_URL } = options;
  const address = parseAddress(url, `write it like ${CRT_SH_URL}`);
  const base = baseOf(address.url);
  const host = openHost(address, options, {
    concurrency: CRT_SH_CONCURRENCY,
    requestsPerSecond: CRT_SH_REQUESTS_PER_SECOND,
    burst: CRT_SH_BURST,
    isDoubtful,
    refusesWhatItLacks: false,
  });
  return {
    name: url === CRT_SH_URL ? 'crt.sh' : withheld(url),
    ...(url !== CRT_SH_URL && { identity: url }),
    local: false,
    once: true,
    collect: collectFrom(host, (fingerprint) => base + fingerprint),
    resolveIds(ids, answer, signal) {
      const questions = {
        count: ids.length,
        // what is no id is not asked
        question: (index: number) =>
          CRT_SH_ID.test(ids[index]!) ? { url: base + ids[index]! } : NO_ID,
        answer: (index: number, verdict: Verdict) => answer(index, idAnswer(verdict)),
        ordered: true,
      };
      return askAll(host, questions, signal);
    },
    close: host.close,
  };
}

/** The URL up to what is asked for; a query that the user wrote, such as a key, stays. */
function baseOf({ origin, pathname, search }: URL): string {
  const own = search.slice(1).split('&');
  const query = [...own.filter((part) => part !== '' && !/^d(?:=|$)/.test(part)), 'd='];
  return `${origin}${pathname.replace(/\/*$/, '/')}?${query.join('&')}`;
}

const NO_ID: Verdict = { kind: 'refused', reason: 'not a crt.sh id' };

/** crt.sh answers 404 too when it cannot reach its database, or has too much to do. */
function isDoubtful({ kind }: Verdict): boolean {
  return kind === 'absent' || kind === 'transient' || kind === 'mismatched';
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
    case 'given-up':
      return { outcome: 'unavailable', reason: verdict.reason };
  }
}
