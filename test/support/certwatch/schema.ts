/**
 * crt.sh's tables, as far as anybody asks them from outside: names of tables, columns, indexes and
 * partitions as in `sql/create_schema.sql` of crtsh/certwatch_db, and partitions as crt.sh has them now.
 */
import { X509_FUNCTIONS } from './x509-functions.ts';

const FIRST_YEAR = 2014;
const LAST_YEAR = 2026;
const QUARTERS = [2027, 2028, 2029];

/** Of `certificate`, by notAfter: 27 of them. */
function partitions(): string {
  const part = (name: string, from: string, to: string): string =>
    `CREATE TABLE certificate_${name} PARTITION OF certificate FOR VALUES FROM (${from}) TO (${to});`;
  const day = (year: number, month: number): string =>
    `'${year}-${String(month).padStart(2, '0')}-01'::timestamp`;
  const all = [part('2013andbefore', 'MINVALUE', day(FIRST_YEAR, 1))];
  for (let year = FIRST_YEAR; year <= LAST_YEAR; year++) {
    all.push(part(`${year}`, day(year, 1), day(year + 1, 1)));
  }
  for (const year of QUARTERS) {
    for (let quarter = 1; quarter <= 4; quarter++) {
      const to = quarter === 4 ? day(year + 1, 1) : day(year, quarter * 3 + 1);
      all.push(part(`${year}q${quarter}`, day(year, quarter * 3 - 2), to));
    }
  }
  all.push(part('2030andbeyond', day(2030, 1), 'MAXVALUE'));
  return all.join('\n');
}

export const SCHEMA = `
CREATE EXTENSION pgcrypto;
CREATE ROLE guest WITH LOGIN PASSWORD 'guest';
${X509_FUNCTIONS}

CREATE TABLE ca (
  ID serial PRIMARY KEY,
  NAME text NOT NULL,
  PUBLIC_KEY bytea NOT NULL,
  NUM_ISSUED bigint[],
  NUM_EXPIRED bigint[]
);
CREATE INDEX ca_name ON ca (lower(NAME) text_pattern_ops);
CREATE UNIQUE INDEX ca_uniq ON ca (NAME text_pattern_ops, PUBLIC_KEY);
CREATE INDEX ca_spki_sha256 ON ca (digest(PUBLIC_KEY, 'sha256'));
INSERT INTO ca (ID, NAME, PUBLIC_KEY) VALUES (-1, 'Issuer Not Found', '\\x00');

CREATE TABLE certificate (
  ID bigserial NOT NULL,
  ISSUER_CA_ID integer NOT NULL REFERENCES ca (ID),
  CERTIFICATE bytea NOT NULL
) PARTITION BY RANGE (coalesce(x509_notAfter(CERTIFICATE), 'infinity'::timestamp));
${partitions()}
CREATE INDEX c_id ON certificate (ID);
CREATE INDEX c_sha1 ON certificate (digest(CERTIFICATE, 'sha1'));
CREATE INDEX c_sha256 ON certificate (digest(CERTIFICATE, 'sha256'));
CREATE INDEX c_serial ON certificate (x509_serialNumber(CERTIFICATE));
CREATE INDEX c_spki_sha256 ON certificate (digest(x509_publicKey(CERTIFICATE), 'sha256'));
CREATE INDEX c_subject_sha1 ON certificate (digest(x509_name(CERTIFICATE), 'sha1'));
CREATE INDEX c_ica_notbefore ON certificate (ISSUER_CA_ID, x509_notBefore(CERTIFICATE));
CREATE INDEX c_ica_notafter ON certificate (ISSUER_CA_ID, coalesce(x509_notAfter(CERTIFICATE), 'infinity'::timestamp));

CREATE TABLE ca_certificate (CERTIFICATE_ID bigint PRIMARY KEY, CA_ID integer REFERENCES ca (ID));
CREATE TABLE crl (
  CA_ID integer REFERENCES ca (ID),
  DISTRIBUTION_POINT_URL text,
  THIS_UPDATE timestamp,
  NEXT_UPDATE timestamp,
  LAST_CHECKED timestamp,
  ERROR_MESSAGE text,
  CRL_SHA256 bytea,
  CRL_SIZE integer,
  IS_ACTIVE boolean,
  PRIMARY KEY (CA_ID, DISTRIBUTION_POINT_URL)
);
CREATE TABLE crl_revoked (
  CA_ID integer REFERENCES ca (ID),
  SERIAL_NUMBER bytea,
  REASON_CODE smallint,
  REVOCATION_DATE timestamp,
  LAST_SEEN_CHECK_DATE timestamp,
  PRIMARY KEY (CA_ID, SERIAL_NUMBER)
);
CREATE TABLE ct_log (ID integer PRIMARY KEY, OPERATOR text, URL text UNIQUE, NAME text, PUBLIC_KEY bytea);
CREATE TABLE ct_log_entry (
  CERTIFICATE_ID bigint NOT NULL,
  ENTRY_ID bigint NOT NULL,
  ENTRY_TIMESTAMP timestamp NOT NULL,
  CT_LOG_ID integer NOT NULL REFERENCES ct_log (ID)
);
CREATE INDEX ctle_c ON ct_log_entry (CERTIFICATE_ID);
GRANT SELECT ON ALL TABLES IN SCHEMA public TO guest;
`;

/** \`$1\`: bytea[]. An issuer is told by its name alone: its key is not at hand. */
export const LOAD_ISSUERS = `
INSERT INTO ca (NAME, PUBLIC_KEY)
SELECT DISTINCT coalesce(x509_issuerName(der), '?'), x509_name(der, FALSE)
FROM unnest($1::bytea[]) AS c(der) WHERE x509_name(der, FALSE) IS NOT NULL
ON CONFLICT DO NOTHING`;

export const LOAD_CERTIFICATES = `
INSERT INTO certificate (ISSUER_CA_ID, CERTIFICATE)
SELECT coalesce(ca.ID, -1), der FROM unnest($1::bytea[]) WITH ORDINALITY AS c(der, place)
LEFT JOIN ca ON digest(ca.PUBLIC_KEY, 'sha256') = digest(x509_name(der, FALSE), 'sha256')
ORDER BY place`;

export const LOAD_CA_CERTIFICATES = `
INSERT INTO ca_certificate (CERTIFICATE_ID, CA_ID)
SELECT c.ID, ca.ID FROM certificate c
JOIN ca ON digest(ca.PUBLIC_KEY, 'sha256') = digest(x509_name(c.CERTIFICATE), 'sha256')
ON CONFLICT DO NOTHING`;
