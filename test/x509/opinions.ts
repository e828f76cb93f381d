/** What @peculiar/x509 and pkijs say of a certificate, in one shape that facts can be brought into. */
import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import { Certificate as AsnCertificate, type Name } from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { BitString, type BaseBlock, ObjectIdentifier } from 'asn1js';
import * as pkijs from 'pkijs';
import type { CertificateFacts } from '../../src/x509/facts.ts';

/** A field is absent where a library does not say, or says it in a form that cannot be compared. */
export interface Opinion {
  serial?: string;
  /** `OID=value` of every attribute, sorted. */
  issuer?: string[];
  subject?: string[];
  notBefore?: string;
  notAfter?: string;
  signatureOid?: string;
  keyBits?: number;
  curve?: string;
  ca?: boolean;
  policies?: string[];
  extendedKeyUsages?: string[];
  dnsNames?: string[];
  emailAddresses?: string[];
  uris?: string[];
  ipAddresses?: string[];
  crlDistributionPoints?: string[];
}

const SHORT_NAMES: Readonly<Record<string, string>> = {
  CN: '2.5.4.3',
  L: '2.5.4.7',
  ST: '2.5.4.8',
  O: '2.5.4.10',
  OU: '2.5.4.11',
  C: '2.5.4.6',
  STREET: '2.5.4.9',
  DC: '0.9.2342.19200300.100.1.25',
  UID: '0.9.2342.19200300.100.1.1',
};

const CURVE_NAMES: Readonly<Record<string, string>> = {
  'P-256': 'secp256r1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  'K-256': 'secp256k1',
};

export function ourOpinion(facts: CertificateFacts): Required<Opinion> {
  return {
    ...facts,
    serial: canonicalHex(facts.serial ?? ''),
    issuer: attributesOf(facts.issuer ?? ''),
    subject: attributesOf(facts.subject ?? ''),
    notBefore: facts.notBefore ?? '',
    notAfter: facts.notAfter ?? '',
    signatureOid: facts.signatureAlgorithm?.oid ?? '',
    keyBits: facts.publicKey?.bits ?? -1,
    curve: facts.publicKey?.curve ?? '',
  };
}

export function peculiarOpinion(der: Uint8Array): Opinion {
  const certificate = new x509.X509Certificate(der);
  const asn = AsnConvert.parse(der, AsnCertificate);
  const key = certificate.publicKey.algorithm as { modulusLength?: number; namedCurve?: string };
  const names =
    certificate.getExtension<x509.SubjectAlternativeNameExtension>('2.5.29.17')?.names.items ?? [];
  const named = (type: string): string[] =>
    names.filter((n) => n.type === type).map((n) => n.value);
  const curve = CURVE_NAMES[key.namedCurve ?? ''];
  return {
    serial: canonicalHex(certificate.serialNumber),
    issuer: peculiarName(asn.tbsCertificate.issuer),
    subject: peculiarName(asn.tbsCertificate.subject),
    notBefore: seconds(certificate.notBefore),
    notAfter: seconds(certificate.notAfter),
    signatureOid: asn.signatureAlgorithm.algorithm,
    ...(key.modulusLength === undefined ? {} : { keyBits: key.modulusLength }),
    ...(curve === undefined ? {} : { curve }),
    ca: certificate.getExtension<x509.BasicConstraintsExtension>('2.5.29.19')?.ca ?? false,
    policies: [
      ...(certificate.getExtension<x509.CertificatePolicyExtension>('2.5.29.32')?.policies ?? []),
    ],
    extendedKeyUsages: (
      certificate.getExtension<x509.ExtendedKeyUsageExtension>('2.5.29.37')?.usages ?? []
    ).map(String),
    dnsNames: named('dns'),
    emailAddresses: named('email'),
    uris: named('url'),
    ipAddresses: named('ip').map(canonicalIp),
    crlDistributionPoints: (
      certificate.getExtension<x509.CRLDistributionPointsExtension>('2.5.29.31')
        ?.distributionPoints ?? []
    ).flatMap(({ distributionPoint }) =>
      (distributionPoint?.fullName ?? []).flatMap((name) => name.uniformResourceIdentifier ?? []),
    ),
  };
}

