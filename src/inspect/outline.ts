/** A certificate's fields as elements, from the places where `CertificateReader` found them. */
import { BOOLEAN } from '../der/tags.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { childrenOf, type Element, elementsIn, isContext, readElement } from './element.ts';
import { hexOf } from './inspection.ts';
import { tryOid } from './primitive.ts';

export interface Outline {
  readonly tbs: Uint8Array;
  readonly tbsSignature: Element | undefined;
  readonly issuer: Element | undefined;
  readonly validity: Element | undefined;
  readonly subject: Element | undefined;
  readonly publicKey: Element | undefined;
  readonly issuerUniqueId: Element | undefined;
  readonly subjectUniqueId: Element | undefined;
  readonly extensions: Element | undefined;
  readonly signatureAlgorithm: Element | undefined;
  readonly signature: Element | undefined;
}

/** One extension as it stands in the list. */
export interface ExtensionParts {
  readonly oid: string;
  readonly critical: boolean;
  /** The content of its OCTET STRING. */
  readonly value: Uint8Array;
}

export function outlineOf(reader: CertificateReader): Outline {
  const { bytes, tbsStart, tbsEnd, publicKeyEnd } = reader;
  const between = (start: number, end: number) => readElement(bytes.subarray(start, end));
  const optional = elementsIn(bytes.subarray(publicKeyEnd, Math.max(publicKeyEnd, tbsEnd)));
  const context = (number: number) => optional.find((field) => isContext(field, number));
  const [signatureAlgorithm, signature] = elementsIn(bytes.subarray(tbsEnd, reader.end));
  return {
    tbs: bytes.subarray(tbsStart, tbsEnd),
    tbsSignature: between(reader.serialEnd || tbsStart, reader.issuerStart),
    issuer: between(reader.issuerStart, reader.issuerEnd),
    validity: between(reader.issuerEnd, reader.subjectStart),
    subject: between(reader.subjectStart, reader.subjectEnd),
    publicKey: between(reader.publicKeyStart, publicKeyEnd),
    issuerUniqueId: context(1),
    subjectUniqueId: context(2),
    extensions: between(reader.extensionsStart, reader.extensionsEnd),
    signatureAlgorithm,
    signature,
  };
}

/** The extensions that can be framed, in order; wrong tags are read past. */
export function extensionParts(extensions: Element | undefined): ExtensionParts[] {
  const list = extensions === undefined ? undefined : childrenOf(extensions)[0];
  if (list === undefined) return [];
  return childrenOf(list).map((extension) => {
    const [oid, ...rest] = childrenOf(extension);
    const critical = rest.find(({ tag }) => tag === BOOLEAN);
    return {
      oid: oid === undefined ? '?' : (tryOid(oid.content) ?? hexOf(oid.content)),
      critical: critical !== undefined && critical.content[0] !== 0,
      value: rest.at(-1)?.content ?? new Uint8Array(0),
    };
  });
}
