import { sameOctets } from '../der/octets.ts';
import { DerReader } from '../der/reader.ts';
import {
  BIT_STRING,
  GENERALIZED_TIME,
  INTEGER,
  SEQUENCE,
  UTC_TIME,
  contextConstructed,
} from '../der/tags.ts';
import { type CrlExtensions, NO_EXTENSIONS, readCrlExtensions } from './crl-extensions.ts';
import { CrlProblemLog } from './crl-problem.ts';
import { readTimeField } from './time-field.ts';

const EXTENSIONS = contextConstructed(0);

/**
 * Finds the fields of one CRL (RFC 5280 §5.1) and keeps their places; its entries are walked by
 * `EntryReader`. It reads whatever is there and never throws; departures are in `problems`.
 *
 * A field that is missing has an empty place (`start === end`) or NaN. Places are `[start, end)` in
 * `bytes`, of whole elements unless said otherwise.
 */
export class CrlReader {
  readonly problems: CrlProblemLog = new CrlProblemLog();
  bytes: Uint8Array = new Uint8Array(0);
  start = 0;
  end = 0;
  /** False when no TBSCertList with issuer and thisUpdate was found; nothing else counts then. */
  readable = false;
  /**
   * False when the TBSCertList has something that was not understood, or something twice. What is on
   * the list is on it, but that a certificate is not there proves nothing.
   */
  complete = true;
  /** 1 or 2 as in "v2"; 0 when it cannot be read; any other number as encoded, plus one. */
  version = 0;
  tbsStart = 0;
  tbsEnd = 0;
  /** The AlgorithmIdentifier outside of the TBSCertList; the one inside where that is missing. */
  signatureAlgorithmStart = 0;
  signatureAlgorithmEnd = 0;
  /** The two AlgorithmIdentifiers are octet for octet the same (RFC 5280 §5.1.1.2). */
  sameAlgorithms = false;
  /** The octets of signatureValue, without the one that counts unused bits. */
  signatureStart = 0;
  signatureEnd = 0;
  issuerStart = 0;
  issuerEnd = 0;
  /** Seconds since 1970; NaN when unreadable. */
  thisUpdate = NaN;
  /** NaN when unreadable or absent. */
  nextUpdate = NaN;
  hasNextUpdate = false;
  /** The content of revokedCertificates. */
  entriesStart = 0;
  entriesEnd = 0;
  extensions: CrlExtensions = NO_EXTENSIONS;

  readonly #der: DerReader = new DerReader();
  #hasEntries = false;
  #hasExtensions = false;

  /** Reads the CRL at `[start, end)`; everything of the one before is forgotten. */
  read(bytes: Uint8Array, start = 0, end: number = bytes.length): void {
    this.#forget();
    this.bytes = this.#der.bytes = bytes;
    this.start = start;
    this.end = end;
    const der = this.#der;
    if (!der.readTag(start, end, SEQUENCE)) {
      this.problems.add('not-a-crl', start);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, start);
    const { contentEnd: crlEnd, next: crlNext, contentStart: tbs } = der;
    if (!der.readTag(tbs, crlEnd, SEQUENCE)) {
      this.problems.add('not-a-crl', tbs);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, tbs);
    this.tbsStart = tbs;
    this.tbsEnd = der.next;
    this.#readTbs(der.contentStart, der.contentEnd);
    this.#readSignature(this.tbsEnd, crlEnd);
    if (crlNext < end) this.problems.add('trailing-data', crlNext);
    if (!this.readable) this.problems.add('not-a-crl', tbs);
  }

