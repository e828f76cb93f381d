/** Certificates put together field by field, each of which may be wrong on purpose. */
import {
  bitString,
  bytesOf,
  element,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  simpleName,
  text,
} from './der.ts';

/** Each field is a whole element as it shall stand there; an empty array leaves it out. */
export interface RawFields {
  readonly version?: Uint8Array;
  readonly serial?: Uint8Array;
  readonly innerAlgorithm?: Uint8Array;
  readonly issuer?: Uint8Array;
  readonly validity?: Uint8Array;
  readonly subject?: Uint8Array;
  readonly publicKey?: Uint8Array;
  /** Whole Extension elements; without any, the field is left out. */
  readonly extensions?: readonly Uint8Array[];
  /** Instead of `extensions`: the whole `[3]` element. */
  readonly extensionsField?: Uint8Array;
  readonly outerAlgorithm?: Uint8Array;
  readonly signature?: Uint8Array;
  /** Behind the certificate. */
  readonly trailer?: Uint8Array;
}

export const ECDSA_SHA256 = sequence(oid('1.2.840.10045.4.3.2'));

export const P256_KEY = sequence(
  sequence(oid('1.2.840.10045.2.1'), oid('1.2.840.10045.3.1.7')),
  bitString(Uint8Array.of(4), new Uint8Array(64).fill(7)),
);

export const POISON = extension('1.3.6.1.4.1.11129.2.4.3', bytesOf('05 00'), true);

export function rawCertificate(fields: RawFields = {}): Uint8Array {
  const extensions = fields.extensions ?? [];
  const field =
    fields.extensionsField ??
    (extensions.length > 0 ? explicit(3, sequence(...extensions)) : new Uint8Array(0));
  const tbs = sequence(
    fields.version ?? explicit(0, integer('02')),
    fields.serial ?? integer('01'),
    fields.innerAlgorithm ?? ECDSA_SHA256,
    fields.issuer ?? simpleName(['2.5.4.3', 'Issuer']),
    fields.validity ?? validity('250101000000Z', '260101000000Z'),
    fields.subject ?? simpleName(['2.5.4.3', 'Subject']),
    fields.publicKey ?? P256_KEY,
    field,
  );
  const certificate = sequence(
    tbs,
    fields.outerAlgorithm ?? ECDSA_SHA256,
    fields.signature ?? bitString(sequence(integer('01'), integer('01'))),
  );
  return new Uint8Array(Buffer.concat([certificate, fields.trailer ?? new Uint8Array(0)]));
}

/** Two UTCTimes. */
export function validity(notBefore: string, notAfter: string): Uint8Array {
  return sequence(text(0x17, notBefore), text(0x17, notAfter));
}

export function extension(id: string, value: Uint8Array, critical = false): Uint8Array {
  const flag = critical ? bytesOf('01 01 ff') : new Uint8Array(0);
  return sequence(oid(id), flag, octetString(value));
}

/** subjectAltName of GeneralName elements. */
export function subjectAltName(...names: Uint8Array[]): Uint8Array {
  return extension('2.5.29.17', sequence(...names));
}

export function dnsName(name: string): Uint8Array {
  return text(0x82, name);
}

export function policies(...ids: string[]): Uint8Array {
  return extension('2.5.29.32', sequence(...ids.map((id) => sequence(oid(id)))));
}

export function extendedKeyUsage(...ids: string[]): Uint8Array {
  return extension('2.5.29.37', sequence(...ids.map(oid)));
}

export const CA_CONSTRAINTS = extension('2.5.29.19', sequence(element(0x01, Uint8Array.of(0xff))));

/** A SerializedSCT (RFC 6962 §3.2), with its two octets of length. */
export function serializedSct(timestampMs: number | bigint, log = 0x11, version = 0): Uint8Array {
  const time = Buffer.alloc(8);
  time.writeBigUInt64BE(BigInt(timestampMs));
  const sct = Buffer.concat([
    Buffer.of(version),
    Buffer.alloc(32, log),
    time,
    Buffer.of(0, 0), // no extensions
    Buffer.of(4, 3, 0, 2, 0x30, 0), // ECDSA with SHA-256, an empty SEQUENCE
  ]);
  return lengthPrefixed(sct);
}

/** The SCT list extension around SerializedSCTs. */
export function sctList(...scts: Uint8Array[]): Uint8Array {
  return extension('1.3.6.1.4.1.11129.2.4.2', octetString(lengthPrefixed(Buffer.concat(scts))));
}

/** TLS presentation language: two octets of length, then the content. */
export function lengthPrefixed(content: Uint8Array): Uint8Array {
  return new Uint8Array(
    Buffer.concat([Buffer.of(content.length >> 8, content.length & 0xff), content]),
  );
}
