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

/**
 * Of `r`, an entry of `crl_revoked`: whether there is one, and what it says. Times as seconds since 1970:
 * `pg` would take a timestamp for one of its own time zone, and `infinity` cannot be cast to a number.
 */
const REVOKED_COLUMNS = `\
r.CA_ID IS NOT NULL AS revoked, extract(epoch FROM r.REVOCATION_DATE)::text AS revoked_at,
       r.REASON_CODE::text AS reason, extract(epoch FROM r.LAST_SEEN_CHECK_DATE)::text AS last_seen`;

/**
 * `$1`: fingerprints; `$2`: least notAfter. One row for each that is there and whose serial number OpenSSL
 * can read. The join is crt.sh's own, over
 * the primary key of `crl_revoked`; the plan before it is that of `BY_FINGERPRINT`.
 */
export const REVOKED_BY_FINGERPRINT = `\
SELECT f.h AS sha256, c.ISSUER_CA_ID::text AS ca, ${REVOKED_COLUMNS}
FROM unnest($1::text[]) AS f(h)
CROSS JOIN LATERAL (
  SELECT c.ISSUER_CA_ID, c.CERTIFICATE FROM certificate c
  WHERE digest(c.CERTIFICATE,'sha256') = decode(f.h,'hex')
    AND coalesce(x509_notAfter(c.CERTIFICATE),'infinity'::timestamp) >= $2::timestamp
  LIMIT 1) c
LEFT JOIN crl_revoked r ON r.CA_ID = c.ISSUER_CA_ID AND r.SERIAL_NUMBER = x509_serialNumber(c.CERTIFICATE)
WHERE x509_serialNumber(c.CERTIFICATE) IS NOT NULL`;

/**
 * `$1`: the SHA-256 of an issuer's key and a serial number's octets, in hex with a blank between. A row for
 * each CA that has the key.
 */
export const REVOKED_BY_SERIAL = `\
SELECT k.key, ca.ID::text AS ca, ${REVOKED_COLUMNS}
FROM unnest($1::text[]) AS k(key)
CROSS JOIN LATERAL (
  SELECT ca.ID FROM ca
  WHERE digest(ca.PUBLIC_KEY,'sha256') = decode(split_part(k.key,' ',1),'hex')) ca
LEFT JOIN crl_revoked r ON r.CA_ID = ca.ID AND r.SERIAL_NUMBER = decode(split_part(k.key,' ',2),'hex')`;

/** `$1`: ids of CAs. A row for each CRL of theirs that crt.sh has ever watched. */
export const CRLS_OF_CA = `\
SELECT k.key, l.DISTRIBUTION_POINT_URL, extract(epoch FROM l.THIS_UPDATE)::text AS this_update,
       extract(epoch FROM l.NEXT_UPDATE)::text AS next_update,
       extract(epoch FROM l.LAST_CHECKED)::text AS last_checked, l.ERROR_MESSAGE IS NULL AS sound,
       coalesce(l.IS_ACTIVE, FALSE) AS active
FROM unnest($1::text[]) AS k(key)
CROSS JOIN LATERAL (SELECT * FROM crl l WHERE l.CA_ID = k.key::int) l`;

/** A bigint: the largest crt.sh id that can be. */
const MAX_ID = 2n ** 63n - 1n;

/** The id without leading zeros, as the database writes it; `undefined` for what can be none. */
export function tryCrtShId(text: string): string | undefined {
  if (!/^\d{1,30}$/.test(text)) return undefined;
  const id = BigInt(text);
  return id <= MAX_ID ? id.toString() : undefined;
}
