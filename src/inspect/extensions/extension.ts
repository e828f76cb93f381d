/** One extension as an item, and the one place that says which is decoded by what. */
import { type Item, reasonOf } from '../inspection.ts';
import { EXTENSION_NAMES } from '../oids/extension-names.ts';
import type { ExtensionParts } from '../outline.ts';
import { structureItems } from '../structure.ts';
import {
  basicConstraints,
  inhibitAnyPolicy,
  policyConstraints,
  privateKeyUsagePeriod,
} from './constraints.ts';
import {
  octets,
  precertificatePoison,
  presenceOf,
  smimeCapabilities,
  tlsFeature,
} from './features.ts';
import { distributionPoints, informationAccess, issuingDistributionPoint } from './locations.ts';
import {
  alternativeNames,
  authorityKeyIdentifier,
  certificateIssuer,
  nameConstraints,
  subjectKeyIdentifier,
} from './names.ts';
import {
  cabfOrganizationIdentifier,
  subjectDirectoryAttributes,
  torServiceDescriptor,
} from './organizations.ts';
import { certificatePolicies, policyMappings } from './policies.ts';
import { qcStatements } from './qualified.ts';
import { sctList } from './sct-list.ts';
import {
  extendedKeyUsage,
  keyUsage,
  microsoftApplicationPolicies,
  netscapeCertificateType,
} from './usages.ts';
import { entrustVersion, microsoftCaVersion, microsoftTemplate, plainString } from './vendors.ts';

/** The value of one extension (the content of its OCTET STRING) as items. @throws {Error} to refuse */
type ExtensionDecoder = (value: Uint8Array) => Item[];

const DECODERS: Readonly<Record<string, ExtensionDecoder>> = {
  '2.5.29.9': subjectDirectoryAttributes,
  '2.5.29.14': subjectKeyIdentifier,
  '2.5.29.15': keyUsage,
  '2.5.29.16': privateKeyUsagePeriod,
  '2.5.29.17': alternativeNames,
  '2.5.29.18': alternativeNames,
  '2.5.29.19': basicConstraints,
  '2.5.29.28': issuingDistributionPoint,
  '2.5.29.29': certificateIssuer,
  '2.5.29.30': nameConstraints,
  '2.5.29.31': distributionPoints,
  '2.5.29.32': certificatePolicies,
  '2.5.29.33': policyMappings,
  '2.5.29.35': authorityKeyIdentifier,
  '2.5.29.36': policyConstraints,
  '2.5.29.37': extendedKeyUsage,
  '2.5.29.46': distributionPoints,
  '2.5.29.54': inhibitAnyPolicy,
  '2.5.29.56': presenceOf('its status is not published; it lives until it expires'),
  '1.3.6.1.5.5.7.1.1': informationAccess,
  '1.3.6.1.5.5.7.1.3': qcStatements,
  '1.3.6.1.5.5.7.1.11': informationAccess,
  '1.3.6.1.5.5.7.1.24': tlsFeature,
  '1.3.6.1.5.5.7.1.31': octets('key authorization'),
  '1.3.6.1.5.5.7.48.1.5': presenceOf('an OCSP responder whose own status need not be checked'),
  '1.3.6.1.4.1.11129.2.4.2': sctList,
  '1.3.6.1.4.1.11129.2.4.3': precertificatePoison,
  '1.3.6.1.4.1.311.20.2': plainString,
  '1.3.6.1.4.1.311.21.1': microsoftCaVersion,
  '1.3.6.1.4.1.311.21.2': octets('hash'),
  '1.3.6.1.4.1.311.21.7': microsoftTemplate,
  '1.3.6.1.4.1.311.21.10': microsoftApplicationPolicies,
  '1.3.6.1.4.1.311.25.2': alternativeNames, // an otherName with the account's SID
  '1.3.6.1.4.1.44363.44': presenceOf('its key may sign TLS delegated credentials'),
  '1.3.6.1.4.1.57264.1.8': plainString,
  '1.2.840.113533.7.65.0': entrustVersion,
  '1.2.840.113549.1.9.15': smimeCapabilities,
  '2.16.840.1.113730.1.1': netscapeCertificateType,
  '2.16.840.1.113730.1.2': plainString,
  '2.16.840.1.113730.1.3': plainString,
  '2.16.840.1.113730.1.4': plainString,
  '2.16.840.1.113730.1.7': plainString,
  '2.16.840.1.113730.1.8': plainString,
  '2.16.840.1.113730.1.12': plainString,
  '2.16.840.1.113730.1.13': plainString,
  '2.23.140.1.31': torServiceDescriptor,
  '2.23.140.3.1': cabfOrganizationIdentifier,
};

/** What cannot be decoded is shown by its structure, with the reason. */
export function extensionItem({ oid, critical, value }: ExtensionParts): Item {
  const label = EXTENSION_NAMES[oid] ?? 'Unknown extension';
  return { label, oid, critical, items: valueItems(oid, value) };
}

function valueItems(oid: string, value: Uint8Array): Item[] {
  const decode = DECODERS[oid];
  if (decode === undefined) return structureItems(value);
  try {
    const items = decode(value);
    return items.length === 0 ? [{ label: 'value', value: 'empty' }] : items;
  } catch (error) {
    return [{ label: 'not decoded', value: reasonOf(error) }, ...structureItems(value)];
  }
}
