import { CertImpactError } from '../../errors.ts';
import { CrlIssuers } from '../../revocation/crl-issuer.ts';
import type { FetchOptions } from '../../sources/content/fetch-contents.ts';
import { scanCertificates } from '../../sources/scan/scan.ts';
import type { ScanItem } from '../../sources/scan/scan-item.ts';
import { caCertificates } from '../../sources/store/ca-certificates.ts';
import type { Store } from '../../sources/store/store.ts';
import type { RevocationSubjects } from './subjects.ts';

/** `--ccadb`: CCADB's own server instead of a file. */
export const FETCH_CCADB = 'fetch';

export interface IssuerChoice {
  /** Files and folders of certificates: `--issuers`. */
  readonly issuers: readonly string[];
  /** A report of CCADB, or `FETCH_CCADB`; absent for none. */
  readonly ccadb: string | undefined;
  readonly store: Store | undefined;
  readonly fetch: FetchOptions;
  readonly note: (text: string) => void;
}

/** No CA certificate of CCADB is older. */
const YEARS_BACK = 32;

/**
 * The certificates of CAs with which CRLs are checked, from where the user says they come from: files
 * first; then the store, and CCADB's server year by year from the newest certificate back, as long as an
 * issuer of what is listed is not known.
 * @throws {CertImpactError} `no-certificates` for a file of `--issuers` without any, and as the scans
 */
export async function gatherIssuers(
  choice: IssuerChoice,
  subjects: RevocationSubjects,
  signal: AbortSignal,
): Promise<CrlIssuers> {
  const { ccadb, note, store } = choice;
  const issuers = new CrlIssuers();
  for (const path of choice.issuers) await addFile(path, issuers, note, signal);
  if (ccadb !== undefined && ccadb !== FETCH_CCADB) {
    const { readCcadbPems } = await import('../../sources/ccadb/ccadb-pems.ts');
    for await (const items of readCcadbPems(ccadb, signal)) addAll(items, issuers, note);
  }
  if (store !== undefined && isWanting(issuers, subjects)) {
    for await (const ders of caCertificates(store, signal))
      for (const der of ders) issuers.add(der);
    store.release();
  }
  if (ccadb === FETCH_CCADB) await fetchIssuers(choice, issuers, subjects, signal);
  return issuers;
}

async function addFile(
  path: string,
  issuers: CrlIssuers,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  const before = issuers.size;
  for await (const items of scanCertificates(path, signal)) addAll(items, issuers, note);
  if (issuers.size > before || before > 0) return;
  throw new CertImpactError('no-certificates', 'no certificate of a CA', {
    file: path,
    hint: '--issuers takes certificates of CAs: PEM, DER, or a folder of them',
  });
}

function addAll(
  items: readonly ScanItem[],
  issuers: CrlIssuers,
  note: (text: string) => void,
): void {
  for (const item of items) {
    if (item.kind === 'certificate') issuers.add(item.der);
    else note(`${item.place}${item.line > 0 ? `:${item.line}` : ''}: ${item.reason}`);
  }
}

async function fetchIssuers(
  { fetch, note }: IssuerChoice,
  issuers: CrlIssuers,
  subjects: RevocationSubjects,
  signal: AbortSignal,
): Promise<void> {
  const { ccadbYears, fetchCcadb } = await import('../../sources/ccadb/fetch-ccadb.ts');
  let newest = -Infinity;
  for (let row = 0; row < subjects.size; row++) {
    const { notBefore } = subjects.at(row);
    if (notBefore > newest) newest = notBefore;
  }
  const last = new Date(Math.min(newest * 1000, fetch.now())).getUTCFullYear();
  for (const year of ccadbYears(last - YEARS_BACK, last).reverse()) {
    if (!isWanting(issuers, subjects)) return;
    await fetchCcadb(
      [year],
      fetch,
      {
        take: (items) => {
          addAll(items, issuers, note);
        },
        failed: (report, content) => {
          const why = content.reason ?? 'not to be had';
          note(`CCADB's certificates of ${report.year}: ${why}`);
        },
      },
      signal,
    );
  }
}

/** An issuer of what is listed is not known, or not with the key that its certificates name. */
function isWanting(issuers: CrlIssuers, subjects: RevocationSubjects): boolean {
  for (const { issuer, authorityKeyId } of subjects.byIssuer()) {
    const candidates = issuers.candidatesFor(issuer, authorityKeyId);
    const [best] = candidates;
    if (best === undefined) return true;
    if (authorityKeyId !== null && !best.keyIds.has(authorityKeyId)) return true;
  }
  return false;
}
