import { isReadableOid } from '../der/oid.ts';
import { sameOctets } from '../der/octets.ts';
import { DerReader } from '../der/reader.ts';
import {
  BIT_STRING,
  INTEGER,
  OBJECT_IDENTIFIER,
  SEQUENCE,
  contextConstructed,
} from '../der/tags.ts';
import { ExtensionReader } from './extension-reader.ts';
import { checkName } from './name-check.ts';
import { ProblemLog, problemNumber } from './problem.ts';
import { checkSerial } from './serial-number.ts';
import { ValidityReader, isOtherThanValidity } from './validity-period.ts';

const NOT_A_CERTIFICATE = problemNumber('not-a-certificate');
const TRAILING_DATA = problemNumber('trailing-data');
const UNEXPECTED_TAG = problemNumber('unexpected-tag');
const MISSING_FIELD = problemNumber('missing-field');
const BAD_VERSION = problemNumber('bad-version');
const BAD_OID = problemNumber('bad-oid');
const ALGORITHM_MISMATCH = problemNumber('signature-algorithm-mismatch');
const EXTENSIONS_NOT_V3 = problemNumber('extensions-not-v3');

/**
 * Finds the fields of one certificate (RFC 5280 §4.1) and keeps their places: nothing is decoded
 * until asked for, and one reader serves millions of certificates without allocating.
 *
 * It reads whatever is there and never throws. A field that is missing has an empty place
 * (`start === end`) or NaN; every departure is in `problems`. Places are `[start, end)` in `bytes`;
 * `…Start/…End` of `serial` are content octets, those of names, algorithms and keys whole elements.
 */
export class CertificateReader {
  readonly der: DerReader = new DerReader();
  readonly problems: ProblemLog = new ProblemLog();
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /**
   * False when no TBSCertificate with an issuer was found, or what looks like one is a CRL or a
   * certificate request: the outcome `unreadable`.
   */
  readable = false;
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
  /** Which attributes the subject has, as bits of `features.ts`. */
  subjectFeatures = 0;
  /** Seconds since 1970; NaN when unreadable. */
  notBefore = NaN;
  notAfter = NaN;
  publicKeyStart = 0;
  publicKeyEnd = 0;
  /** The `[3]` element. */
  extensionsStart = 0;
  extensionsEnd = 0;
  readonly extensions: ExtensionReader = new ExtensionReader(this.der, this.problems);

  readonly #validity: ValidityReader = new ValidityReader();
  #isOther = false;

  /** Reads the certificate at `[start, end)`; everything of the one before is forgotten. */
  read(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    this.#reset(bytes, start, end);
    const der = this.der;
    if (!der.readTag(start, end, SEQUENCE)) {
      this.problems.add(NOT_A_CERTIFICATE, start);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, start);
    const certificateEnd = der.contentEnd;
    const certificateNext = der.next;
    const tbs = der.contentStart;
    if (!der.readTag(tbs, certificateEnd, SEQUENCE)) {
      this.problems.add(NOT_A_CERTIFICATE, tbs);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, tbs);
    this.tbsStart = tbs;
    this.tbsEnd = der.next;
    this.#readTbs(der.contentStart, der.contentEnd);
    this.#readSignature(this.tbsEnd, certificateEnd);
    if (certificateNext < end) this.problems.add(TRAILING_DATA, certificateNext);
    this.readable = this.issuerEnd > this.issuerStart && !this.#isOther;
    if (!this.readable) this.problems.add(NOT_A_CERTIFICATE, tbs);
  }

