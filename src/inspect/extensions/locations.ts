/** Where to find CRLs, OCSP responders, issuers and repositories. */
import { childrenOf, type Element, expectElement, expectTag, isContext, TAG } from '../element.ts';
import { boundedItems, hexOf, type Item, listItem } from '../inspection.ts';
import { relativeNameString } from '../names.ts';
import { oidName } from '../oids/oid-names.ts';
import { decodeOid } from '../strings.ts';
import { generalName, generalNameLines } from './general-names.ts';

/** RFC 5280 §4.2.1.13, in the order of the bits. */
const REASONS = [
  'unused',
  'keyCompromise',
  'cACompromise',
  'affiliationChanged',
  'superseded',
  'cessationOfOperation',
  'certificateHold',
  'privilegeWithdrawn',
  'aACompromise',
];

/** authorityInfoAccess and subjectInfoAccess: RFC 5280 §4.2.2. */
export function informationAccess(value: Uint8Array): Item[] {
  const items = childrenOf(expectElement(value, TAG.sequence)).map((description): Item => {
    const [method, location] = childrenOf(description);
    const oid = decodeOid(expectTag(method, TAG.oid).content);
    const label = oidName(oid) ?? oid;
    if (location === undefined) return { label, oid, value: 'no location' };
    return { label, oid, value: locationText(location) };
  });
  return [...boundedItems(items)];
}

/** cRLDistributionPoints and freshestCRL. */
export function distributionPoints(value: Uint8Array): Item[] {
  const points = childrenOf(expectElement(value, TAG.sequence));
  if (points.length === 0) return [{ label: 'points', value: 'none' }];
  return [...boundedItems(points.flatMap(pointItems))];
}

/** RFC 5280 §5.2.5; belongs in CRLs, is found in certificates. */
export function issuingDistributionPoint(value: Uint8Array): Item[] {
  const flags = ['', 'only user certificates', 'only CA certificates', '', 'indirect CRL'];
  flags[5] = 'only attribute certificates';
  return childrenOf(expectElement(value, TAG.sequence)).flatMap((part): Item[] => {
    if (isContext(part, 0)) return pointNameItems(part);
    if (isContext(part, 3))
      return [{ label: 'only some reasons', value: reasonWords(part.content) }];
    const label = flags[part.tag] ?? `[${part.tag}]`;
    return [{ label, value: part.content[0] === 0 ? 'no' : 'yes' }];
  });
}

function pointItems(point: Element): Item[] {
  return childrenOf(point).flatMap((part): Item[] => {
    if (isContext(part, 0)) return pointNameItems(part);
    if (isContext(part, 1)) return [{ label: 'reasons', value: reasonWords(part.content) }];
    if (isContext(part, 2)) return [listItem('CRL issuer', generalNameLines(part))];
    return [{ label: 'unexpected', value: hexOf(part.raw) }];
  });
}

function pointNameItems(part: Element): Item[] {
  return childrenOf(part).map((name) => {
    if (isContext(name, 0)) return listItem('CRL', childrenOf(name).map(locationText));
    return { label: "relative to the CRL issuer's name", value: relativeNameString(name) };
  });
}

/** A URI speaks for itself; any other form says what it is. */
function locationText(element: Element): string {
  const { form, text } = generalName(element);
  return form === 'uniformResourceIdentifier' ? text : `${form}: ${text}`;
}

function reasonWords(bits: Uint8Array): string {
  const words = REASONS.filter((_, i) => ((bits[1 + (i >> 3)] ?? 0) & (0x80 >> (i & 7))) !== 0);
  return words.length === 0 ? 'none' : words.join(', ');
}
