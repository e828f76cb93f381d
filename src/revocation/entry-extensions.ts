import type { DerReader } from '../der/reader.ts';
import { SEQUENCE } from '../der/tags.ts';
import type { CrlProblemLog } from './crl-problem.ts';
import { ExtensionCursor } from './extension-cursor.ts';
import { NO_REASON, reasonName } from './reason.ts';
import { readTimeField } from './time-field.ts';

const ENUMERATED = 0x0a;

const REASON_CODE = 21;
const INVALIDITY_DATE = 24;
const CERTIFICATE_ISSUER = 29;

/** The code of a reason that cannot be read, which is not that of any. */
const UNREADABLE_REASON = 255;

/** Reads crlEntryExtensions (RFC 5280 §5.3); one serves all entries. */
export class EntryExtensions {
  reasonCode: number = NO_REASON;
  /** Seconds since 1970; NaN when absent or unreadable. */
  invalidityDate = NaN;
  hasCertificateIssuer = false;
  hasUnknownCritical = false;
  /** Something stands there that is no list of extensions: it may say anything. */
  malformed = false;
  readonly #der: DerReader;
  readonly #cursor: ExtensionCursor;

  constructor(der: DerReader) {
    this.#der = der;
    this.#cursor = new ExtensionCursor(der);
  }

  /** Reads what stands behind the revocationDate of an entry. */
  read(pos: number, end: number, problems: CrlProblemLog): void {
    this.reasonCode = NO_REASON;
    this.invalidityDate = NaN;
    this.hasCertificateIssuer = this.hasUnknownCritical = this.malformed = false;
    const der = this.#der;
    if (!der.read(pos, end)) return;
    if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
    this.malformed = der.tag !== SEQUENCE || der.next < end;
    if (this.malformed) problems.add('unexpected-tag', pos);
    const cursor = this.#cursor;
    cursor.begin(der.contentStart, der.contentEnd);
    while (cursor.readNext()) this.#readOne(problems);
  }

  #readOne(problems: CrlProblemLog): void {
    const der = this.#der;
    const { at, valueStart: start, valueEnd: end, critical } = this.#cursor;
    if (this.#cursor.flaws !== 0) problems.addFlaws(this.#cursor.flaws, at);
    if (this.#cursor.malformed) {
      problems.add('bad-extension', at);
      this.malformed = true;
    }
    switch (this.#cursor.idCe) {
      case REASON_CODE:
        this.reasonCode = UNREADABLE_REASON;
        if (der.readTag(start, end, ENUMERATED) && der.contentEnd - der.contentStart === 1) {
          this.reasonCode = der.bytes[der.contentStart]!;
        }
        if (reasonName(this.reasonCode) === null) problems.add('bad-reason-code', at);
        return;
      case INVALIDITY_DATE:
        if (der.read(start, end)) this.invalidityDate = readTimeField(der, start, problems);
        return;
      case CERTIFICATE_ISSUER:
        this.hasCertificateIssuer = true;
        return;
      default:
        if (!critical) return;
        this.hasUnknownCritical = true;
        problems.add('unknown-critical-extension', at);
    }
  }
}
