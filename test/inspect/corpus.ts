/** The shared corpus and what its oracle says; absent on most machines. */
import { existsSync, readFileSync } from 'node:fs';
import { hash } from 'node:crypto';
import { gunzipSync } from 'node:zlib';

const CORPUS = '../shared/corpus';

export const HAS_CORPUS = existsSync(`${CORPUS}/oracle.jsonl.gz`);

/** What a skipped suite says in its title. */
export const WITHOUT_CORPUS = HAS_CORPUS ? '' : ' (skipped: ../shared/corpus is not there)';

export interface OracleLine {
  readonly sha256: string;
  readonly serial_hex?: string;
  readonly issuer_rfc4514?: string;
  readonly not_before?: string;
  readonly not_after?: string;
  readonly dns_names_count?: number;
  readonly scts?: readonly { readonly log_id: string; readonly timestamp_ms: number }[];
  readonly policy_oids?: readonly string[];
  readonly eku_oids?: readonly string[];
  readonly is_precert?: boolean;
  readonly tbs_sha256?: string;
  readonly spki_sha256?: string;
  readonly duplicate_ext?: unknown;
}

/** At most `count` certificates of a file of the corpus, spread evenly over it. */
export function sampleOf(file: string, count: number): Uint8Array[] {
  const blocks = readFileSync(`${CORPUS}/${file}`, 'latin1').split('-----BEGIN CERTIFICATE-----');
  blocks.shift();
  const step = Math.max(1, blocks.length / count);
  return Array.from({ length: Math.min(count, blocks.length) }, (_, i) => {
    const [base64 = ''] = (blocks[Math.floor(i * step)] ?? '').split('-----END');
    return new Uint8Array(Buffer.from(base64, 'base64'));
  });
}

export function sha256Of(bytes: Uint8Array): string {
  return hash('sha256', bytes);
}

export function readOracle(): Map<string, OracleLine> {
  const lines = gunzipSync(readFileSync(`${CORPUS}/oracle.jsonl.gz`))
    .toString('utf8')
    .split('\n');
  const oracle = new Map<string, OracleLine>();
  for (const line of lines) {
    if (line === '') continue;
    const entry = JSON.parse(line) as OracleLine;
    oracle.set(entry.sha256, entry);
  }
  return oracle;
}
