import { DerReader } from '../der/reader.ts';
import { decodeLatin1 } from '../der/text.ts';

/** A uniformResourceIdentifier of GeneralName, `[6] IA5String`. */
const URI = 0x86;
const AD_OCSP = 1;
const AD_CA_ISSUERS = 2;

/** The URLs of an authorityInfoAccess extension. */
export interface AuthorityInfoAccess {
  readonly ocsp: string[];
  readonly caIssuers: string[];
}

/** Decodes the URLs of the two access methods of RFC 5280, id-ad-ocsp and id-ad-caIssuers. */
export function decodeAccessDescriptions(
  bytes: Uint8Array,
  start: number,
  end: number,
): AuthorityInfoAccess {
  const access: AuthorityInfoAccess = { ocsp: [], caIssuers: [] };
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return access;
  const listEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    pos = der.next;
    const descriptionEnd = der.contentEnd;
    if (!der.read(der.contentStart, descriptionEnd)) continue;
    const method = accessMethod(bytes, der.contentStart, der.contentEnd);
    if (!der.readTag(der.next, descriptionEnd, URI)) continue;
    const url = decodeLatin1(bytes, der.contentStart, der.contentEnd);
    if (method === AD_OCSP) access.ocsp.push(url);
    if (method === AD_CA_ISSUERS) access.caIssuers.push(url);
  }
  return access;
}

/** The last arc of 1.3.6.1.5.5.7.48.x, id-ad; 0 for any other OID. */
function accessMethod(bytes: Uint8Array, start: number, end: number): number {
  const idAd = [0x2b, 0x06, 0x01, 0x05, 0x05, 0x07, 0x30];
  return end - start === 8 && idAd.every((octet, i) => bytes[start + i] === octet)
    ? bytes[end - 1]!
    : 0;
}
