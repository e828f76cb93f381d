/**
 * What is equal for two ways to write the same issuer: RFC 4514 with the last RDN first, X.500 with the
 * first one first, with or without spaces, in any case. It tells apart issuers whose certificates have
 * the same serial number, and is no comparison of names (RFC 5280 §7.1).
 */
export function issuerKey(name: string): string {
  const parts = name
    .trim()
    .replace(/^\//, '')
    .split(name.trim().startsWith('/') ? '/' : SEPARATOR);
  return parts
    .map((part) =>
      part
        .trim()
        .replace(/\s*=\s*/, '=')
        .replaceAll(/\s+/g, ' ')
        .toLowerCase(),
    )
    .sort()
    .join(',');
}

const SEPARATOR = /(?<!\\)[,;+]/;
