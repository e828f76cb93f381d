/** Small extensions that say how TLS, OCSP and S/MIME are to be done. */
import { childrenOf, expectElement, expectTag, integerOf, TAG } from '../element.ts';
import { hexItem, type Item, listItem } from '../inspection.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { decodeOid } from '../strings.ts';

/** RFC 7633: TLS extension numbers that a server must answer. */
const TLS_FEATURES: Readonly<Record<string, string>> = {
  5: 'status_request (5): OCSP must-staple',
  17: 'status_request_v2 (17): OCSP must-staple, multiple',
};

export function tlsFeature(value: Uint8Array): Item[] {
  const features = childrenOf(expectElement(value, TAG.sequence)).map((feature) => {
    const number = integerOf(feature.content).toString();
    return TLS_FEATURES[number] ?? `TLS extension ${number}`;
  });
  return [listItem('features', features)];
}

/** RFC 8551 §2.5.2: SEQUENCE OF SEQUENCE { capability OID, parameters ANY OPTIONAL } */
export function smimeCapabilities(value: Uint8Array): Item[] {
  const lines = childrenOf(expectElement(value, TAG.sequence)).map((capability) => {
    const [oid, parameters] = childrenOf(capability);
    const name = oidLabel(decodeOid(expectTag(oid, TAG.oid).content));
    if (parameters?.tag !== TAG.integer) return name;
    return `${name}, ${integerOf(parameters.content)} bits`;
  });
  return [listItem('capabilities', lines)];
}

/** RFC 6960 §4.2.2.2.1, RFC 9608: the extension's presence is what it says. */
export function presenceOf(meaning: string): (value: Uint8Array) => Item[] {
  return (value) => {
    expectElement(value, TAG.null);
    return [{ label: 'meaning', value: meaning }];
  };
}

/** RFC 8737 §3. */
export function acmeIdentifier(value: Uint8Array): Item[] {
  return [hexItem('key authorization', expectElement(value, TAG.octetString).content)];
}
