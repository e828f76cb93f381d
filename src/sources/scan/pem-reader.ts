/**
 * Text that arrives in pieces -> the certificates in it, as PEM or as bare base64. Holds one of them
 * at most.
 */
import { findBareBase64, MIN_FIRST_PIECE, readBareBase64 } from './bare-base64.ts';
import type { DerSlab } from './der-slab.ts';
import { HeldBytes } from './held-bytes.ts';
import { decodePemBody } from './pem-body.ts';
import { damaged, MAX_PEM_BYTES, type ScanItem } from './scan-item.ts';

const BEGIN = Buffer.from('-----BEGIN ');
const END = Buffer.from('-----END ');
const DASHES = Buffer.from('-----');
const CERTIFICATE_BEGIN = Buffer.from('-----BEGIN CERTIFICATE-----');
const CERTIFICATE_END = Buffer.from('-----END CERTIFICATE-----');
const NEWLINE = 0x0a;

/** RFC 7468 §3: no label in use is longer than 30 characters. */
const MAX_LABEL = 64;

/** Small pieces (sockets, inflated data) are gathered first: a search starts over with each. */
const MIN_SEARCH_BYTES = 1 << 16;

/** By label: read, or known not to be readable for a reason that the user should see. */
const LABELS = new Map<string, { readonly reason?: string }>([
  ['CERTIFICATE', {}],
  ['X509 CERTIFICATE', {}],
  ['TRUSTED CERTIFICATE', { reason: 'TRUSTED CERTIFICATE holds trust settings beside the DER' }],
  ['PKCS7', { reason: 'PKCS #7 is not read: openssl pkcs7 -print_certs unpacks it' }],
]);

export interface PemReaderOptions {
  /** As named, for the items. */
  readonly place: string;
  readonly slab: DerSlab;
}

interface BareEnd {
  readonly end: number;
  /** Whether one starts at `end` that needs more bytes. */
  readonly open: boolean;
}

export class PemReader {
  readonly #place: string;
  readonly #slab: DerSlab;
  #items: ScanItem[] = [];
  readonly #held: HeldBytes = new HeldBytes();
  /** Of those held, how many a search has already seen. */
  #searchedBytes = 0;
  /** Line of `#countedTo`, an offset into the bytes at hand. */
  #line = 1;
  #countedTo = 0;

  constructor(options: PemReaderOptions) {
    this.#place = options.place;
    this.#slab = options.slab;
  }

  /** Takes the next bytes, which the caller may reuse afterwards; what is complete comes back. */
  push(chunk: Uint8Array): ScanItem[] {
    this.#held.push(chunk);
    if (this.#held.length - this.#searchedBytes < MIN_SEARCH_BYTES) return [];
    return this.#search(false);
  }

  /** The end of the text: what is still open is damaged. */
  end(): ScanItem[] {
    return this.#search(true);
  }

  #search(final: boolean): ScanItem[] {
    const { bytes } = this.#held;
    const consumed = this.#consume(bytes, final);
    this.#countLines(bytes, consumed);
    this.#countedTo = 0;
    this.#held.drop(final ? bytes.length : consumed);
    this.#searchedBytes = this.#held.length;
    const items = this.#items;
    this.#items = [];
    return items;
  }

