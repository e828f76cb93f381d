/** The 416 CRLs of `../shared/crls/`, and what others read in them. */
import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { gunzipSync } from 'node:zlib';
import { sharedPath } from '../support/shared.ts';

/** One line of the oracle; a field is absent or null where it could not tell. */
export interface OracleCrl {
  readonly sha256: string;
  readonly sig_alg_oid?: string;
  readonly issuer_der_sha256?: string;
  readonly issuer_rfc4514?: string;
  readonly this_update?: string | null;
  readonly next_update?: string | null;
  readonly entries?: number;
  /** In hex without leading zeros. */
  readonly serials_first?: readonly string[];
  readonly crl_number?: string | null;
  /** SHA-256 of the certificate whose key verifies it; of public CAs only. */
  readonly issuer_cert?: string;
  readonly public_issuer?: 'verified' | 'no';
  /** Its plain reader could not find the fields. */
  readonly raw_error?: string;
}

export const CRLS = 'crls/crls.pem';

/** In the plainest way: a second opinion on `decodeCrlFile`. */
export function readCrls(): Uint8Array[] {
  const text = readFileSync(sharedPath(CRLS), 'latin1');
  return Array.from(
    text.matchAll(/-----BEGIN X509 CRL-----([^-]*)-----END/g),
    (match) => new Uint8Array(Buffer.from(match[1]!, 'base64')),
  );
}

export function readCrlOracle(): Map<string, OracleCrl> {
  const lines = gunzipSync(readFileSync(sharedPath('crls/oracle.jsonl.gz'))).toString();
  return new Map(
    lines
      .trimEnd()
      .split('\n')
      .map((line) => JSON.parse(line) as OracleCrl)
      .map((entry) => [entry.sha256, entry]),
  );
}

export function sha256(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}
