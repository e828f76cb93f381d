/** One signed certificate of each profile, with the places of what differs from one to the next. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { HOST_PLACE, type Profile, dnsNames } from './profiles.ts';
import { Random } from './random.ts';

export interface Template {
  readonly der: Uint8Array;
  readonly validityDays: number;
  readonly serials: readonly number[];
  /** Of the YYMMDDhhmmssZ of notBefore and of notAfter. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly hosts: readonly number[];
  /** Of the eight octets of each SCT's timestamp. */
  readonly sctTimestamps: readonly number[];
  /** `[start, end)` of what is random in the signature; the octet before keeps an INTEGER positive. */
  readonly signature: readonly (readonly [number, number])[];
}

export const SERIAL_OCTETS = 16;
const SERIAL_PLACE = '5ca1ab1e5ca1ab1e5ca1ab1e5ca1ab1e';
const NOT_BEFORE = new Date('2021-03-04T05:06:07Z');
const NOT_AFTER = new Date('2022-04-05T06:07:08Z');
const SCT_TIMESTAMP = Buffer.from('0000018a5c7d11ee', 'hex');

const ECDSA = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const RSA = {
  name: 'RSASSA-PKCS1-v1_5',
  modulusLength: 2048,
  publicExponent: Uint8Array.of(1, 0, 1),
  hash: 'SHA-256',
} as const;

export async function makeTemplate(profile: Profile): Promise<Template> {
  const signingAlgorithm = profile.rsaSignature ? RSA : ECDSA;
  const keys = await webcrypto.subtle.generateKey(signingAlgorithm, true, ['sign', 'verify']);
  const publicKey = await leafKey(profile);
  for (;;) {
    const certificate = await x509.X509CertificateGenerator.create({
      serialNumber: SERIAL_PLACE,
      issuer: profile.issuer,
      subject: profile.subject,
      notBefore: NOT_BEFORE,
      notAfter: NOT_AFTER,
      signingKey: keys.privateKey,
      publicKey,
      signingAlgorithm,
      extensions: extensions(profile),
    });
    const der = Buffer.from(certificate.rawData);
    const signature = signaturePlaces(der, profile.rsaSignature);
    // r and s of 32 octets each, so that the template has the same length on every machine
    if (signature === undefined) continue;
    for (const [start] of signature) der[start - 1] = 0x40;
    return { ...places(der), validityDays: profile.validityDays, signature };
  }
}

/** Any public key will do, since nobody has to sign with it; the same one on every machine. */
function leafKey({ rsaKey }: Profile): Promise<webcrypto.CryptoKey> {
  const modulus = Buffer.alloc(256);
  new Random(3).fill(modulus, 0, 256);
  modulus[0]! |= 0x80;
  modulus[255]! |= 1;
  const jwk = rsaKey
    ? { kty: 'RSA', n: modulus.toString('base64url'), e: 'AQAB' }
    : { kty: 'EC', crv: 'P-256', x: GENERATOR.x, y: GENERATOR.y };
  return webcrypto.subtle.importKey('jwk', jwk, rsaKey ? RSA : ECDSA, true, ['verify']);
}

/** The base point of P-256 (SEC 2 §2.4.2): a point on the curve, as Go's reader demands. */
const GENERATOR = {
  x: 'axfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5RdiYwpY',
  y: 'T-NC4v4af5uO5-tKfA-eFivOM1drMV7Oy7ZAaDe_UfU',
};

function extensions(profile: Profile): x509.Extension[] {
  const identifier = '8b1c2d3e4f5061728394a5b6c7d8e9fa0b1c2d3e';
  return [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1', '1.3.6.1.5.5.7.3.2']),
    new x509.BasicConstraintsExtension(false, undefined, true),
    new x509.SubjectKeyIdentifierExtension(identifier),
    new x509.AuthorityKeyIdentifierExtension(identifier.split('').reverse().join('')),
    new x509.AuthorityInfoAccessExtension({
      ocsp: ['http://ocsp.example.com'],
      caIssuers: ['http://crt.example.com/issuing-ca.crt'],
    }),
    new x509.SubjectAlternativeNameExtension(
      dnsNames(profile).map((value) => ({ type: 'dns' as const, value })),
    ),
    new x509.CertificatePolicyExtension([...profile.policies]),
    new x509.CRLDistributionPointsExtension(['http://crl.example.com/issuing-ca-17.crl']),
    new x509.Extension('1.3.6.1.4.1.11129.2.4.2', false, sctList(profile.scts)),
  ];
}

/** RFC 6962 §3.3: a SignedCertificateTimestampList in an OCTET STRING. */
function sctList(count: number): Uint8Array {
  const random = new Random(4);
  const scts = Array.from({ length: count }, () => {
    const sct = Buffer.alloc(1 + 32 + 8 + 2 + 2 + 2 + 71);
    random.fill(sct, 1, sct.length);
    sct[0] = 0; // v1
    SCT_TIMESTAMP.copy(sct, 33);
    sct.set([0, 0, 4, 3, 0, 71], 41); // no extensions, ecdsa with sha256, the length of the signature
    return lengthPrefixed(sct);
  });
  const list = lengthPrefixed(Buffer.concat(scts));
  const long = list.length > 0xff ? [0x82, list.length >> 8] : list.length > 0x7f ? [0x81] : [];
  return Buffer.concat([Buffer.of(0x04, ...long, list.length & 0xff), list]);
}

function lengthPrefixed(content: Uint8Array): Uint8Array {
  return Buffer.concat([Buffer.of(content.length >> 8, content.length & 255), content]);
}

function places(der: Buffer): Omit<Template, 'validityDays' | 'signature'> {
  const utcTime = (date: Date): number =>
    find(der, date.toISOString().replaceAll(/^20|[-:T]|\.000/g, ''))[0]!;
  return {
    der,
    serials: find(der, Buffer.from(SERIAL_PLACE, 'hex')),
    notBefore: utcTime(NOT_BEFORE),
    notAfter: utcTime(NOT_AFTER),
    hosts: find(der, HOST_PLACE),
    sctTimestamps: find(der, SCT_TIMESTAMP),
  };
}

function find(der: Buffer, what: Buffer | string): number[] {
  const found: number[] = [];
  for (let at = der.indexOf(what); at >= 0; at = der.indexOf(what, at + 1)) found.push(at);
  if (found.length === 0) throw new Error(`the template lacks ${what.toString()}`);
  return found;
}

function signaturePlaces(der: Buffer, isRsa: boolean): Template['signature'] | undefined {
  const { length } = der;
  if (isRsa) return [[length - 255, length]];
  // 30 44 02 20 <32 octets> 02 20 <32 octets>
  const plain = der.indexOf(Buffer.of(0x30, 0x44, 0x02, 0x20), length - 72) === length - 70;
  return plain
    ? [
        [length - 65, length - 34],
        [length - 31, length],
      ]
    : undefined;
}
