import { isReadableOid } from '../der/oid.ts';
import { sameOctets, wordsBase, wordsOf } from '../der/octets.ts';
import { plainStart } from '../der/plain.ts';
import { DerReader } from '../der/reader.ts';
import {
  BIT_STRING,
  INTEGER,
  OBJECT_IDENTIFIER,
  SEQUENCE,
  contextConstructed,
} from '../der/tags.ts';
import { CertificateFrame } from './certificate-frame.ts';
import { ExtensionReader } from './extension-reader.ts';
import { checkName } from './name-check.ts';
import { readPlainFrame } from './plain-frame.ts';
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
 * It reads whatever is there and never throws; every departure is in `problems`.
 */
export class CertificateReader extends CertificateFrame {
  readonly der: DerReader = new DerReader();
  readonly problems: ProblemLog = new ProblemLog();
  /**
   * False when no TBSCertificate with an issuer was found, or what looks like one is a CRL or a
   * certificate request: the outcome `unreadable`.
   */
  readable = false;
  /** Which attributes the subject has, as bits of `features.ts`. */
  subjectFeatures = 0;
  readonly extensions: ExtensionReader = new ExtensionReader(this.der, this.problems);

  readonly #validity: ValidityReader = new ValidityReader();
  #isOther = false;

  /** Reads the certificate at `[start, end)`; everything of the one before is forgotten. */
  read(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    this.bytes = this.der.bytes = bytes;
    this.start = start;
    this.end = end;
    this.problems.clear();
    this.extensions.clear();
    this.readable = this.#isOther = false;
    this.subjectFeatures = 0;
    if (readPlainFrame(this)) this.#readInsidePlainFrame();
    else {
      this.forget();
      this.#readTolerantly(start, end);
    }
  }

  #readInsidePlainFrame(): void {
    const { der, problems } = this;
    this.readable = true;
    checkName(der, this.#plainContent(this.issuerStart), this.issuerEnd, problems);
    const subject = this.#plainContent(this.subjectStart);
    this.subjectFeatures = checkName(der, subject, this.subjectEnd, problems);
    this.extensions.read(this.#plainContent(this.extensionsStart), this.extensionsEnd);
  }

  #plainContent(pos: number): number {
    return plainStart(wordsOf(this.bytes), wordsBase + pos) - wordsBase;
  }

  #readTolerantly(start: number, end: number): void {
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
    this.keyAlgorithmStart = pos;
    this.keyAlgorithmEnd = next;
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
