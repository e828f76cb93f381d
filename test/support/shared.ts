import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { gunzipSync } from 'node:zlib';

/** The material that lies beside the checkout on some machines; tests that need it skip elsewhere. */
const SHARED = fileURLToPath(new URL('../../../shared/', import.meta.url));

export function sharedPath(name: string): string {
  return `${SHARED}${name}`;
}

/** Whether `../shared/<name>` is there; says so once where it is not. */
export function hasShared(name: string): boolean {
  const there = existsSync(sharedPath(name));
  if (!there) console.info(`skipped: ../shared/${name} is not on this machine`);
  return there;
}

/** The certificates of a PEM file, read in the plainest way: a second opinion on our own reader. */
export function readPem(path: string): Uint8Array[] {
  const text = readFileSync(path, 'latin1');
  return Array.from(
    text.matchAll(/-----BEGIN CERTIFICATE-----([^-]*)-----END/g),
    (match) => new Uint8Array(Buffer.from(match[1]!, 'base64')),
  );
}

/** One line of the corpus oracle; a field is absent or null where it could not tell. */
export interface OracleEntry {
  readonly sha256: string;
  readonly oracle_by: string;
  readonly serial_hex?: string | null;
  readonly issuer_rfc4514?: string | null;
  readonly subject_rfc4514?: string | null;
  readonly not_before?: string | null;
  readonly not_after?: string | null;
  readonly sig_alg_oid?: string | null;
  readonly sig_alg_name?: string | null;
  readonly spki_alg?: string | null;
  readonly spki_alg_oid?: string | null;
  readonly key_bits?: number | null;
  readonly curve?: string | null;
  readonly is_precert?: boolean | null;
  readonly is_ca?: boolean | null;
  readonly policy_oids?: string[] | null;
  readonly eku_oids?: string[] | null;
  readonly dns_names_count?: number | null;
  readonly dns_names_sha256?: string | null;
  readonly scts?: { log_id: string; timestamp: string; version: number }[] | null;
  readonly crl_dp?: string[] | null;
  readonly aia?: { ocsp: string[]; ca_issuers: string[] } | null;
  readonly validation_type?: string | null;
  readonly tbs_sha256?: string | null;
  readonly san_other_counts?: Record<string, number> | null;
}

export function readOracle(): Map<string, OracleEntry> {
  const lines = gunzipSync(readFileSync(sharedPath('corpus/oracle.jsonl.gz'))).toString();
  return new Map(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as OracleEntry)
      .map((entry) => [entry.sha256, entry]),
  );
}
