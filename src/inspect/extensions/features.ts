/** Small extensions that say how TLS, OCSP, S/MIME and CT are to be done; none has a schema. */
import { INTEGER, NULL, OBJECT_IDENTIFIER, OCTET_STRING, SEQUENCE } from '../../der/tags.ts';
import { childrenOf, type Element, expectElement, expectTag } from '../element.ts';
import { hexItem, type Item, listItem } from '../inspection.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { decodeOid, integerOf } from '../primitive.ts';

/** RFC 7633: TLS extension numbers that a server must answer. */
const TLS_FEATURES: Readonly<Record<string, string>> = {
  5: 'status_request (5): OCSP must-staple',
  17: 'status_request_v2 (17): OCSP must-staple, multiple',
};

export function tlsFeature(value: Uint8Array): Item[] {
  return [
    listItem('features', childrenOf(expectElement(value, SEQUENCE)), ({ content }) => {
      const number = integerOf(content).toString();
      return TLS_FEATURES[number] ?? `TLS extension ${number}`;
    }),
  ];
}

/** RFC 8551 §2.5.2: SEQUENCE OF SEQUENCE { capability OID, parameters ANY OPTIONAL } */
export function smimeCapabilities(value: Uint8Array): Item[] {
  return [listItem('capabilities', childrenOf(expectElement(value, SEQUENCE)), capabilityText)];
}

/** RFC 6960 §4.2.2.2.1, RFC 9608: the extension's presence is what it says. */
export function presenceOf(meaning: string): (value: Uint8Array) => Item[] {
  return (value) => {
    expectElement(value, NULL);
    return [{ label: 'meaning', value: meaning }];
  };
}

/** RFC 6962 §3.1. What it means does not depend on its value. */
export function precertificatePoison(value: Uint8Array): Item[] {
  const meaning =
    'this is a precertificate, submitted to Certificate Transparency logs before issuance; ' +
    'the critical poison keeps clients from accepting it as a certificate';
  const item = { label: 'meaning', value: meaning };
  if (value.length === 2 && value[0] === NULL && value[1] === 0) return [item];
  return [item, { label: 'problem', value: 'RFC 6962 §3.1: the value must be ASN.1 NULL' }];
}

/** An OCTET STRING: ACME's key authorization (RFC 8737 §3), Microsoft's hash. */
export function octets(label: string): (value: Uint8Array) => Item[] {
  return (value) => [hexItem(label, expectElement(value, OCTET_STRING).content)];
}

function capabilityText(capability: Element): string {
  const [oid, parameters] = childrenOf(capability);
  const name = oidLabel(decodeOid(expectTag(oid, OBJECT_IDENTIFIER).content));
  return parameters?.tag === INTEGER ? `${name}, ${integerOf(parameters.content)} bits` : name;
}
