/** CCADB's reports of certificates in PEM, from CCADB itself, kept in the store. */
import { CertImpactError } from '../../errors.ts';
import type { Content, ContentKind } from '../content/content.ts';
import { type FetchOptions, fetchContents } from '../content/fetch-contents.ts';
import type { Glance } from '../content/spool.ts';
import type { ScanItem } from '../scan/scan-item.ts';
import { FINGERPRINT_COLUMN, PEM_COLUMN, parseCcadbPems } from './ccadb-pems.ts';

export const CCADB_PEMS_URL =
  'https://ccadb.my.salesforce-sites.com/ccadb/AllCertificatePEMsCSVFormat';

/** The notBefore of the oldest certificate in it. */
const FIRST_CCADB_YEAR = 1994;

/** A CA certificate is disclosed within a week of its issuance: a day more or less tells nothing. */
const RECENT_REPORT_MS: number = 24 * 60 * 60 * 1_000;

/** Salesforce takes its time: 2 MB have been seen to take a minute. */
const REPORT_IDLE_MS = 90_000;

const REPORT: ContentKind = {
  name: 'report of CCADB',
  accept: 'text/csv, */*',
  recentMs: RECENT_REPORT_MS,
  misfit: reportMisfit,
};

export interface CcadbOptions extends FetchOptions {
  /** Of the report, without its query. */
  readonly url?: string;
}

/** Which report something is about: its year, and its URL for messages. */
export interface CcadbReport {
  readonly year: number;
  readonly url: string;
}

export interface CcadbSink {
  /** Certificates of CAs and damaged rows, batch after batch. */
  readonly take: (items: readonly ScanItem[]) => void | Promise<void>;
  /** A report is not to be had, or an older one is used. Lower case. */
  readonly failed: (report: CcadbReport, content: Content) => void;
}

/**
 * Hands on the certificates of CAs whose notBefore is in one of `years`, which is where the issuers of what
 * is listed are looked for. What fails is told; rejects only when aborted or when `take` does, or at once:
 * @throws {CertImpactError} `bad-option` for a proxy that is no URL
 */
export async function fetchCcadb(
  years: readonly number[],
  options: CcadbOptions,
  { take, failed }: CcadbSink,
  signal: AbortSignal,
): Promise<void> {
  const { url: base = CCADB_PEMS_URL } = options;
  const reports = new Map(years.map((year) => [`${base}?NotBeforeYear=${year}`, year]));
  const timing = { idleTimeoutMs: REPORT_IDLE_MS, ...options.timing };
  await fetchContents(
    reports.keys(),
    REPORT,
    { ...options, timing },
    async ([url], content) => {
      const report = { year: reports.get(url!)!, url: url! };
      if (content.kind === 'missing' || content.reason !== null) failed(report, content);
      if (content.kind === 'missing') return undefined;
      try {
        for await (const items of parseCcadbPems([content.body], report.url, signal)) {
          await take(items);
        }
        return undefined;
      } catch (error) {
        if (!(error instanceof CertImpactError) || error.file !== report.url) throw error;
        failed(report, { kind: 'missing', why: 'unavailable', reason: error.message });
        return false;
      }
    },
    signal,
  );
}

/** The years of `first` to `last` that CCADB has reports of. */
export function ccadbYears(first: number, last: number): number[] {
  const from = Math.max(first, FIRST_CCADB_YEAR);
  return Array.from({ length: Math.max(0, last - from + 1) }, (_, index) => from + index);
}

function reportMisfit({ head, tail, length }: Glance): string | undefined {
  if (length === 0) return 'nothing';
  const [header = ''] = head.toString('latin1').split(/\r?\n/, 1);
  if (!header.includes(FINGERPRINT_COLUMN) || !header.includes(PEM_COLUMN)) return 'something else';
  // all cells are quoted, so that whole ones end with a quote
  const isCut = header.trimStart().includes('"') && !/"\s*$/.test(tail.toString('latin1'));
  return isCut ? 'a part of a report' : undefined;
}
