import 'reflect-metadata';
import { AsnConvert } from '@peculiar/asn1-schema';
import {
  Certificate as AsnCertificate,
  type Extension as AsnExtension,
  type Name,
} from '@peculiar/asn1-x509';
import * as x509 from '@peculiar/x509';
import { publicKeyAlgorithmName } from '../../src/x509/algorithm-name.ts';
import {
  CURVE_NAMES,
  type Opinion,
  canonicalHex,
  canonicalIp,
  fieldsThatCanBeRead,
  hexOf,
  instant,
} from './opinions.ts';

/**
 * What @peculiar/x509 says. Its extensions are made one by one, because `X509Certificate.extensions`
 * refuses all of them when there is one that it cannot read.
 * @throws Error when the library does not take it for a certificate
 */
export function peculiarOpinion(der: Uint8Array): Opinion {
  const asn = AsnConvert.parse(der, AsnCertificate);
  const certificate = new x509.X509Certificate(asn);
  const { tbsCertificate } = asn;
  const all = Array.from(tbsCertificate.extensions ?? []);
  const find = (id: string): AsnExtension | undefined => all.find(({ extnID }) => extnID === id);
  const extension = <T>(id: string, make: (raw: ArrayBuffer) => T): T | undefined => {
    const found = find(id);
    return found === undefined ? undefined : make(AsnConvert.serialize(found));
  };
  const once = <T>(make: () => T): (() => T) => {
    let made: { value: T } | undefined;
    return () => (made ??= { value: make() }).value;
  };
  const names = once(
    () =>
      extension('2.5.29.17', (raw) => new x509.SubjectAlternativeNameExtension(raw))?.names.items ??
      [],
  );
  const named = (type: string): string[] =>
    names()
      .filter((name) => name.type === type)
      .map(({ value }) => value);
  const access = once(() =>
    extension('1.3.6.1.5.5.7.1.1', (raw) => new x509.AuthorityInfoAccessExtension(raw)),
  );
  const urls = (list: readonly x509.GeneralName[] = []): string[] =>
    list.filter(({ type }) => type === 'url').map(({ value }) => value);
  const key = once(
    () => certificate.publicKey.algorithm as { modulusLength?: number; namedCurve?: string },
  );
  return fieldsThatCanBeRead({
    serial: () => canonicalHex(certificate.serialNumber),
    issuer: () => attributes(tbsCertificate.issuer),
    subject: () => attributes(tbsCertificate.subject),
    notBefore: () => instant(certificate.notBefore),
    notAfter: () => instant(certificate.notAfter),
    signatureOid: () => asn.signatureAlgorithm.algorithm,
    keyAlgorithm: () =>
      publicKeyAlgorithmName(tbsCertificate.subjectPublicKeyInfo.algorithm.algorithm),
    keyBits: () => key().modulusLength,
    curve: () => CURVE_NAMES[key().namedCurve ?? ''],
    precertificate: () => find('1.3.6.1.4.1.11129.2.4.3') !== undefined,
    ca: () => extension('2.5.29.19', (raw) => new x509.BasicConstraintsExtension(raw))?.ca ?? false,
    policies: () =>
      Array.from(
        extension('2.5.29.32', (raw) => new x509.CertificatePolicyExtension(raw))?.policies ?? [],
      ),
    extendedKeyUsages: () =>
      (extension('2.5.29.37', (raw) => new x509.ExtendedKeyUsageExtension(raw))?.usages ?? []).map(
        oidText,
      ),
    dnsNames: () => named('dns'),
    emailAddresses: () => named('email'),
    uris: () => named('url'),
    ipAddresses: () => named('ip').map(canonicalIp),
    registeredIds: () => named('id'),
    crlDistributionPoints: () =>
      Array.from(
        extension('2.5.29.31', (raw) => new x509.CRLDistributionPointsExtension(raw))
          ?.distributionPoints ?? [],
      ).flatMap(({ distributionPoint }) =>
        (distributionPoint?.fullName ?? []).flatMap((name) => name.uniformResourceIdentifier ?? []),
      ),
    ocsp: () => urls(access()?.ocsp),
    caIssuers: () => urls(access()?.caIssuers),
  });
}

function attributes(name: Name): string[] {
  return Array.from(name)
    .flatMap((rdn) => Array.from(rdn))
    .map(({ type, value }) =>
      value.anyValue ? `${type}=${hexOf(value.anyValue)}` : `${type}=${value.toString()}`,
    );
}

/** @throws TypeError where the library took an element for an OID that is none */
function oidText(usage: unknown): string {
  if (typeof usage === 'string' && /^[\d.{} -]+$/.test(usage)) return usage;
  throw new TypeError('not an OID');
}
