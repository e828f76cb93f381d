/** A script for `psql`, for people whose firewall lets it through at another place only. */
import { type Fingerprint, tryFingerprint } from '../../fingerprint/fingerprint.ts';
import { tryCrtShId } from './statements.ts';

const PER_STATEMENT = 200;

/**
 * A script that writes certificates as PEM, piece after piece: nothing in it but what is checked to be
 * hex or a number. There is no bound from this side's clock, as it may be run at any time.
 * @param ids crt.sh ids
 */
export function* printSql(
  fingerprints: readonly Fingerprint[],
  ids: readonly string[],
): Generator<string> {
  yield HEAD;
  const hashes = fingerprints.map(tryFingerprint).filter((hash) => hash !== undefined);
  for (const batch of batches(hashes)) {
    yield statement({
      title: '',
      keys: `unnest(ARRAY[\n${batch.map((hash) => `  '${hash}'`).join(',\n')}\n]::text[])`,
      condition: "digest(c.CERTIFICATE,'sha256') = decode(k.key,'hex')",
    });
  }
  const numbers = ids.map(tryCrtShId).filter((id) => id !== undefined);
  for (const batch of batches(numbers)) {
    yield statement({
      title: "'crt.sh id ' || k.key || E'\\n' || ",
      keys: `unnest(ARRAY[\n${batch.map((id) => `  ${id}`).join(',\n')}\n]::bigint[])`,
      condition: 'c.ID = k.key',
    });
  }
}

const HEAD = `\
-- Certificates from crt.sh's database, written by cert-impact. Run it where port 5432 is open:
--
--   psql -h crt.sh -p 5432 -U guest certwatch -X -f - < this-file > certificates.pem
--
-- then bring certificates.pem back and go on with it:
--
--   cert-impact LIST --from store --from certificates.pem
--
-- What the database does not have is not in the output. After errors (the server cancels what takes
-- too long), --print-sql with that --from writes a script for what is still missing.
\\set QUIET on
\\pset pager off
\\pset tuples_only on
\\pset format unaligned

`;

interface Parts {
  /** What stands before each certificate, with the `||` behind it. */
  readonly title: string;
  readonly keys: string;
  readonly condition: string;
}

/**
 * Each branch stops at the first partition that has it, the second one is not begun where the first
 * has something, and stable bounds prune when it is run.
 */
function statement({ title, keys, condition }: Parts): string {
  const branch = (comparison: string): string => `  (SELECT c.CERTIFICATE FROM certificate c
   WHERE ${condition}
     AND coalesce(x509_notAfter(c.CERTIFICATE),'infinity'::timestamp)
       ${comparison} date_trunc('year', now() AT TIME ZONE 'UTC')
   LIMIT 1)`;
  return `\
SELECT ${title}E'-----BEGIN CERTIFICATE-----\\n' ||
  encode(f.CERTIFICATE,'base64') || E'\\n-----END CERTIFICATE-----'
FROM ${keys} AS k(key)
CROSS JOIN LATERAL (
${branch('>=')}
  UNION ALL
${branch('<')}
  LIMIT 1) f;

`;
}

function* batches<T>(all: readonly T[]): Generator<readonly T[]> {
  for (let at = 0; at < all.length; at += PER_STATEMENT) yield all.slice(at, at + PER_STATEMENT);
}
