import {
  FLAW_INDEFINITE_LENGTH,
  FLAW_NON_MINIMAL_LENGTH,
  FLAW_OVERRUN,
  FLAW_TRUNCATED_HEADER,
} from '../der/reader.ts';

/** Everything that a CRL can get wrong and still be read; a code's index is its number in a log. */
export const CRL_PROBLEM_CODES = [
  'not-a-crl', // no SEQUENCE that holds a TBSCertList with an issuer
  'truncated', // the octets end inside an element
  'length-overrun', // a length reaches beyond the enclosing element
  'non-minimal-length', // BER, not DER (X.690 §10.1)
  'indefinite-length', // BER, not DER (X.690 §10.1)
  'trailing-data', // octets behind the CRL, or behind the last field of a structure
  'unexpected-tag', // another type than RFC 5280 demands at this place
  'missing-field', // a mandatory field of RFC 5280 §5.1 is not there
  'bad-version', // not v2, or no version, which is v1 (RFC 5280 §5.1.2.1)
  'bad-time', // no such time, or not a time at all
  'nonstandard-time', // readable, but not in a form of RFC 5280 §5.1.2.4
  'signature-algorithm-mismatch', // signatureAlgorithm and tbsCertList.signature differ (§5.1.1.2)
  'bad-signature-value', // no BIT STRING, or one with unused bits (§5.1.1.3)
  'extensions-not-v2', // extensions in a CRL that is not v2 (§5.1.2.1)
  'empty-entries', // RFC 5280 §5.1.2.6: without revoked certificates the list MUST be absent
  'duplicate-extension', // more than one instance; the first one is read
  'bad-extension', // an extension whose value is not the structure that its OID promises
  'unknown-critical-extension', // of the CRL or of an entry (§5.2, §5.3)
  'bad-entry', // an entry without a serial number, or of another type
  'bad-serial', // negative, zero, more than 20 octets, or not minimal (§4.1.2.2)
  'bad-reason-code', // not one of §5.3.1
] as const;

export type CrlProblemCode = (typeof CRL_PROBLEM_CODES)[number];

/** A departure from the standard, and where: `offset` counts octets from the CRL's first. */
export interface CrlProblem {
  readonly code: CrlProblemCode;
  readonly offset: number;
}

/** Bounds what a CRL made of a million mistakes can cost in memory and output. */
const MAX_PROBLEMS = 32;

/** Collects the first `MAX_PROBLEMS` problems of a CRL. Nothing that a status depends on stands here alone. */
export class CrlProblemLog {
  readonly #problems: CrlProblem[] = [];

  clear(): void {
    this.#problems.length = 0;
  }

  add(code: CrlProblemCode, offset: number): void {
    if (this.#problems.length < MAX_PROBLEMS) this.#problems.push({ code, offset });
  }

  /** Records how an element departs from DER; `flaws` as in `DerReader`. */
  addFlaws(flaws: number, offset: number): void {
    if ((flaws & FLAW_TRUNCATED_HEADER) !== 0) this.add('truncated', offset);
    if ((flaws & FLAW_OVERRUN) !== 0) this.add('length-overrun', offset);
    if ((flaws & FLAW_NON_MINIMAL_LENGTH) !== 0) this.add('non-minimal-length', offset);
    if ((flaws & FLAW_INDEFINITE_LENGTH) !== 0) this.add('indefinite-length', offset);
  }

  /** The problems in the order of their offsets; offsets relative to `origin`. */
  list(origin: number): CrlProblem[] {
    return this.#problems
      .map(({ code, offset }) => ({ code, offset: offset - origin }))
      .sort((a, b) => a.offset - b.offset);
  }
}