  #reset(bytes: Uint8Array, start: number, end: number): void {
    this.bytes = this.der.bytes = bytes;
    this.start = start;
    this.end = end;
    this.problems.clear();
    this.extensions.clear();
    this.readable = this.#isOther = false;
    this.version = this.subjectFeatures = 0;
    this.tbsStart = this.tbsEnd = this.serialStart = this.serialEnd = 0;
    this.signatureAlgorithmStart = this.signatureAlgorithmEnd = 0;
    this.issuerStart = this.issuerEnd = this.subjectStart = this.subjectEnd = 0;
    this.publicKeyStart = this.publicKeyEnd = this.extensionsStart = this.extensionsEnd = 0;
    this.notBefore = this.notAfter = NaN;
  }

  #readTbs(pos: number, end: number): void {
    const der = this.der;
    pos = this.#readVersion(pos, end);
    pos = this.#readSerial(pos, end);
    pos = this.#expect(pos, end, SEQUENCE);
    this.signatureAlgorithmStart = this.#found;
    this.signatureAlgorithmEnd = pos;
    if (this.#found < pos) this.#checkAlgorithm(der.contentStart, der.contentEnd);
    pos = this.#expect(pos, end, SEQUENCE);
    this.issuerStart = this.#found;
    this.issuerEnd = pos;
    if (this.#found < pos) checkName(der, der.contentStart, der.contentEnd, this.problems);
    pos = this.#expect(pos, end, SEQUENCE);
    if (this.#found < pos) {
      this.#isOther = isOtherThanValidity(der.tag);
      this.#validity.read(der, der.contentStart, der.contentEnd, this.problems);
      this.notBefore = this.#validity.notBefore;
      this.notAfter = this.#validity.notAfter;
    }
    pos = this.#expect(pos, end, SEQUENCE);
    this.subjectStart = this.#found;
    this.subjectEnd = pos;
    if (this.#found < pos)
      this.subjectFeatures = checkName(der, der.contentStart, der.contentEnd, this.problems);
    pos = this.#expect(pos, end, SEQUENCE);
    this.publicKeyStart = this.#found;
    this.publicKeyEnd = pos;
    if (this.#found < pos) this.#checkPublicKey(der.contentStart, der.contentEnd);
    this.#readOptionalFields(pos, end);
  }

  #readVersion(pos: number, end: number): number {
    const der = this.der;
    this.version = 1; // DEFAULT v1
    if (!der.readTag(pos, end, contextConstructed(0))) return pos;
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    const next = der.next;
    const wrapped = der.read(der.contentStart, der.contentEnd);
    const octets = der.contentEnd - der.contentStart;
    this.version = 0;
    if (wrapped && octets >= 1 && octets <= 2) {
      for (let i = der.contentStart; i < der.contentEnd; i++) {
        this.version = this.version * 256 + this.bytes[i]!;
      }
      this.version++;
    }
    if (this.version < 1 || this.version > 3) this.problems.add(BAD_VERSION, pos);
    return next;
  }

  #readSerial(pos: number, end: number): number {
    const der = this.der;
    if (!der.read(pos, end) || der.tag === SEQUENCE) {
      this.problems.add(MISSING_FIELD, pos);
      return pos;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    if (der.tag !== INTEGER) this.problems.add(UNEXPECTED_TAG, pos);
    this.serialStart = der.contentStart;
    this.serialEnd = der.contentEnd;
    checkSerial(this.bytes, this.serialStart, this.serialEnd, pos, this.problems);
    return der.next;
  }

  /** Where `#expect` found its element; equal to what it returned when there was none. */
  #found = 0;

  /**
   * Reads the mandatory element at `pos` and returns the position behind it. An element of another
   * type is taken all the same, so that what follows stays in step; only where nothing is left is
   * the field missing.
   */
  #expect(pos: number, end: number, tag: number): number {
    this.#found = pos;
    const der = this.der;
    if (!der.read(pos, end)) {
      this.problems.add(MISSING_FIELD, pos);
      return pos;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    if (der.tag !== tag) this.problems.add(UNEXPECTED_TAG, pos);
    return der.next;
  }

  /** The content of a SubjectPublicKeyInfo (RFC 5280 §4.1.2.7). */
  #checkPublicKey(pos: number, end: number): void {
    const next = this.#expect(pos, end, SEQUENCE);
    if (pos < next) this.#checkAlgorithm(this.der.contentStart, this.der.contentEnd);
    this.#expect(next, end, BIT_STRING);
  }

  /** The content of an AlgorithmIdentifier (RFC 5280 §4.1.1.2). */
  #checkAlgorithm(pos: number, end: number): void {
    const next = this.#expect(pos, end, OBJECT_IDENTIFIER);
    const der = this.der;
    if (pos < next && !isReadableOid(der.bytes, der.contentStart, der.contentEnd)) {
      this.problems.add(BAD_OID, pos);
    }
  }

  #readOptionalFields(pos: number, end: number): void {
    const der = this.der;
    while (der.read(pos, end)) {
      if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
      const next = der.next;
      if (der.tag === contextConstructed(3)) {
        if (this.extensionsEnd > 0) this.problems.add(UNEXPECTED_TAG, pos);
        else {
          this.extensionsStart = pos;
          this.extensionsEnd = next;
          if (this.version !== 3) this.problems.add(EXTENSIONS_NOT_V3, pos);
          this.extensions.read(der.contentStart, der.contentEnd);
        }
      } else if ((der.tag & 0xdf) !== 0x81 && (der.tag & 0xdf) !== 0x82) {
        this.problems.add(UNEXPECTED_TAG, pos); // neither of the unique identifiers (§4.1.2.8)
      }
      pos = next;
    }
  }

  #readSignature(pos: number, end: number): void {
    const inner = this.signatureAlgorithmStart;
    const innerEnd = this.signatureAlgorithmEnd;
    pos = this.#expect(pos, end, SEQUENCE);
    if (this.#found === pos) return;
    this.signatureAlgorithmStart = this.#found;
    this.signatureAlgorithmEnd = pos;
    if (!sameOctets(this.bytes, inner, innerEnd, this.#found, pos)) {
      this.problems.add(ALGORITHM_MISMATCH, this.#found);
      this.#checkAlgorithm(this.der.contentStart, this.der.contentEnd);
    }
    pos = this.#expect(pos, end, BIT_STRING);
    if (pos < end) this.problems.add(TRAILING_DATA, pos);
  }
}