  #forget(): void {
    this.problems.clear();
    this.readable = this.sameAlgorithms = this.hasNextUpdate = false;
    this.#hasEntries = this.#hasExtensions = false;
    this.complete = true;
    this.version = this.tbsStart = this.tbsEnd = 0;
    this.signatureAlgorithmStart = this.signatureAlgorithmEnd = 0;
    this.signatureStart = this.signatureEnd = this.issuerStart = this.issuerEnd = 0;
    this.entriesStart = this.entriesEnd = 0;
    this.thisUpdate = this.nextUpdate = NaN;
    this.extensions = NO_EXTENSIONS;
  }

  #readTbs(pos: number, end: number): void {
    const der = this.#der;
    pos = this.#readVersion(pos, end);
    pos = this.#expect(pos, end, SEQUENCE);
    this.signatureAlgorithmStart = this.#found;
    this.signatureAlgorithmEnd = pos;
    pos = this.#expect(pos, end, SEQUENCE);
    this.issuerStart = this.#found;
    this.issuerEnd = pos;
    if (!der.read(pos, end)) {
      this.problems.add('missing-field', pos);
      return;
    }
    // a certificate has its validity in the place of thisUpdate
    if (!isTime(der.tag)) {
      this.problems.add('unexpected-tag', pos);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    this.thisUpdate = readTimeField(der, pos, this.problems);
    this.readable = this.issuerEnd > this.issuerStart;
    this.#readOptionalFields(der.next, end);
  }

  /** Version is OPTIONAL, and without a tag of its own. */
  #readVersion(pos: number, end: number): number {
    const der = this.#der;
    this.version = 1;
    if (!der.readTag(pos, end, INTEGER)) return pos;
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    const isOctet = der.contentEnd - der.contentStart === 1;
    this.version = isOctet ? this.bytes[der.contentStart]! + 1 : 0;
    if (this.version !== 2) this.problems.add('bad-version', pos);
    return der.next;
  }

  /** Where `#expect` found its element; equal to what it returned when there was none. */
  #found = 0;

  /**
   * Reads the mandatory element at `pos` and returns the position behind it. An element of another
   * type is taken all the same, so that what follows stays in step.
   */
  #expect(pos: number, end: number, tag: number): number {
    this.#found = pos;
    const der = this.#der;
    if (!der.read(pos, end)) {
      this.problems.add('missing-field', pos);
      return pos;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    if (der.tag !== tag) this.problems.add('unexpected-tag', pos);
    return der.next;
  }

  /** nextUpdate, revokedCertificates and `[0]`, each OPTIONAL, in this order. */
  #readOptionalFields(pos: number, end: number): void {
    const der = this.#der;
    while (der.read(pos, end)) {
      const { tag, next, flaws } = der;
      if (flaws !== 0) this.problems.addFlaws(flaws, pos);
      if (isTime(tag) && !this.hasNextUpdate && !this.#hasEntries && !this.#hasExtensions) {
        this.hasNextUpdate = true;
        this.nextUpdate = readTimeField(der, pos, this.problems);
      } else if (tag === SEQUENCE && !this.#hasEntries && !this.#hasExtensions) {
        this.#hasEntries = true;
        this.entriesStart = der.contentStart;
        this.entriesEnd = der.contentEnd;
        if (der.contentStart === der.contentEnd) this.problems.add('empty-entries', pos);
      } else if (tag === EXTENSIONS && !this.#hasExtensions) {
        this.#hasExtensions = true;
        if (this.version !== 2) this.problems.add('extensions-not-v2', pos);
        this.#readExtensions(der.contentStart, der.contentEnd);
      } else {
        this.complete = false;
        this.problems.add('unexpected-tag', pos);
      }
      pos = next;
    }
  }

  #readExtensions(pos: number, end: number): void {
    const der = this.#der;
    if (!der.readTag(pos, end, SEQUENCE)) {
      this.complete = false;
      this.problems.add('unexpected-tag', pos);
      return;
    }
    if (der.flaws !== 0) this.problems.addFlaws(der.flaws, pos);
    if (der.next < end) {
      this.complete = false;
      this.problems.add('trailing-data', der.next);
    }
    this.extensions = readCrlExtensions(der, der.contentStart, der.contentEnd, this.problems);
  }

  #readSignature(pos: number, end: number): void {
    const [inner, innerEnd] = [this.signatureAlgorithmStart, this.signatureAlgorithmEnd];
    const der = this.#der;
    pos = this.#expect(pos, end, SEQUENCE);
    if (this.#found === pos) return;
    this.signatureAlgorithmStart = this.#found;
    this.signatureAlgorithmEnd = pos;
    this.sameAlgorithms = sameOctets(this.bytes, inner, innerEnd, this.#found, pos);
    if (!this.sameAlgorithms) this.problems.add('signature-algorithm-mismatch', this.#found);
    if (
      der.readTag(pos, end, BIT_STRING) &&
      der.flaws === 0 &&
      this.bytes[der.contentStart] === 0
    ) {
      this.signatureStart = Math.min(der.contentStart + 1, der.contentEnd);
      this.signatureEnd = der.contentEnd;
      pos = der.next;
      if (pos < end) this.problems.add('trailing-data', pos);
    } else this.problems.add('bad-signature-value', pos);
  }
}

function isTime(tag: number): boolean {
  return tag === UTC_TIME || tag === GENERALIZED_TIME;
}
