import type { DerReader } from '../der/reader.ts';
import { BOOLEAN, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from '../der/tags.ts';

/**
 * Walks Extensions ::= SEQUENCE OF Extension { extnID, critical DEFAULT FALSE, extnValue }
 * (RFC 5280 §4.1), of certificates, CRLs and entries alike. It never throws.
 */
export class ExtensionCursor {
  /** Where the extension stands. */
  at = 0;
  /** Content octets of extnID; empty in an extension that has none. */
  oidStart = 0;
  oidEnd = 0;
  /** Anything but a plain FALSE is TRUE: what cannot be read must not be passed over. */
  critical = false;
  /** What stands in the OCTET STRING. */
  valueStart = 0;
  valueEnd = 0;
  /** Of this extension and its parts, as in `DerReader`. */
  flaws = 0;
  /** It is not a SEQUENCE of OID and OCTET STRING, with or without a BOOLEAN between. */
  malformed = false;
  readonly #der: DerReader;
  #pos = 0;
  #end = 0;

  constructor(der: DerReader) {
    this.#der = der;
  }

  /** Stands before the first extension; `[start, end)` is the content of the SEQUENCE OF. */
  begin(start: number, end: number): void {
    this.#pos = start;
    this.#end = end;
  }

  /** Reads the next extension; false when there is none left. */
  readNext(): boolean {
    const der = this.#der;
    if (!der.read(this.#pos, this.#end)) return false;
    this.at = this.#pos;
    this.#pos = der.next;
    this.flaws = der.flaws;
    this.malformed = der.tag !== SEQUENCE;
    const { contentEnd: end } = der;
    let pos = der.contentStart;
    this.oidStart = this.oidEnd = this.valueStart = this.valueEnd = pos;
    this.critical = false;
    if (this.#readPart(pos, end, OBJECT_IDENTIFIER)) {
      this.oidStart = der.contentStart;
      this.oidEnd = pos = der.next;
    } else this.malformed = true;
    if (this.#readPart(pos, end, BOOLEAN)) {
      const isFalse = der.contentEnd - der.contentStart === 1 && der.bytes[der.contentStart] === 0;
      this.critical = !isFalse;
      pos = der.next;
    }
    if (this.#readPart(pos, end, OCTET_STRING)) {
      this.valueStart = der.contentStart;
      this.valueEnd = der.contentEnd;
      if (der.next < end) this.malformed = true;
    } else this.malformed = true;
    return true;
  }

  /** The last arc of an OID of 2.5.29.x, id-ce (RFC 5280 §4.2.1); -1 for any other OID. */
  get idCe(): number {
    const { bytes } = this.#der;
    const { oidStart } = this;
    const isIdCe =
      this.oidEnd - oidStart === 3 && bytes[oidStart] === 0x55 && bytes[oidStart + 1] === 0x1d;
    return isIdCe ? bytes[oidStart + 2]! : -1;
  }

  #readPart(pos: number, end: number, tag: number): boolean {
    if (!this.#der.readTag(pos, end, tag)) return false;
    this.flaws |= this.#der.flaws;
    return true;
  }
}
