/**
 * What is asked of a database with crt.sh's tables. Only DER is fetched: libx509pq gives NULL for what
 * OpenSSL cannot parse. Partitions are named nowhere, as crt.sh plans to partition anew.
 */

/** Everything: the bound of a pass over all partitions. */
export const ALL_PARTITIONS = '-infinity';

/**
 * `$1`: fingerprints, lower-case hex; `$2`: least notAfter. One row for each fingerprint.
 *
 * LATERAL with LIMIT 1 forces one index probe after another and stops at the first partition that has
 * it; `= ANY`, `IN` and a plain join probe all 27 of them for every hash (3 to 11 buffers against 53 to
 * 60), and may end in a bitmap or hash plan. The bound prunes because it is the partition key, letter
 * for letter.
 */
export const BY_FINGERPRINT = `\
SELECT f.h AS sha256, c.ID, c.ISSUER_CA_ID, c.CERTIFICATE
FROM unnest($1::text[]) AS f(h)
LEFT JOIN LATERAL (
  SELECT c.ID, c.ISSUER_CA_ID, c.CERTIFICATE FROM certificate c
  WHERE digest(c.CERTIFICATE,'sha256') = decode(f.h,'hex')
    AND coalesce(x509_notAfter(c.CERTIFICATE),'infinity'::timestamp) >= $2::timestamp
  LIMIT 1) c ON TRUE`;

/** `$1`: crt.sh ids; `$2`: least notAfter. One row for each id; the plan is that of `BY_FINGERPRINT`. */
export const BY_ID = `\
SELECT i.id AS wanted, c.CERTIFICATE
FROM unnest($1::bigint[]) AS i(id)
LEFT JOIN LATERAL (
  SELECT c.CERTIFICATE FROM certificate c
  WHERE c.ID = i.id
    AND coalesce(x509_notAfter(c.CERTIFICATE),'infinity'::timestamp) >= $2::timestamp
  LIMIT 1) c ON TRUE`;

/**
 * `$1`: fingerprints. A row for each certificate with the serial number and issuer of a listed one, or
 * one with NULLs where there is none; no row where the listed one is not there itself.
 *
 * This is how crt.sh itself pairs. Equal notAfter prunes at run time to the one partition that can have
 * it. Misses precertificates of a precertificate signing certificate, which have another issuer.
 */
export const SIBLINGS = `\
SELECT f.h AS listed, x509_hasExtension(c.CERTIFICATE,'1.3.6.1.4.1.11129.2.4.3',TRUE) AS listed_is_precert,
       s.ID, encode(digest(s.CERTIFICATE,'sha256'),'hex') AS sibling_sha256, s.CERTIFICATE,
       x509_tbscert_strip_ct_ext(s.CERTIFICATE) = x509_tbscert_strip_ct_ext(c.CERTIFICATE) AS tbs_match
FROM unnest($1::text[]) AS f(h)
CROSS JOIN LATERAL (SELECT * FROM certificate c WHERE digest(c.CERTIFICATE,'sha256') = decode(f.h,'hex') LIMIT 1) c
LEFT JOIN LATERAL (SELECT s.ID, s.CERTIFICATE FROM certificate s
  WHERE x509_serialNumber(s.CERTIFICATE) = x509_serialNumber(c.CERTIFICATE) AND s.ISSUER_CA_ID = c.ISSUER_CA_ID AND s.ID <> c.ID
    AND coalesce(x509_notAfter(s.CERTIFICATE),'infinity'::timestamp) = coalesce(x509_notAfter(c.CERTIFICATE),'infinity'::timestamp)) s ON TRUE`;

/** A bigint: the largest crt.sh id that can be. */
const MAX_ID = 2n ** 63n - 1n;

/** The id without leading zeros, as the database writes it; `undefined` for what can be none. */
export function tryCrtShId(text: string): string | undefined {
  if (!/^\d{1,30}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id <= MAX_ID ? id.toString() : undefined;
}
