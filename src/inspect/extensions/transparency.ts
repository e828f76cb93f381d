/** Certificate Transparency in certificates. */
import { expectElement, TAG } from '../element.ts';
import type { Item } from '../inspection.ts';
import { sctItems } from '../sct.ts';

/** RFC 6962 §3.3: the list sits in an OCTET STRING inside the extension's own. */
export function sctList(value: Uint8Array): Item[] {
  return sctItems(expectElement(value, TAG.octetString).content);
}

/** RFC 6962 §3.1. */
export function precertificatePoison(value: Uint8Array): Item[] {
  const asItMustBe = value.length === 2 && value[0] === 5 && value[1] === 0;
  const meaning =
    'this is a precertificate, submitted to Certificate Transparency logs before issuance; ' +
    'the critical poison keeps clients from accepting it as a certificate';
  const item = { label: 'meaning', value: meaning };
  if (asItMustBe) return [item];
  return [item, { label: 'problem', value: 'RFC 6962 §3.1: the value must be ASN.1 NULL' }];
}
