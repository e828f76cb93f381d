import { formatInstant } from '../../der/time.ts';
import { unavailableCrl } from '../../revocation/evidence.ts';
import type { RevocationSubject } from '../../revocation/revocation-subject.ts';
import type { Content, FetchedContent } from '../../sources/content/content.ts';
import type { FetchOptions } from '../../sources/content/fetch-contents.ts';
import { type CrlTerms, examineCrlFile } from './crl-examination.ts';
import type { EvidenceLog } from './evidence-log.ts';
import { mayReplace } from './replacement.ts';
import type { RevocationSubjects } from './subjects.ts';

/** Of a CRL beside which the kept one is used, too. */
const NOT_KEPT = 'no better than the one that is kept, which is used, too';

/**
 * Fetches the CRLs behind distribution points and looks them through. What fails is evidence of its own:
 * its certificates are unknown, and the run goes on.
 */
export async function gatherFetchedCrls(
  subjects: RevocationSubjects,
  options: FetchOptions,
  terms: CrlTerms,
  log: EvidenceLog,
  signal: AbortSignal,
): Promise<void> {
  const urls = subjects.urls();
  if (urls.size === 0) return;
  let byUrl: ReadonlyMap<string, readonly RevocationSubject[]> | undefined;
  const taking: Taking = {
    ...{ terms, log, now: options.now },
    subjectsAt: (url) => (byUrl ??= subjects.byUrl()).get(url) ?? [],
  };
  // loads undici
  const { fetchCrls } = await import('../../sources/crl/fetch-crls.ts');
  await fetchCrls(urls, options, (names, content) => take(names, content, taking), signal);
}

interface Taking {
  readonly terms: CrlTerms;
  readonly log: EvidenceLog;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  readonly subjectsAt: (url: string) => readonly RevocationSubject[];
}

/** False for what must not take the place of what is kept: no CRL, one of a wrong signature, an older one. */
function take(urls: readonly string[], content: Content, taking: Taking): boolean {
  const { log, now, subjectsAt, terms } = taking;
  if (content.kind === 'missing') {
    for (const name of urls) log.add(unavailableCrl({ kind: 'url', name }), content.reason);
    return true;
  }
  const kept = content.before?.();
  let isGood = true;
  for (const name of urls) {
    const source = { kind: 'url', name } as const;
    const evidence = examineCrlFile(content.body, source, terms);
    const isBad = evidence.every(
      (one) => one.kind !== 'crl' || one.signature.state === 'wrong' || !one.complete,
    );
    const isBehind =
      !isBad &&
      kept !== undefined &&
      !mayReplace(evidence, examineCrlFile(kept, source, terms), subjectsAt(name), now() / 1_000);
    if (isBad || isBehind) isGood = false;
    for (const one of evidence) log.add(one, isBehind ? NOT_KEPT : reasonOf(content));
  }
  return isGood;
}

/** What was not asked for is said, too: somebody waits for a CRL to change. */
function reasonOf({ from, fetchedAt, checkedAt, reason }: FetchedContent): string | null {
  if (from !== 'kept') return reason;
  const times = [fetchedAt, checkedAt].map(
    (time) => formatInstant(Math.floor(time / 1_000)) ?? '?',
  );
  const kept = `kept since ${times[0]!}, last asked for at ${times[1]!}`;
  return reason === null ? kept : `${reason}; ${kept}`;
}
