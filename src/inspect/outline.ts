/** A certificate's fields by their place (RFC 5280 §4.1), each as it stands in the bytes. */
import { childrenOf, type Element, isContext, isUniversal, readElement, TAG } from './element.ts';
import { hexOf } from './inspection.ts';
import { tryOid } from './strings.ts';

export interface Outline {
  readonly certificate: Element;
  readonly tbs?: Element | undefined;
  readonly version?: Element | undefined;
  readonly serial?: Element | undefined;
  readonly tbsSignature?: Element | undefined;
  readonly issuer?: Element | undefined;
  readonly validity?: Element | undefined;
  readonly subject?: Element | undefined;
  readonly publicKey?: Element | undefined;
  readonly issuerUniqueId?: Element | undefined;
  readonly subjectUniqueId?: Element | undefined;
  readonly extensions?: Element | undefined;
  readonly signatureAlgorithm?: Element | undefined;
  readonly signature?: Element | undefined;
  /** What stands in the way of reading it as a certificate. */
  readonly problems: readonly string[];
}

/** One extension as it stands in the list. */
export interface ExtensionParts {
  readonly oid: string;
  readonly critical: boolean;
  /** The content of its OCTET STRING. */
  readonly value: Uint8Array;
}

/** `undefined` when the bytes do not even begin with a SEQUENCE. */
export function outlineOf(der: Uint8Array): Outline | undefined {
  const certificate = readElement(der);
  if (certificate === undefined || !isUniversal(certificate, TAG.sequence)) return undefined;
  const [tbs, signatureAlgorithm, signature] = childrenOf(certificate);
  const problems: string[] = [];
  if (certificate.problem !== undefined) problems.push(`certificate: ${certificate.problem}`);
  const trailing = der.length - certificate.raw.length;
  if (trailing > 0) problems.push(`${trailing} bytes after the certificate`);
  if (signature === undefined) problems.push('fewer than the three parts of a certificate');
  const fields = tbs === undefined ? {} : tbsFields(tbs);
  return { certificate, tbs, ...fields, signatureAlgorithm, signature, problems };
}

/** The extensions that can be framed, in order; wrong tags are read past. */
export function extensionParts(extensions: Element): ExtensionParts[] {
  const list = childrenOf(extensions)[0];
  if (list === undefined) return [];
  return childrenOf(list).map((extension) => {
    const [oid, ...rest] = childrenOf(extension);
    const critical = rest.find((field) => isUniversal(field, TAG.boolean));
    const value = rest.at(-1)?.content ?? new Uint8Array(0);
    return {
      oid: oid === undefined ? '?' : (tryOid(oid.content) ?? hexOf(oid.content)),
      critical: critical !== undefined && critical.content[0] !== 0,
      value,
    };
  });
}

function tbsFields(tbs: Element): Partial<Outline> {
  const fields = childrenOf(tbs);
  const version = isContext(fields[0], 0) ? fields.shift() : undefined;
  const [serial, tbsSignature, issuer, validity, subject, publicKey, ...optional] = fields;
  const context = (tag: number) => optional.find((field) => isContext(field, tag));
  return {
    version,
    serial,
    tbsSignature,
    issuer,
    validity,
    subject,
    publicKey,
    issuerUniqueId: context(1),
    subjectUniqueId: context(2),
    extensions: context(3),
  };
}
