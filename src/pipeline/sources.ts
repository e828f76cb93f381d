import { CertImpactError } from '../errors.ts';
import { openLocalSource } from '../sources/local.ts';
import type { CertificateSource } from '../sources/source.ts';

/** Which sources to ask and how, as the options of the command line say it. */
export interface SourceChoice {
  /** In order; the default is crt.sh, or nothing with `offline`. */
  readonly from: readonly string[] | undefined;
  /** Local paths only. */
  readonly offline: boolean;
  /** Requests under way at once. */
  readonly concurrency: number | undefined;
  /** Requests a second; 0 for no limit. */
  readonly rate: number | undefined;
  /** Says who asks, to the operators of servers. */
  readonly userAgent: string;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Told what a waiting user wants to know; lower case. */
  readonly note: (text: string) => void;
}

const MAX_NAMED_DAMAGE = 20;
const DEFAULT_SOURCES: readonly string[] = ['crt.sh'];
const CRT_SH = /^(?:crt\.sh|crt\.sh:http|https:\/\/crt\.sh\/?)$/i;
/** Another server that answers `?d=` as crt.sh does. */
const CRT_SH_AT = /^crt\.sh@(https?:\/\/.+)$/i;
const ELSEWHERE = /^(?:store|crt\.sh:sql|postgres(?:ql)?:.*|https?:.*)$/i;

/**
 * Opens the sources that `--from` names, in order.
 * @throws {CertImpactError} `unknown-source`, `bad-option`, `file-not-found`, `file-unreadable`
 */
export async function openSources(choice: SourceChoice): Promise<CertificateSource[]> {
  checkConcurrency(choice.concurrency);
  checkRate(choice.rate);
  const names = choice.from ?? (choice.offline ? [] : DEFAULT_SOURCES);
  const sources: CertificateSource[] = [];
  for (const name of names) sources.push(await openSource(name, choice));
  return sources;
}

async function openSource(name: string, choice: SourceChoice): Promise<CertificateSource> {
  const mirror = CRT_SH_AT.exec(name)?.[1];
  if (CRT_SH.test(name) || mirror !== undefined) {
    if (choice.offline) {
      throw new CertImpactError('bad-option', `--offline forbids the source ${name}`, {
        hint: 'leave out --offline, or name local files with --from',
      });
    }
    return openCrtSh(mirror, choice);
  }
  if (name === '-') {
    throw new CertImpactError('unknown-source', 'standard input cannot be a source', {
      hint: 'save it to a file; as an appendix, "-" may hold certificates',
    });
  }
  let damaged = 0;
  try {
    return await openLocalSource(name, {
      onDamaged: ({ place, line, reason }) => {
        damaged++;
        if (damaged <= MAX_NAMED_DAMAGE) {
          choice.note(`${place}${line > 0 ? `:${line}` : ''}: ${reason}`);
        } else if (damaged === MAX_NAMED_DAMAGE + 1) {
          choice.note(`${name}: further damaged places are not named`);
        }
      },
    });
  } catch (error) {
    if (!ELSEWHERE.test(name)) throw error;
    throw new CertImpactError('unknown-source', `this version has no source ${name}`, {
      hint: 'it has local files and folders with certificates, crt.sh, and crt.sh@URL',
      cause: error,
    });
  }
}

// undici takes 60 ms to load, which only those who ask the network should pay
async function openCrtSh(
  url: string | undefined,
  choice: SourceChoice,
): Promise<CertificateSource> {
  const { crtShSource } = await import('../sources/http/crt-sh.ts');
  const proxy = proxySettings(choice.env);
  return crtShSource({
    userAgent: choice.userAgent,
    onNote: choice.note,
    now: choice.now,
    ...(url !== undefined && { url }),
    ...(proxy !== undefined && { proxy }),
    ...(choice.concurrency !== undefined && { concurrency: choice.concurrency }),
    ...(choice.rate !== undefined && { requestsPerSecond: choice.rate }),
  });
}

function proxySettings(
  env: SourceChoice['env'],
): { http?: string; https?: string; no?: string } | undefined {
  // lower case first, as curl does
  const http = env['http_proxy'] ?? env['HTTP_PROXY'];
  const https = env['https_proxy'] ?? env['HTTPS_PROXY'];
  const no = env['no_proxy'] ?? env['NO_PROXY'];
  if (!http && !https) return undefined;
  return { ...(http && { http }), ...(https && { https }), ...(no && { no }) };
}

function checkConcurrency(value: number | undefined): void {
  if (value === undefined || (Number.isInteger(value) && value >= 1 && value <= 1000)) return;
  throw new CertImpactError('bad-option', '--concurrency is no whole number from 1 to 1000', {
    hint: 'crt.sh rejects what goes beyond about 5 at once',
  });
}

function checkRate(value: number | undefined): void {
  if (value === undefined || (value >= 0 && Number.isFinite(value))) return;
  throw new CertImpactError('bad-option', '--rate is no number of requests a second', {
    hint: 'crt.sh allows 1 a second; 0 stands for no limit, for servers of your own',
  });
}
