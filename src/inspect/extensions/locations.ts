/** Where to find CRLs, OCSP responders, issuers and repositories. */
import { AsnConvert, type BitString } from '@peculiar/asn1-schema';
import {
  AccessDescription,
  DistributionPoint,
  type DistributionPointName,
  IssuingDistributionPoint,
} from '@peculiar/asn1-x509';
import { decodeName } from '../../x509/name.ts';
import { type Item, listItem, textItem } from '../inspection.ts';
import { oidName } from '../oids/oid-names.ts';
import { entryItems, parseSchema } from '../schema.ts';
import { schemaLocation, schemaNameLine } from './general-names.ts';
import { bitWords } from './usages.ts';

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
  return entryItems(value, AccessDescription, ({ accessMethod: oid, accessLocation }) => [
    { ...textItem(oidName(oid) ?? oid, schemaLocation(accessLocation)), oid },
  ]);
}

/** cRLDistributionPoints and freshestCRL. */
export function distributionPoints(value: Uint8Array): Item[] {
  return entryItems(value, DistributionPoint, ({ distributionPoint, reasons, cRLIssuer }) => [
    ...pointNameItems(distributionPoint),
    ...reasonItems('reasons', reasons),
    ...(cRLIssuer === undefined ? [] : [listItem('CRL issuer', cRLIssuer, schemaNameLine)]),
  ]);
}

/** RFC 5280 §5.2.5; belongs in CRLs, is found in certificates. */
export function issuingDistributionPoint(value: Uint8Array): Item[] {
  const point = parseSchema(value, IssuingDistributionPoint);
  const flags: [label: string, isSet: boolean][] = [
    ['only user certificates', point.onlyContainsUserCerts],
    ['only CA certificates', point.onlyContainsCACerts],
    ['indirect CRL', point.indirectCRL],
    ['only attribute certificates', point.onlyContainsAttributeCerts],
  ];
  return [
    ...pointNameItems(point.distributionPoint),
    ...reasonItems('only some reasons', point.onlySomeReasons),
    ...flags.flatMap(([label, isSet]) => (isSet ? [{ label, value: 'yes' }] : [])),
  ];
}

function pointNameItems(point: DistributionPointName | undefined): Item[] {
  if (point?.fullName !== undefined) return [listItem('CRL', point.fullName, schemaLocation)];
  if (point?.nameRelativeToCRLIssuer === undefined) return [];
  const name = new Uint8Array(AsnConvert.serialize(point));
  const value = decodeName(name, 0, name.length);
  return [textItem("relative to the CRL issuer's name", value)];
}

function reasonItems(label: string, reasons: BitString | undefined): Item[] {
  return reasons === undefined ? [] : [textItem(label, bitWords(reasons, REASONS))];
}
