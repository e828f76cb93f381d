import { stat } from 'node:fs/promises';
import { CertImpactError } from '../../errors.ts';
import type { RevocationDeadline } from '../../impact/revocation-figures.ts';
import type { FetchOptions } from '../../sources/content/fetch-contents.ts';
import { withheld } from '../../sources/http/withheld.ts';
import { readRevocations } from '../build/read-revocations.ts';
import { fileInput } from '../input.ts';
import { CRT_SH_SQL } from '../sources/crt-sh-sql.ts';
import type { SourceContext } from '../sources/kind.ts';
import { proxySettings } from '../sources/proxy.ts';
import { statementsOf } from './ca-list.ts';
import { askCrtSh } from './crt-sh-word.ts';
import { gatherFetchedCrls } from './fetched-crls.ts';
import { FETCH_CCADB, gatherIssuers } from './issuers.ts';
import { gatherLocalCrls, isCrlFile } from './local-crls.ts';
import { type EvidenceSource, RevocationCheck } from './revocation-check.ts';

/** Which evidence to look at, as the options of the command line say it. */
export interface RevocationChoice {
  /** `--revocation`: at least one. */
  readonly sources: readonly string[];
  /** `--issuers`: files and folders. */
  readonly issuers: readonly string[];
  /** `--ccadb`: a file, or `fetch`. */
  readonly ccadb: string | undefined;
  /** URLs of certificates may lead to addresses that are not public. */
  readonly allowPrivate: boolean;
  /** Seconds since 1970. */
  readonly asOf: number;
  readonly due: RevocationDeadline | undefined;
  /** Told of lines of the CA's list that cannot be used, and of files that are no CRLs. */
  readonly note: (text: string) => void;
}

/** The distribution points of the certificates; a folder of this name is `./crl`. */
const CRL = /^crl$/i;

const HINT =
  'there are crl, crt.sh:sql, a postgres:// URL of a database like it, files and folders of CRLs, and a ' +
  'CSV of serial numbers or hashes with revocation dates';

/**
 * Opens what `--revocation` names: paths are looked at and lists are read at once, so that a slip is told
 * before the certificates are obtained.
 * @throws {CertImpactError} `unknown-source`, `bad-option`, `file-not-found`, `file-unreadable`
 */
export async function openRevocation(
  choice: RevocationChoice,
  context: SourceContext,
  signal: AbortSignal,
): Promise<RevocationCheck> {
  const { issuers, ccadb, asOf, due, note } = choice;
  for (const path of issuers) await statOrThrow(path, '--issuers');
  const fetchesCcadb = ccadb === FETCH_CCADB;
  if (ccadb !== undefined && !fetchesCcadb) await statOrThrow(ccadb, '--ccadb');
  forbidOffline(fetchesCcadb && context.offline, '--ccadb fetch');
  const sources: EvidenceSource[] = [];
  const names = new Set(choice.sources);
  for (const name of names) sources.push(await openSource(name, choice, context, signal));
  const fetches = fetchesCcadb || choice.sources.some((name) => CRL.test(name));
  return new RevocationCheck({
    sources,
    asOf,
    now: context.now() / 1000,
    due,
    issuersOf: async (subjects, until) => {
      const store = await context.openStore(fetches && !context.offline);
      const fetch = await fetchOptions(choice, context);
      return gatherIssuers({ issuers, ccadb, store, fetch, note }, subjects, until);
    },
  });
}

async function openSource(
  name: string,
  choice: RevocationChoice,
  context: SourceContext,
  signal: AbortSignal,
): Promise<EvidenceSource> {
  const { note, asOf } = choice;
  if (CRL.test(name)) {
    return {
      async gather({ subjects, terms, log }, until) {
        const options = await fetchOptions(choice, context);
        await gatherFetchedCrls(subjects, options, terms, log, until);
        return undefined;
      },
    };
  }
  if (CRT_SH_SQL.isNamed(name)) return openDatabase(name, context);
  if (/^[a-z][a-z0-9+.-]+:\/\//i.test(name) || /^crt\.sh/i.test(name)) {
    throw new CertImpactError(
      'unknown-source',
      `--revocation knows no source like ${withheld(name)}`,
      { hint: HINT },
    );
  }
  const isFolder = (await statOrThrow(name, '--revocation')).isDirectory();
  if (isFolder || (await isCrlFile(name))) {
    return {
      async gather({ terms, log }, until) {
        await gatherLocalCrls(name, terms, log, note, until);
        return undefined;
      },
    };
  }
  const list = await readRevocations(fileInput(name), asOf, signal);
  return {
    async gather({ tally, log }, until) {
      const statements = await statementsOf(list, tally, until);
      for (const { line, message } of list.troubles) note(`${name}:${line}: ${message}`);
      const { count, firstLine } = list.unused();
      if (count > 0) {
        note(
          `${name}: ${count} of its lines name no certificate here, the first: ${name}:${firstLine}`,
        );
      }
      log.addVoice(statements.by, 'stated', null);
      return statements;
    },
  };
}

async function openDatabase(name: string, context: SourceContext): Promise<EvidenceSource> {
  forbidOffline(context.offline, `--revocation ${withheld(name)}`);
  const { crtShSqlSource } = await import('../../sources/sql/crt-sh-sql.ts');
  const { userAgent, now, note } = context;
  const isUrl = !/^crt\.sh:sql$/i.test(name);
  const options = { applicationName: userAgent, now, onNote: note, ...(isUrl && { url: name }) };
  const source = crtShSqlSource(options);
  return {
    gather: ({ tally, subjects, log, asOf }, until) =>
      askCrtSh(source, { tally, subjects, asOf }, log, until),
  };
}

async function fetchOptions(
  { allowPrivate }: RevocationChoice,
  context: SourceContext,
): Promise<FetchOptions> {
  const { askAgain, env, note, now, offline, paces, userAgent } = context;
  const store = await context.openStore(!offline);
  const proxy = proxySettings(env);
  return {
    userAgent,
    offline,
    askAgain,
    allowPrivate,
    paces,
    now,
    onNote: note,
    ...(store && { kept: store.contents }),
    ...(proxy && { proxy }),
  };
}

function forbidOffline(isForbidden: boolean, what: string): void {
  if (!isForbidden) return;
  throw new CertImpactError('bad-option', `--offline forbids ${what}`, {
    hint: 'leave out --offline, or name local files',
  });
}

async function statOrThrow(path: string, option: string): ReturnType<typeof stat> {
  try {
    return await stat(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const isGone = code === 'ENOENT' || code === 'ENOTDIR';
    throw new CertImpactError(
      isGone ? 'file-not-found' : 'file-unreadable',
      isGone ? 'there is no such file' : `it cannot be read (${code})`,
      { file: path, hint: option === '--revocation' ? HINT : `${option} names it`, cause: error },
    );
  }
}
