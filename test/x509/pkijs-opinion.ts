import { type BaseBlock, BaseStringBlock, ObjectIdentifier, OctetString } from 'asn1js';
import * as pkijs from 'pkijs';
import { isTextTag } from '../../src/der/text.ts';
import { namedCurve, publicKeyAlgorithmName } from '../../src/x509/algorithm-name.ts';
import { formatIpAddress } from '../../src/x509/ip-address.ts';
import { type Opinion, canonicalHex, fieldsThatCanBeRead, hexOf, instant } from './opinions.ts';

const UNIVERSAL = 1;

/**
 * What pkijs says.
 * @throws Error when the library does not take it for a certificate
 */
export function pkijsOpinion(der: Uint8Array): Opinion {
  const certificate = pkijs.Certificate.fromBER(der);
  const find = (id: string): pkijs.Extension | undefined =>
    certificate.extensions?.find(({ extnID }) => extnID === id);
  const named = (type: number): unknown[] =>
    (parsed(find('2.5.29.17'), pkijs.AltName)?.altNames ?? [])
      .filter((name) => name.type === type)
      .map(({ value }) => value as unknown);
  const strings = (type: number): string[] => named(type) as string[];
  const urls = (method: string): string[] =>
    (parsed(find('1.3.6.1.5.5.7.1.1'), pkijs.InfoAccess)?.accessDescriptions ?? [])
      .filter(
        ({ accessMethod, accessLocation }) => accessMethod === method && accessLocation.type === 6,
      )
      .map(({ accessLocation }) => accessLocation.value as string);
  const { subjectPublicKeyInfo } = certificate;
  return fieldsThatCanBeRead({
    serial: () => canonicalHex(hexOf(certificate.serialNumber.valueBlock.valueHexView).slice(1)),
    issuer: () => attributes(certificate.issuer),
    subject: () => attributes(certificate.subject),
    notBefore: () => instant(certificate.notBefore.value),
    notAfter: () => instant(certificate.notAfter.value),
    signatureOid: () => certificate.signatureAlgorithm.algorithmId,
    keyAlgorithm: () => publicKeyAlgorithmName(subjectPublicKeyInfo.algorithm.algorithmId),
    keyBits: () => modulusBits(subjectPublicKeyInfo.parsedKey),
    curve: () => curve(subjectPublicKeyInfo.algorithm),
    precertificate: () => find('1.3.6.1.4.1.11129.2.4.3') !== undefined,
    ca: () => parsed(find('2.5.29.19'), pkijs.BasicConstraints)?.cA ?? false,
    policies: () =>
      (parsed(find('2.5.29.32'), pkijs.CertificatePolicies)?.certificatePolicies ?? []).map(
        ({ policyIdentifier }) => policyIdentifier,
      ),
    extendedKeyUsages: () => parsed(find('2.5.29.37'), pkijs.ExtKeyUsage)?.keyPurposes ?? [],
    dnsNames: () => strings(2),
    emailAddresses: () => strings(1),
    uris: () => strings(6),
    ipAddresses: () => (named(7) as OctetString[]).map(ipAddress),
    registeredIds: () => strings(8),
    crlDistributionPoints: () =>
      (parsed(find('2.5.29.31'), pkijs.CRLDistributionPoints)?.distributionPoints ?? []).flatMap(
        ({ distributionPoint }) =>
          Array.isArray(distributionPoint)
            ? distributionPoint.filter(({ type }) => type === 6).map(({ value }) => value as string)
            : [],
      ),
    ocsp: () => urls('1.3.6.1.5.5.7.48.1'),
    caIssuers: () => urls('1.3.6.1.5.5.7.48.2'),
    scts: () =>
      (
        parsed(find('1.3.6.1.4.1.11129.2.4.2'), pkijs.SignedCertificateTimestampList)?.timestamps ??
        []
      )
        .filter(({ version }) => version === 0)
        .map(({ logID, timestamp }) => ({
          logId: hexOf(new Uint8Array(logID)).slice(1),
          timestamp: timestamp.toISOString(),
        })),
  });
}

/**
 * The value of an extension; undefined when there is none.
 * @throws Error when the library has given the value up, which it does without a word
 */
function parsed<T>(
  extension: pkijs.Extension | undefined,
  type: new () => T & { parsingError?: string },
): T | undefined {
  if (extension === undefined) return undefined;
  const value: unknown = extension.parsedValue;
  if (!(value instanceof type) || value.parsingError !== undefined) {
    throw new Error(`${extension.extnID} cannot be parsed`);
  }
  return value;
}

function curve(algorithm: pkijs.AlgorithmIdentifier): string | undefined {
  const parameters: unknown = algorithm.algorithmParams;
  if (algorithm.algorithmId !== '1.2.840.10045.2.1') return undefined;
  if (!(parameters instanceof ObjectIdentifier)) return undefined;
  return namedCurve(parameters.valueBlock.toString()).name;
}

function modulusBits(key: unknown): number | undefined {
  if (!(key instanceof pkijs.RSAPublicKey)) return undefined;
  const hex = hexOf(key.modulus.valueBlock.valueHexView).slice(1);
  return BigInt(`0x${hex}`) === 0n ? 0 : BigInt(`0x${hex}`).toString(2).length;
}

function ipAddress(value: OctetString): string {
  const octets = value.valueBlock.valueHexView;
  return formatIpAddress(octets, 0, octets.length);
}

function attributes(name: pkijs.RelativeDistinguishedNames): string[] {
  return name.typesAndValues.map(
    ({ type, value }) => `${type}=${attributeValue(value as BaseBlock)}`,
  );
}

/** @throws TypeError for a string in pieces, whose content asn1js takes as it stands, headers and all */
function attributeValue(value: BaseBlock): string {
  const { tagClass, tagNumber, isConstructed } = value.idBlock;
  if (!(value instanceof BaseStringBlock) || tagClass !== UNIVERSAL || !isTextTag(tagNumber)) {
    return hexOf(value.valueBeforeDecodeView);
  }
  if (isConstructed) throw new TypeError('a string in pieces');
  return value.getValue();
}
