/** One look-up over all the tables. */
import { algorithmName } from '../../x509/algorithm-name.ts';
import { policyName } from '../../x509/policy-name.ts';
import { ATTRIBUTE_NAMES } from './attribute-names.ts';
import { EXTENSION_NAMES } from './extension-names.ts';
import { PURPOSE_NAMES } from './purpose-names.ts';

/** The name of an object identifier, whatever it identifies. */
export function oidName(oid: string): string | undefined {
  const name = algorithmName(oid) ?? policyName(oid) ?? PURPOSE_NAMES[oid];
  return name ?? EXTENSION_NAMES[oid] ?? OTHER_NAMES[oid] ?? ATTRIBUTE_NAMES[oid];
}

/** `1.2.3 (name)`, or the bare OID when it has no name. */
export function oidLabel(oid: string): string {
  const name = oidName(oid);
  return name === undefined ? oid : `${oid} (${name})`;
}

/** `name (1.2.3)`, or the bare OID when it has no name. */
export function namedOid(oid: string): string {
  const name = oidName(oid);
  return name === undefined ? oid : `${name} (${oid})`;
}

const OTHER_NAMES: Readonly<Record<string, string>> = {
  '1.3.6.1.5.5.7.48.1': 'OCSP',
  '1.3.6.1.5.5.7.48.2': 'CA issuers',
  '1.3.6.1.5.5.7.48.3': 'timestamping',
  '1.3.6.1.5.5.7.48.5': 'CA repository',
  '1.3.6.1.5.5.7.48.10': 'RPKI manifest',
  '1.3.6.1.5.5.7.48.11': 'RPKI signed object',
  '1.3.6.1.5.5.7.48.13': 'RPKI notify (RRDP)',
  '1.3.6.1.5.5.7.2.1': 'CPS',
  '1.3.6.1.5.5.7.2.2': 'user notice',
  '1.3.6.1.5.5.7.8.3': 'permanent identifier',
  '1.3.6.1.5.5.7.8.4': 'hardware module name',
  '1.3.6.1.5.5.7.8.5': 'XMPP address',
  '1.3.6.1.5.5.7.8.7': 'DNS SRV name',
  '1.3.6.1.5.5.7.8.9': 'SmtpUTF8Mailbox',
  '1.3.6.1.5.2.2': 'Kerberos principal name',
  '1.3.6.1.4.1.311.20.2.3': 'Microsoft user principal name',
  '1.3.6.1.4.1.311.25.1': 'Microsoft NTDS object GUID',
  '1.3.6.1.4.1.311.25.2.1': 'Microsoft security identifier (SID)',
  '2.16.840.1.101.3.6.6': 'PIV FASC-N',
  '1.2.840.10045.1.1': 'prime field',
  '1.2.840.10045.1.2': 'characteristic-two field',
  '1.2.840.113549.3.2': 'RC2-CBC',
  '1.2.840.113549.3.4': 'RC4',
  '1.2.840.113549.3.7': '3DES-CBC',
  '1.3.14.3.2.7': 'DES-CBC',
  '2.16.840.1.101.3.4.1.2': 'AES-128-CBC',
  '2.16.840.1.101.3.4.1.5': 'AES-128 key wrap',
  '2.16.840.1.101.3.4.1.22': 'AES-192-CBC',
  '2.16.840.1.101.3.4.1.25': 'AES-192 key wrap',
  '2.16.840.1.101.3.4.1.42': 'AES-256-CBC',
  '2.16.840.1.101.3.4.1.45': 'AES-256 key wrap',
};