  /** Reads all that is complete in `bytes`; the offset from which they are needed again. */
  #consume(bytes: Buffer, final: boolean): number {
    let at = 0;
    for (;;) {
      // one behind the other, with a line break between
      const begin = standsAt(bytes, at + 1, BEGIN) ? at + 1 : bytes.indexOf(BEGIN, at);
      const textEnd = begin < 0 ? bytes.length : begin;
      if (begin < 0 || begin - at >= MIN_FIRST_PIECE) {
        const read = this.#readBare(bytes, at, textEnd, final || begin >= 0);
        if (read.open) return read.end;
        at = read.end;
      }
      if (begin < 0) return final ? bytes.length : Math.max(at, bytes.length - BEGIN.length + 1);
      const next = this.#readBlock(bytes, begin, final);
      if (next < 0) return begin;
      at = next;
    }
  }

  /** Reads the PEM block at `begin`; the offset behind it, or -1 when more bytes are needed. */
  #readBlock(bytes: Buffer, begin: number, final: boolean): number {
    // nearly all: compared in place, as a native call each for label and END would cost a third
    if (standsAt(bytes, begin, CERTIFICATE_BEGIN)) {
      const start = begin + CERTIFICATE_BEGIN.length;
      const end = bytes.indexOf(DASHES, start);
      if (end - begin <= MAX_PEM_BYTES && standsAt(bytes, end, CERTIFICATE_END)) {
        this.#readBody(bytes, begin, start, end);
        return end + CERTIFICATE_END.length;
      }
    }
    return this.#readOddBlock(bytes, begin, final);
  }

  #readOddBlock(bytes: Buffer, begin: number, final: boolean): number {
    const labelStart = begin + BEGIN.length;
    const labelEnd = bytes.indexOf(DASHES, labelStart);
    if (labelEnd < 0 && !final && bytes.length - labelStart <= MAX_LABEL) return -1;
    if (labelEnd < 0 || labelEnd - labelStart > MAX_LABEL) return labelStart;
    const label = bytes.toString('latin1', labelStart, labelEnd);
    const known = LABELS.get(label);
    const bodyStart = labelEnd + DASHES.length;
    const bodyEnd = bytes.indexOf(DASHES, bodyStart);
    if (bodyEnd < 0 && !final && bytes.length - begin <= MAX_PEM_BYTES) return -1;
    const openEnd = final ? bytes.length : Math.max(bodyStart, bytes.length - BEGIN.length + 1);
    const blockEnd = bodyEnd < 0 ? openEnd : bodyEnd;
    if (!known) return blockEnd;
    if (blockEnd - begin > MAX_PEM_BYTES) {
      return this.#damage(bytes, begin, blockEnd, `no END within ${MAX_PEM_BYTES} bytes`);
    }
    if (bodyEnd < 0) return this.#damage(bytes, begin, blockEnd, 'BEGIN without END');
    if (known.reason !== undefined) return this.#damage(bytes, begin, bodyEnd, known.reason);

    const ending = bytes.toString('latin1', bodyEnd, bodyEnd + END.length + MAX_LABEL);
    if (!final && ending.length < END.length + label.length + DASHES.length) return -1;
    if (ending.startsWith(BEGIN.toString())) {
      return this.#damage(bytes, begin, bodyEnd, 'BEGIN without END');
    }
    if (!ending.startsWith(END.toString())) {
      return this.#damage(bytes, begin, bodyEnd + 1, 'garbage in the base64');
    }
    if (!ending.startsWith(label, END.length)) {
      return this.#damage(bytes, begin, bodyEnd + 1, `BEGIN ${label} ends as something else`);
    }
    this.#readBody(bytes, begin, bodyStart, bodyEnd);
    return bodyEnd + END.length + label.length;
  }

  #readBody(bytes: Buffer, begin: number, bodyStart: number, bodyEnd: number): void {
    this.#countLines(bytes, begin);
    const body = decodePemBody(bytes, bodyStart, bodyEnd, this.#slab);
    this.#items.push(
      body.der
        ? { kind: 'certificate', der: body.der, place: this.#place, line: this.#line }
        : damaged(this.#place, this.#line, body.reason ?? 'garbage in the base64'),
    );
    if (body.newlines >= 0) {
      this.#line += body.newlines;
      this.#countedTo = bodyEnd;
    }
  }

  /** Reads bare base64 in `bytes[start..end]`, up to the end of the last one or the open one. */
  #readBare(bytes: Buffer, start: number, end: number, final: boolean): BareEnd {
    let readTo = start;
    let at = start;
    for (;;) {
      at = findBareBase64(bytes, at, end);
      if (at < 0) return { end: readTo, open: false };
      const read = readBareBase64(bytes, at, end, final, this.#slab);
      if (read === undefined) {
        at += 1;
        continue;
      }
      if (read.outcome === 'open') return { end: at, open: true };
      this.#countLines(bytes, at);
      this.#items.push(
        read.outcome === 'certificate'
          ? { kind: 'certificate', der: read.der, place: this.#place, line: this.#line }
          : damaged(this.#place, this.#line, read.reason),
      );
      readTo = at = read.end;
    }
  }

  #damage(bytes: Buffer, begin: number, next: number, reason: string): number {
    this.#countLines(bytes, begin);
    this.#items.push(damaged(this.#place, this.#line, reason));
    return next;
  }

  #countLines(bytes: Buffer, end: number): void {
    let line = this.#line;
    for (let at = this.#countedTo; at < end; at++) if (bytes[at] === NEWLINE) line++;
    this.#line = line;
    this.#countedTo = Math.max(this.#countedTo, end);
  }
}

function standsAt(bytes: Buffer, at: number, text: Buffer): boolean {
  if (at < 0 || at + text.length > bytes.length) return false;
  for (let i = 0; i < text.length; i++) if (bytes[at + i] !== text[i]) return false;
  return true;
}
