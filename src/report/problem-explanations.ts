/** What each problem code means, for a reader who knows certificates but not this program. */
import type { ListingProblemCode } from '../impact/impact.ts';
import { PROBLEM_CODES, type ProblemCode } from '../x509/problem.ts';

/** Every code of `x509/problem.ts` and of lists; half a sentence in lower case, the rule that is broken with it. */
export const PROBLEM_EXPLANATIONS: Readonly<Record<ProblemCode | ListingProblemCode, string>> = {
  'not-a-certificate': 'there is no SEQUENCE with a TBSCertificate that names an issuer',
  truncated: 'the octets end inside an element',
  'length-overrun': 'a length reaches beyond the element around it',
  'non-minimal-length': 'a length is longer than needed: BER, not DER (X.690 §10.1)',
  'indefinite-length': 'a length is indefinite: BER, not DER (X.690 §10.1)',
  'trailing-data': 'octets follow the certificate, or the last field of a structure in it',
  'unexpected-tag': 'a field has another type than RFC 5280 demands',
  'missing-field': 'a mandatory field is not there (RFC 5280 §4.1)',
  'bad-version': 'the version is not v1, v2 or v3 (RFC 5280 §4.1.2.1)',
  'negative-serial': 'the serial number is negative (RFC 5280 §4.1.2.2)',
  'zero-serial': 'the serial number is zero (RFC 5280 §4.1.2.2)',
  'long-serial': 'the serial number has more than 20 octets (RFC 5280 §4.1.2.2)',
  'non-minimal-integer': 'an integer has needless leading octets (X.690 §8.3.2)',
  'bad-oid': 'an object identifier is empty, cut short or out of bounds',
  'bad-time': 'notBefore or notAfter is no time that exists, or no time at all',
  'nonstandard-time': 'notBefore or notAfter can be read, but not in the form of RFC 5280 §4.1.2.5',
  'inverted-validity': 'notAfter is before notBefore',
  'ill-formed-text': 'a string holds octets that its type does not allow',
  'empty-rdn': 'a name has a RelativeDistinguishedName without attributes (RFC 5280 §4.1.2.4)',
  'signature-algorithm-mismatch':
    'the signature algorithm inside and outside of what is signed differ (RFC 5280 §4.1.1.2)',
  'extensions-not-v3': 'extensions stand in a certificate that is not v3 (RFC 5280 §4.1.2.9)',
  'empty-extensions': 'the list of extensions is there, but empty (RFC 5280 §4.1)',
  'duplicate-extension': 'an extension occurs more than once; the first was read (RFC 5280 §4.2)',
  'bad-extension': 'the value of an extension is not what its OID promises',
  'bad-sct-list': 'the list of SCTs cannot be read (RFC 6962 §3.3)',
  duplicate: 'entries that name a certificate which another entry names too; it counts once',
  'shared-serial':
    'certificates of one issuer with the same serial number, that are not one and the same (BR §7.1)',
  'truncated-hash': 'lines with a hash of fewer than 64 hex digits',
  'overlong-hash': 'lines with a hash of more than 64 hex digits',
  'sha1-hash': 'lines with 40 hex digits: a SHA-1 hash, or a serial number of 20 octets',
  'not-hex': 'lines with something else where a hash must stand',
  'search-link': 'lines with a crt.sh search, which names no one certificate',
  'foreign-link': 'lines with a link that names no certificate',
  'not-recommended-form': 'entries by crt.sh number; the guidelines recommend ?sha256= links',
  binary: 'lines that are no text',
  'line-too-long': 'lines that are too long to be read whole',
  'damaged-list': 'lists in an archive that cannot be read, or not to their end',
  'damaged-certificate': 'certificates in the list itself that cannot be decoded',
  'mangled-hash': 'cells in which a spreadsheet has damaged a hash',
  'mangled-serial':
    'cells in which a spreadsheet has damaged the serial number that alone names a certificate',
  'mangled-number':
    'serial numbers that a spreadsheet has changed, of certificates that count all the same',
  'mangled-date': 'dates that a spreadsheet has turned into numbers or a local form',
  'mangled-cell': 'other cells that a spreadsheet has changed',
  'unclosed-quote': 'rows of a table with a quoted cell that does not end',
  'unnamed-row': 'rows of a table with neither a hash nor a serial number',
  text: 'lines of words in which no certificate is named',
};

/** The explanation, or a stand-in for a code that this version does not know. */
export function explainProblem(code: string): string {
  return BY_CODE.get(code) ?? 'no explanation in this version';
}

/** True for what is wrong with the encoding of certificates, false for what is wrong with a list. */
export function isEncodingProblem({ code }: { readonly code: string }): boolean {
  return code !== 'shared-serial' && !isListProblem({ code });
}

/** True for what is wrong with the lines and entries of a list. */
export function isListProblem({ code }: { readonly code: string }): boolean {
  return code !== 'shared-serial' && BY_CODE.has(code) && !CERTIFICATE_CODES.has(code);
}

const CERTIFICATE_CODES: ReadonlySet<string> = new Set(PROBLEM_CODES);

const BY_CODE: ReadonlyMap<string, string> = new Map(Object.entries(PROBLEM_EXPLANATIONS));
