import { decodeSmallInteger } from '../der/integer.ts';
import { tryDecodeOid } from '../der/oid.ts';
import { DerReader } from '../der/reader.ts';
import { INTEGER, SEQUENCE, contextConstructed } from '../der/tags.ts';
import { hashName, signatureAlgorithmName } from './algorithm-name.ts';

/** A certificate's signature algorithm. */
export interface SignatureAlgorithm {
  /** Dotted decimal; `''` when it cannot be read. */
  readonly oid: string;
  /** As its specification spells it, or the OID. */
  readonly name: string;
  /** RSASSA-PSS only (RFC 4055 §3.1). */
  readonly pss?: PssParameters;
}

export interface PssParameters {
  readonly hash: string;
  readonly mgfHash: string;
  /** Octets. */
  readonly saltLength: number;
}

const RSASSA_PSS = '1.2.840.113549.1.1.10';

/** Decodes the AlgorithmIdentifier whose element is `[start, end)` (RFC 5280 §4.1.1.2). */
export function decodeSignatureAlgorithm(
  bytes: Uint8Array,
  start: number,
  end: number,
): SignatureAlgorithm {
  const unreadable = { oid: '', name: 'unreadable' };
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return unreadable;
  const algorithmEnd = der.contentEnd;
  if (!der.read(der.contentStart, algorithmEnd)) return unreadable;
  const oid = tryDecodeOid(bytes, der.contentStart, der.contentEnd);
  if (oid === undefined) return unreadable;
  const name = signatureAlgorithmName(oid);
  const pss = oid === RSASSA_PSS ? decodePssParameters(der, der.next, algorithmEnd) : undefined;
  return pss === undefined ? { oid, name } : { oid, name, pss };
}

/** How the algorithm is called in an Impact: RSASSA-PSS is told apart by its hash. */
export function signatureAlgorithmLabel(algorithm: SignatureAlgorithm): string {
  const { name, pss } = algorithm;
  return pss === undefined ? name : `${name} with ${pss.hash}`;
}

/** Reads the OID of an AlgorithmIdentifier; `der` then stands on the OID. */
export function readAlgorithmOid(der: DerReader, start: number, end: number): string | undefined {
  if (!der.read(start, end) || !der.read(der.contentStart, der.contentEnd)) return undefined;
  return tryDecodeOid(der.bytes, der.contentStart, der.contentEnd);
}

/** RSASSA-PSS-params, each field with the default of RFC 4055 §3.1: SHA-1, MGF1 with SHA-1, 20. */
function decodePssParameters(
  der: DerReader,
  start: number,
  end: number,
): PssParameters | undefined {
  if (!der.readTag(start, end, SEQUENCE)) return undefined;
  let [hash, mgfHash, saltLength] = ['SHA-1', 'SHA-1', 20];
  const parametersEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, parametersEnd)) {
    pos = der.next;
    const { tag, contentStart, contentEnd } = der;
    if (tag === contextConstructed(0)) {
      hash = hashName(readAlgorithmOid(der, contentStart, contentEnd) ?? '?');
    } else if (tag === contextConstructed(1)) {
      readAlgorithmOid(der, contentStart, contentEnd); // id-mgf1
      mgfHash = hashName(readAlgorithmOid(der, der.next, contentEnd) ?? '?');
    } else if (tag === contextConstructed(2) && der.readTag(contentStart, contentEnd, INTEGER)) {
      saltLength = decodeSmallInteger(der.bytes, der.contentStart, der.contentEnd);
    }
  }
  return { hash, mgfHash, saltLength };
}
