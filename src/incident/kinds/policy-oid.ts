/**
 * Whether an OID may be that of a certificate policy: X.660 has no first arc above 2 (what looks so is a section
 * of the BRs, such as method 3.2.2.4.7), and the arcs below hold extensions, extended key usages, attributes
 * and algorithms.
 */
export function isPolicyOid(oid: string): boolean {
  if (!/^[012]\./.test(oid)) return false;
  return oid === ANY_POLICY || !OTHER_ARCS.some((arc) => oid.startsWith(arc));
}

/** RFC 5280 \u00a74.2.1.4. */
const ANY_POLICY = '2.5.29.32.0';

const OTHER_ARCS: readonly string[] = [
  // X.500: attributes, object classes, algorithms, extensions
  ...['2.5.4.', '2.5.6.', '2.5.8.', '2.5.29.'],
  // PKIX: extensions, qualifiers, extended key usages, access methods (RFC 5280 \u00a7A)
  '1.3.6.1.5.5.7.',
  // PKCS, ANSI X9.62, NIST, OIW, SECG, RFC 8410
  ...[
    '1.2.840.113549.',
    '1.2.840.10045.',
    '2.16.840.1.101.3.4.',
    '1.3.14.3.2.',
    '1.3.132.',
    '1.3.101.',
  ],
  // SCTs (RFC 6962 \u00a73.3), Microsoft's usages and attributes, LDAP's attributes
  ...['1.3.6.1.4.1.11129.2.4.', '1.3.6.1.4.1.311.', '0.9.2342.'],
  // ETSI's QCStatements, and extensions of the CA/Browser Forum (organizationIdentifier, onion)
  ...['0.4.0.1862.', '2.23.140.3.', '2.23.140.1.31'],
];
