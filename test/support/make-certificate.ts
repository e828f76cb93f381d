/** A CA of our own, in @peculiar/x509: certificates that another program has encoded and signed. */
import 'reflect-metadata';
import { webcrypto } from 'node:crypto';
import * as x509 from '@peculiar/x509';
import { bytesOf, octetString } from './der.ts';
import { lengthPrefixed, serializedSct } from './raw-certificate.ts';

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' } as const;
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';
const POISON = '1.3.6.1.4.1.11129.2.4.3';

export interface LeafOptions {
  readonly serial?: string;
  readonly subject?: string;
  /** Instead of the CA's name: as a Precertificate Signing Certificate is named (RFC 6962 §3.1). */
  readonly issuer?: string;
  readonly notBefore?: Date;
  readonly notAfter?: Date;
  readonly dnsNames?: readonly string[];
  readonly policies?: readonly string[];
  /** Milliseconds since 1970, an SCT each; an empty list is a certificate without the extension. */
  readonly sctTimestamps?: readonly number[];
  readonly precertificate?: boolean;
  /** Further extensions, before the CT ones. */
  readonly extensions?: readonly x509.Extension[];
  /** Puts the CT extension first instead of last: the transformation must not care. */
  readonly ctFirst?: boolean;
}

export interface TestCa {
  readonly name: string;
  readonly certificate: Uint8Array;
  issue(options?: LeafOptions): Promise<Uint8Array>;
}

/** Makes a CA whose leaves all have one key, so that only what a test varies varies. */
export async function makeCa(name = 'CN=Test CA, O=Test, C=NL'): Promise<TestCa> {
  x509.cryptoProvider.set(webcrypto);
  const keys = await generateKeys();
  const leafKeys = await generateKeys();
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    name,
    keys,
    serialNumber: '0abc',
    notBefore: new Date('2020-01-01T00:00:00Z'),
    notAfter: new Date('2040-01-01T00:00:00Z'),
    signingAlgorithm: ALGORITHM,
    extensions: [new x509.BasicConstraintsExtension(true, undefined, true)],
  });
  return {
    name,
    certificate: new Uint8Array(certificate.rawData),
    issue: async (options = {}) => {
      const leaf = await x509.X509CertificateGenerator.create({
        serialNumber: options.serial ?? '7b01',
        issuer: options.issuer ?? name,
        subject: options.subject ?? 'CN=example.org',
        notBefore: options.notBefore ?? new Date('2025-03-01T00:00:00Z'),
        notAfter: options.notAfter ?? new Date('2025-05-30T23:59:59Z'),
        signingKey: keys.privateKey,
        publicKey: leafKeys.publicKey,
        signingAlgorithm: ALGORITHM,
        extensions: leafExtensions(options),
      });
      return new Uint8Array(leaf.rawData);
    },
  };
}

function leafExtensions(options: LeafOptions): x509.Extension[] {
  const dnsNames = options.dnsNames ?? ['example.org'];
  const ct: x509.Extension[] = [];
  if (options.precertificate === true) ct.push(new x509.Extension(POISON, true, bytesOf('05 00')));
  const timestamps = options.sctTimestamps ?? [];
  if (timestamps.length > 0) {
    const list = lengthPrefixed(
      Buffer.concat(timestamps.map((timestamp, i) => serializedSct(timestamp, 0x20 + i))),
    );
    ct.push(new x509.Extension(SCT_LIST, false, octetString(list)));
  }
  const others = [
    new x509.KeyUsagesExtension(x509.KeyUsageFlags.digitalSignature, true),
    new x509.ExtendedKeyUsageExtension(['1.3.6.1.5.5.7.3.1']),
    new x509.SubjectAlternativeNameExtension(
      dnsNames.map((value) => ({ type: 'dns' as const, value })),
    ),
    new x509.CertificatePolicyExtension([...(options.policies ?? ['2.23.140.1.2.1'])]),
    ...(options.extensions ?? []),
  ];
  return options.ctFirst === true ? [...ct, ...others] : [...others, ...ct];
}

function generateKeys(): Promise<webcrypto.CryptoKeyPair> {
  return webcrypto.subtle.generateKey(ALGORITHM, true, ['sign', 'verify']);
}
