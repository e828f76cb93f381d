import { hash } from 'node:crypto';
import { BIT_STRING, OCTET_STRING } from '../der/tags.ts';
import { decodeHex } from '../der/integer.ts';
import { DerReader } from '../der/reader.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import { findExtension } from './certificate-extension.ts';
import { comparableName } from './comparable-name.ts';

/** A key that may have signed CRLs, from one or several certificates of the same CA. */
export interface CrlIssuer {
  /** `comparableName` of the subject. */
  readonly name: string;
  /** SubjectPublicKeyInfo (DER). */
  readonly publicKey: Uint8Array;
  /** The subjectKeyIdentifiers (RFC 5280 §4.2.1.2) of its certificates, lower-case hex. */
  readonly keyIds: ReadonlySet<string>;
  /** One of its certificates is one of a CA (§4.2.1.9), or of version 1, which cannot say so (§6.1.4 (k)). */
  readonly isCa: boolean;
  /** One of these has no keyUsage, or one with cRLSign (§4.2.1.3, §6.3.3 (f)). */
  readonly maySignCrls: boolean;
}

/**
 * Bounds the keys of one name that are tried: each costs a hash of the whole CRL, and anybody can make
 * certificates of any name.
 */
const MAX_KEYS_TRIED = 16;

/** Of a Name without RDNs, by `comparableName`. */
const NO_NAME = '[]';

const SUBJECT_KEY_IDENTIFIER = 14;
const KEY_USAGE = 15;

/** cRLSign is bit 6 (RFC 5280 §4.2.1.3); bit 0 is the highest. */
const CRL_SIGN = 0x80 >> 6;

interface Candidate extends CrlIssuer {
  readonly keyIds: Set<string>;
  isCa: boolean;
  maySignCrls: boolean;
}

/**
 * The certificates of CAs with which CRLs are checked, by name and key. They are believed: what is
 * added here must come from where the user said issuers come from, not from the CRL's own surroundings.
 */
export class CrlIssuers {
  /** Distinct pairs of name and key. */
  size = 0;
  readonly #reader: CertificateReader = new CertificateReader();
  readonly #byName = new Map<string, Map<string, Candidate>>();

  /**
   * Adds the certificate in `der`; false, with nothing changed, when it is not readable, or has an empty
   * subject, which is nobody's name (RFC 5280 §5.1.2.3: a CRL's issuer MUST have one).
   */
  add(der: Uint8Array): boolean {
    const reader = this.#reader;
    reader.read(der);
    if (!reader.readable || reader.publicKeyStart === reader.publicKeyEnd) return false;
    const name = comparableName(der, reader.subjectStart, reader.subjectEnd);
    if (name === NO_NAME) return false;
    const key = der.subarray(reader.publicKeyStart, reader.publicKeyEnd);
    const id = hash('sha256', key, 'base64');
    const keys = this.#byName.get(name) ?? new Map<string, Candidate>();
    this.#byName.set(name, keys);
    let candidate = keys.get(id);
    if (candidate === undefined) {
      candidate = {
        name,
        publicKey: key.slice(),
        keyIds: new Set(),
        isCa: false,
        maySignCrls: false,
      };
      keys.set(id, candidate);
      this.size++;
    }
    const keyId = readKeyId(reader);
    if (keyId !== undefined) candidate.keyIds.add(keyId);
    if (reader.extensions.isCa || reader.version < 3) {
      candidate.isCa = true;
      if (maySignCrls(reader)) candidate.maySignCrls = true;
    }
    return true;
  }

  /**
   * The keys that may have signed a CRL: those of its issuer's name (`comparableName`), those with the
   * identifier that it names first. A CA with a new key keeps its name, and identifiers may be wrong: so
   * the others follow.
   */
  candidatesFor(name: string, authorityKeyId: string | null): readonly CrlIssuer[] {
    const candidates = [...(this.#byName.get(name)?.values() ?? [])];
    const isNamed = ({ keyIds }: CrlIssuer): boolean =>
      authorityKeyId !== null && keyIds.has(authorityKeyId);
    return [
      ...candidates.filter(isNamed),
      ...candidates.filter((candidate) => !isNamed(candidate)),
    ].slice(0, MAX_KEYS_TRIED);
  }
}

function readKeyId(reader: CertificateReader): string | undefined {
  const value = findExtension(reader, SUBJECT_KEY_IDENTIFIER);
  const der = new DerReader();
  der.bytes = reader.bytes;
  if (value === undefined || !der.readTag(value.start, value.end, OCTET_STRING)) return undefined;
  if (der.contentStart === der.contentEnd) return undefined;
  return decodeHex(reader.bytes, der.contentStart, der.contentEnd);
}

function maySignCrls(reader: CertificateReader): boolean {
  const value = findExtension(reader, KEY_USAGE);
  if (value === undefined) return true;
  const der = new DerReader();
  der.bytes = reader.bytes;
  if (!der.readTag(value.start, value.end, BIT_STRING)) return false;
  // the first octet counts unused bits
  const first = der.contentStart + 1;
  return first < der.contentEnd && (reader.bytes[first]! & CRL_SIGN) !== 0;
}
