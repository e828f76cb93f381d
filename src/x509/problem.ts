import {
  FLAW_INDEFINITE_LENGTH,
  FLAW_NON_MINIMAL_LENGTH,
  FLAW_OVERRUN,
  FLAW_TRUNCATED_HEADER,
} from '../der/reader.ts';

/**
 * Everything that a certificate's encoding can get wrong and still be read; the index of a code is
 * its number in a `ProblemLog`.
 */
export const PROBLEM_CODES = [
  'not-a-certificate', // no SEQUENCE that holds a TBSCertificate with an issuer
  'truncated', // the octets end inside an element
  'length-overrun', // a length reaches beyond the enclosing element
  'non-minimal-length', // BER, not DER (X.690 §10.1)
  'indefinite-length', // BER, not DER (X.690 §10.1)
  'trailing-data', // octets behind the certificate, or behind the last field of a structure
  'unexpected-tag', // another type than RFC 5280 demands at this place
  'missing-field', // a mandatory field of RFC 5280 §4.1 is not there
  'bad-version', // not v1, v2 or v3 (RFC 5280 §4.1.2.1)
  'negative-serial', // RFC 5280 §4.1.2.2: a positive integer
  'zero-serial',
  'long-serial', // more than 20 octets (RFC 5280 §4.1.2.2)
  'non-minimal-integer', // X.690 §8.3.2
  'bad-oid', // an OBJECT IDENTIFIER without content, cut, or beyond bounds
  'bad-time', // no such time, or not a time at all: null in the facts
  'nonstandard-time', // readable, but not in a form of RFC 5280 §4.1.2.5
  'inverted-validity', // notAfter is before notBefore
  'ill-formed-text', // octets that the string type does not allow
  'empty-rdn', // a RelativeDistinguishedName without attributes (RFC 5280 §4.1.2.4: SIZE (1..MAX))
  'signature-algorithm-mismatch', // signatureAlgorithm and tbsCertificate.signature differ (§4.1.1.2)
  'extensions-not-v3', // extensions in a certificate that is not v3 (§4.1.2.9)
  'empty-extensions', // SIZE (1..MAX) (§4.1)
  'duplicate-extension', // more than one instance (§4.2); the first one is read
  'bad-extension', // an extension whose value is not the structure that its OID promises
  'bad-sct-list', // RFC 6962 §3.3
] as const;

export type ProblemCode = (typeof PROBLEM_CODES)[number];

/** A departure from the standard, and where: `offset` counts octets from the certificate's first. */
export interface Problem {
  readonly code: ProblemCode;
  readonly offset: number;
}

/** Bounds what a certificate made of nothing but mistakes can cost in memory and output. */
const MAX_PROBLEMS = 32;

const NUMBER_OF = new Map<ProblemCode, number>(PROBLEM_CODES.map((code, i) => [code, i]));

/** The number of a code, for `ProblemLog.add`; look it up once, at module level. */
export function problemNumber(code: ProblemCode): number {
  return NUMBER_OF.get(code)!;
}

const TRUNCATED = problemNumber('truncated');
const OVERRUN = problemNumber('length-overrun');
const NON_MINIMAL = problemNumber('non-minimal-length');
const INDEFINITE = problemNumber('indefinite-length');

/** Collects problems without allocating; the first `MAX_PROBLEMS` of a certificate are kept. */
export class ProblemLog {
  count = 0;
  readonly codes: Uint8Array = new Uint8Array(MAX_PROBLEMS);
  readonly offsets: Float64Array = new Float64Array(MAX_PROBLEMS);

  clear(): void {
    this.count = 0;
  }

  add(code: number, offset: number): void {
    if (this.count === MAX_PROBLEMS) return;
    this.codes[this.count] = code;
    this.offsets[this.count++] = offset;
  }

  /** Records how an element departs from DER; `flaws` as in `DerReader`. */
  addFlaws(flaws: number, offset: number): void {
    if ((flaws & FLAW_TRUNCATED_HEADER) !== 0) this.add(TRUNCATED, offset);
    if ((flaws & FLAW_OVERRUN) !== 0) this.add(OVERRUN, offset);
    if ((flaws & FLAW_NON_MINIMAL_LENGTH) !== 0) this.add(NON_MINIMAL, offset);
    if ((flaws & FLAW_INDEFINITE_LENGTH) !== 0) this.add(INDEFINITE, offset);
  }

  /** The problems in the order of their offsets; offsets relative to `origin`. */
  list(origin: number): Problem[] {
    const problems: Problem[] = [];
    for (let i = 0; i < this.count; i++) {
      problems.push({ code: PROBLEM_CODES[this.codes[i]!]!, offset: this.offsets[i]! - origin });
    }
    return problems.sort((a, b) => a.offset - b.offset);
  }
}
