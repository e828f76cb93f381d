/**
 * The libraries' turn, strictest first. What one refuses the next may read, and the person is told
 * which of them refused and why: a CA's or a client's library may refuse it for the same reason.
 */
import { reasonOf } from './inspection.ts';
import { type ExtensionParts, extensionParts, type Outline } from './outline.ts';

export interface Reading {
  readonly decoder: string;
  readonly extensions: readonly ExtensionParts[];
  readonly refusals: readonly { readonly decoder: string; readonly reason: string }[];
}

type Decoder = readonly [
  name: string,
  read: (der: Uint8Array, outline: Outline) => Promise<ExtensionParts[]>,
];

/** Enough for a certificate with thousands of names; asn1js's own default is 10,000. */
const MAX_NODES = 100_000;

const DECODERS: readonly Decoder[] = [
  ['@peculiar/x509', readWithPeculiar],
  ['pkijs', readWithPkijs],
  ['asn1js', readWithAsn1js],
];

/** The first decoder that reads the certificate; when all refuse, what can be framed by position. */
export async function readCertificate(der: Uint8Array, outline: Outline): Promise<Reading> {
  const refusals: Reading['refusals'][number][] = [];
  for (const [decoder, read] of DECODERS) {
    try {
      return { decoder, extensions: await read(der, outline), refusals };
    } catch (error) {
      refusals.push({ decoder, reason: reasonOf(error) });
    }
  }
  const decoder = 'none, fields taken by position';
  return { decoder, extensions: extensionParts(outline.extensions), refusals };
}

async function readWithPeculiar(der: Uint8Array): Promise<ExtensionParts[]> {
  // tsyringe, inside @peculiar/x509, needs the metadata API in place before it is loaded
  await import('reflect-metadata');
  const { X509Certificate } = await import('@peculiar/x509');
  const options = { berOptions: { maxNodes: MAX_NODES } };
  const certificate = new X509Certificate(der, options);
  return certificate.extensions.map(({ type, critical, value }) => ({
    oid: type,
    critical,
    value: new Uint8Array(value),
  }));
}

async function readWithPkijs(der: Uint8Array): Promise<ExtensionParts[]> {
  const { Certificate } = await import('pkijs');
  const certificate = Certificate.fromBER(der);
  return (certificate.extensions ?? []).map(({ extnID, critical, extnValue }) => ({
    oid: extnID,
    critical,
    value: new Uint8Array(extnValue.valueBlock.valueHexView),
  }));
}

/** asn1js knows no certificates: it vouches for the ASN.1, the fields are taken by position. */
async function readWithAsn1js(der: Uint8Array, outline: Outline): Promise<ExtensionParts[]> {
  const { fromBER } = await import('asn1js');
  const { offset, result } = fromBER(der, { maxNodes: MAX_NODES, parseEmbedded: false });
  if (offset === -1) throw new Error(result.error);
  return extensionParts(outline.extensions);
}
