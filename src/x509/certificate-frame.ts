/**
 * Where the fields of one certificate stand (RFC 5280 §4.1).
 *
 * A field that is missing has an empty place (`start === end`) or NaN. Places are `[start, end)` in
 * `bytes`; `…Start/…End` of `serial` are content octets, those of names, algorithms and keys whole
 * elements.
 */
export class CertificateFrame {
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** 1, 2 or 3 as in "v3"; 0 when it cannot be read; any other number as encoded, plus one. */
  version = 0;
  tbsStart = 0;
  tbsEnd = 0;
  serialStart = 0;
  serialEnd = 0;
  /** The AlgorithmIdentifier outside of the TBSCertificate; the one inside where that is missing. */
  signatureAlgorithmStart = 0;
  signatureAlgorithmEnd = 0;
  issuerStart = 0;
  issuerEnd = 0;
  subjectStart = 0;
  subjectEnd = 0;
  /** Seconds since 1970; NaN when unreadable. */
  notBefore = NaN;
  notAfter = NaN;
  publicKeyStart = 0;
  publicKeyEnd = 0;
  /** The AlgorithmIdentifier of the key; whatever stands first in a key that has none. */
  keyAlgorithmStart = 0;
  keyAlgorithmEnd = 0;
  /** The `[3]` element. */
  extensionsStart = 0;
  extensionsEnd = 0;

  /** Forgets all places inside of the certificate. */
  forget(): void {
    this.version = 0;
    this.tbsStart = this.tbsEnd = this.serialStart = this.serialEnd = 0;
    this.signatureAlgorithmStart = this.signatureAlgorithmEnd = 0;
    this.issuerStart = this.issuerEnd = this.subjectStart = this.subjectEnd = 0;
    this.publicKeyStart = this.publicKeyEnd = this.keyAlgorithmStart = this.keyAlgorithmEnd = 0;
    this.extensionsStart = this.extensionsEnd = 0;
    this.notBefore = this.notAfter = NaN;
  }
}