export function pkijsOpinion(der: Uint8Array): Opinion {
  const certificate = pkijs.Certificate.fromBER(der);
  const parsed = (id: string): unknown =>
    certificate.extensions?.find(({ extnID }) => extnID === id)?.parsedValue as unknown;
  const names = (parsed('2.5.29.17') as pkijs.AltName | undefined)?.altNames ?? [];
  const named = (type: number): string[] =>
    names.filter((name) => name.type === type).map((name) => name.value as string);
  const { subjectPublicKeyInfo } = certificate;
  const key = subjectPublicKeyInfo.parsedKey;
  const points = parsed('2.5.29.31') as pkijs.CRLDistributionPoints | undefined;
  return {
    serial: canonicalHex(
      Buffer.from(certificate.serialNumber.valueBlock.valueHexView).toString('hex'),
    ),
    issuer: pkijsName(certificate.issuer),
    subject: pkijsName(certificate.subject),
    notBefore: seconds(certificate.notBefore.value),
    notAfter: seconds(certificate.notAfter.value),
    signatureOid: certificate.signatureAlgorithm.algorithmId,
    ...(key instanceof pkijs.RSAPublicKey ? { keyBits: modulusBits(key) } : {}),
    ca: (parsed('2.5.29.19') as pkijs.BasicConstraints | undefined)?.cA ?? false,
    policies: (
      (parsed('2.5.29.32') as pkijs.CertificatePolicies | undefined)?.certificatePolicies ?? []
    ).map(({ policyIdentifier }) => policyIdentifier),
    extendedKeyUsages: (parsed('2.5.29.37') as pkijs.ExtKeyUsage | undefined)?.keyPurposes ?? [],
    dnsNames: named(2),
    emailAddresses: named(1),
    uris: named(6),
    crlDistributionPoints: (points?.distributionPoints ?? []).flatMap(({ distributionPoint }) =>
      Array.isArray(distributionPoint)
        ? distributionPoint.filter(({ type }) => type === 6).map(({ value }) => value as string)
        : [],
    ),
  };
}

function peculiarName(name: Name): string[] {
  return Array.from(name)
    .flatMap((rdn) => Array.from(rdn))
    .map(({ type, value }) =>
      value.anyValue ? `${type}=${hexOf(value.anyValue)}` : `${type}=${value.toString()}`,
    )
    .sort();
}

function pkijsName(name: pkijs.RelativeDistinguishedNames): string[] {
  return name.typesAndValues
    .map(({ type, value }) => `${type}=${pkijsValue(value as BaseBlock)}`)
    .sort();
}

function pkijsValue(value: BaseBlock): string {
  if (value instanceof BitString || value instanceof ObjectIdentifier) return hexOf(value.toBER());
  const text = (value.valueBlock as { value?: unknown }).value;
  return typeof text === 'string' ? text : hexOf(value.toBER());
}

function modulusBits(key: pkijs.RSAPublicKey): number {
  return BigInt(`0x${Buffer.from(key.modulus.valueBlock.valueHexView).toString('hex')}`).toString(2)
    .length;
}

/** The attributes of an RFC 4514 string as `OID=value`, unescaped and sorted. */
function attributesOf(name: string): string[] {
  if (name === '') return [];
  const attributes = name.split(/(?<!(?<!\\)(?:\\\\)*\\)[,+]/);
  return attributes
    .map((attribute) => {
      const [, type = '', value = ''] = /^([^=]*)=(.*)$/su.exec(attribute) ?? [];
      return `${SHORT_NAMES[type] ?? type}=${unescapeValue(value)}`;
    })
    .sort();
}

function unescapeValue(value: string): string {
  return value.replaceAll(/\\(00|.)/gsu, (_, char: string) => (char === '00' ? '\0' : char));
}

function hexOf(ber: ArrayBuffer): string {
  return `#${Buffer.from(ber).toString('hex')}`;
}

/** Serial numbers of the libraries are content octets, sign octet and all. */
function canonicalHex(hex: string): string {
  return hex.replace(/^(00)+(?=..)/, '');
}

function canonicalIp(ip: string): string {
  return ip.includes(':') ? new URL(`http://[${ip}]/`).hostname.slice(1, -1) : ip;
}

function seconds(date: Date): string {
  return `${date.toISOString().slice(0, 19)}Z`;
}
