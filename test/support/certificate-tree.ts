/** Where the fields of RFC 5280 §4.1 stand in the tree of a certificate. */
import { type Tlv, parseDamagedTlv, tagOf } from './tlv.ts';

export interface CertificateTree {
  readonly root: Tlv;
  readonly tbs: Tlv;
  readonly serial: Tlv;
  readonly innerAlgorithm: Tlv;
  readonly issuer: Tlv;
  readonly validity: Tlv;
  readonly subject: Tlv;
  readonly publicKey: Tlv;
  /** The SEQUENCE inside of `[3]`. */
  readonly extensions: Tlv | undefined;
  readonly outerAlgorithm: Tlv;
}

/** The fields by their positions; undefined when these are not all there. */
export function certificateTree(der: Uint8Array): CertificateTree | undefined {
  const root = parseDamagedTlv(der);
  const [tbs, outerAlgorithm] = root?.children ?? [];
  const fields = tbs?.children ?? [];
  const first = tagOf(fields[0]) === 0xa0 ? 1 : 0;
  const [serial, innerAlgorithm, issuer, validity, subject, publicKey] = fields.slice(first);
  if (root === undefined || tbs === undefined || outerAlgorithm === undefined) return undefined;
  if (serial === undefined || innerAlgorithm === undefined || issuer === undefined)
    return undefined;
  if (validity === undefined || subject === undefined || publicKey === undefined) return undefined;
  const extensions = fields.find((field) => tagOf(field) === 0xa3)?.children?.[0];
  return {
    ...{ root, tbs, serial, innerAlgorithm, issuer, validity },
    ...{ subject, publicKey, extensions, outerAlgorithm },
  };
}

/** The first extension with this OID (hex of its content octets). */
export function findExtension(tree: CertificateTree, oidHex: string): Tlv | undefined {
  return tree.extensions?.children?.find(
    (extension) => Buffer.from(extension.children?.[0]?.content ?? []).toString('hex') === oidHex,
  );
}

/** What stands in the OCTET STRING of the first extension with this OID, when that is one element. */
export function extensionValue(tree: CertificateTree, oidHex: string): Tlv | undefined {
  return findExtension(tree, oidHex)?.children?.at(-1)?.children?.[0];
}

export const OID_SUBJECT_ALT_NAME = '551d11';
export const OID_BASIC_CONSTRAINTS = '551d13';
export const OID_CRL_DISTRIBUTION_POINTS = '551d1f';
export const OID_POLICIES = '551d20';
export const OID_EXTENDED_KEY_USAGE = '551d25';
export const OID_AUTHORITY_INFO_ACCESS = '2b06010505070101';
export const OID_SCT_LIST = '2b06010401d679020402';
