/** A CA whose certificates and CRLs are written octet by octet, and signed by node:crypto. */
import {
  type KeyObject,
  type KeyPairKeyObjectResult,
  constants,
  createHash,
  generateKeyPairSync,
  sign,
} from 'node:crypto';
import {
  bitString,
  bytesOf,
  concat,
  element,
  explicit,
  integer,
  octetString,
  oid,
  sequence,
  simpleName,
  text,
} from './der.ts';
import { extension, validity } from './raw-certificate.ts';

const NOTHING = new Uint8Array(0);
const NULL = bytesOf('05 00');

/** A key and the way it signs. */
export interface Signer {
  readonly algorithm: Uint8Array;
  readonly publicKey: Uint8Array;
  sign(octets: Uint8Array): Uint8Array;
}

export function signer(
  algorithm: Uint8Array,
  { publicKey, privateKey }: KeyPairKeyObjectResult,
  digest: string | null,
  options: { padding?: number; saltLength?: number } = {},
): Signer {
  return {
    algorithm,
    publicKey: new Uint8Array(publicKey.export({ type: 'spki', format: 'der' })),
    sign: (octets) => new Uint8Array(sign(digest, octets, { key: privateKey, ...options })),
  };
}

export function rsaKeys(): KeyPairKeyObjectResult {
  return generateKeyPairSync('rsa', { modulusLength: 2048 });
}

export function ecKeys(namedCurve: string): KeyPairKeyObjectResult {
  return generateKeyPairSync('ec', { namedCurve });
}

export function ecdsa(keys: KeyPairKeyObjectResult = ecKeys('prime256v1')): Signer {
  return signer(sequence(oid('1.2.840.10045.4.3.2')), keys, 'sha256');
}

export function rsa(digest: string, id: string, keys = rsaKeys()): Signer {
  return signer(sequence(oid(id), NULL), keys, digest);
}

/** RSASSA-PSS-params (RFC 4055 §3.1) with the hash of this OID for both. */
export function rsaPss(
  digest: string,
  hashOid: string,
  saltLength: number,
  keys = rsaKeys(),
  mgfHashOid = hashOid,
): Signer {
  const hash = sequence(oid(hashOid), NULL);
  const mgf = sequence(oid('1.2.840.113549.1.1.8'), sequence(oid(mgfHashOid), NULL));
  const salt = integer(saltLength.toString(16).padStart(2, '0'));
  const parameters = sequence(explicit(0, hash), explicit(1, mgf), explicit(2, salt));
  const algorithm = sequence(oid('1.2.840.113549.1.1.10'), parameters);
  const padding = constants.RSA_PKCS1_PSS_PADDING;
  return signer(algorithm, keys, digest, { padding, saltLength });
}

export function keyIdOf(publicKey: Uint8Array): string {
  return createHash('sha1').update(publicKey).digest('hex');
}

export interface CaOptions {
  readonly name?: string | Uint8Array;
  readonly signer?: Signer;
  /** The content of keyUsage's BIT STRING in hex; `null` for a certificate without the extension. */
  readonly keyUsage?: string | null;
  /** False for a certificate whose basicConstraints lack cA. */
  readonly isCa?: boolean;
  /** Hex; `null` for certificates and CRLs that do not name the key. */
  readonly keyId?: string | null;
}

export interface LeafOptions {
  readonly serial?: string;
  readonly issuer?: Uint8Array;
  readonly notBefore?: string;
  readonly notAfter?: string;
  readonly ca?: boolean;
  readonly serverAuth?: boolean;
  /** URLs of one distribution point each. */
  readonly crls?: readonly string[];
  /** Instead: whole DistributionPoints. */
  readonly distributionPoints?: readonly Uint8Array[];
  readonly keyId?: string | null;
  readonly extensions?: readonly Uint8Array[];
}

export interface EntryOptions {
  /** Content octets in hex. */
  readonly serial: string;
  /** UTCTime, or GeneralizedTime when it is longer. */
  readonly date?: string;
  readonly reason?: number;
  readonly extensions?: readonly Uint8Array[];
}

export interface CrlOptions {
  /** 2, or 1 for a CRL without version and extensions. */
  readonly version?: 1 | 2;
  readonly issuer?: Uint8Array;
  readonly thisUpdate?: string;
  readonly nextUpdate?: string | null;
  readonly entries?: readonly (EntryOptions | Uint8Array)[];
  /** Behind the authorityKeyIdentifier and cRLNumber. */
  readonly extensions?: readonly Uint8Array[];
  readonly number?: string | null;
  readonly keyId?: string | null;
  readonly signer?: Signer;
  /** Changed after signing. */
  readonly spoil?: boolean;
}

export interface CrlCa {
  readonly name: Uint8Array;
  readonly certificate: Uint8Array;
  readonly signer: Signer;
  readonly keyId: string | null;
  issue(options?: LeafOptions): Uint8Array;
  crl(options?: CrlOptions): Uint8Array;
}

export const CERT_SIGN_AND_CRL_SIGN = '01 06';
export const CERT_SIGN = '02 04';

export function makeCrlCa(options: CaOptions = {}): CrlCa {
  const own = options.signer ?? ecdsa();
  const keyId = options.keyId === undefined ? keyIdOf(own.publicKey) : options.keyId;
  const given = options.name ?? 'Test CA';
  const name = typeof given === 'string' ? simpleName(['2.5.4.3', given]) : given;
  const keyUsage = options.keyUsage === undefined ? CERT_SIGN_AND_CRL_SIGN : options.keyUsage;
  const certificate = signed(own, [
    explicit(0, integer('02')),
    integer('0a'),
    own.algorithm,
    name,
    validity('200101000000Z', '400101000000Z'),
    name,
    own.publicKey,
    extensionList(3, [
      extension(
        '2.5.29.19',
        options.isCa === false ? sequence() : sequence(element(0x01, bytesOf('ff'))),
        true,
      ),
      ...(keyUsage === null
        ? []
        : [extension('2.5.29.15', element(0x03, bytesOf(keyUsage)), true)]),
      ...(keyId === null ? [] : [extension('2.5.29.14', octetString(bytesOf(keyId)))]),
    ]),
  ]);
  return {
    name,
    certificate,
    signer: own,
    keyId,
    issue: (leaf = {}) => makeLeaf(name, own, keyId, leaf),
    crl: (crl = {}) => makeCrl(name, own, keyId, crl),
  };
}

let leafKey: KeyObject | undefined;

function makeLeaf(
  name: Uint8Array,
  issuer: Signer,
  issuerKeyId: string | null,
  options: LeafOptions,
): Uint8Array {
  leafKey ??= ecKeys('prime256v1').publicKey;
  const points = options.distributionPoints ?? (options.crls ?? []).map((url) => pointOf(uri(url)));
  const keyId = options.keyId === undefined ? issuerKeyId : options.keyId;
  return signed(issuer, [
    explicit(0, integer('02')),
    integer(options.serial ?? '7b01'),
    issuer.algorithm,
    options.issuer ?? name,
    validity(options.notBefore ?? '250301000000Z', options.notAfter ?? '260301000000Z'),
    simpleName(['2.5.4.3', 'example.org']),
    new Uint8Array(leafKey.export({ type: 'spki', format: 'der' })),
    extensionList(3, [
      ...(keyId === null ? [] : [authorityKeyIdentifier(keyId)]),
      ...(options.ca === true
        ? [extension('2.5.29.19', sequence(element(0x01, bytesOf('ff'))), true)]
        : []),
      ...(options.serverAuth === false
        ? []
        : [extension('2.5.29.37', sequence(oid('1.3.6.1.5.5.7.3.1')))]),
      ...(points.length === 0 ? [] : [extension('2.5.29.31', sequence(...points))]),
      ...(options.extensions ?? []),
    ]),
  ]);
}

function makeCrl(
  name: Uint8Array,
  own: Signer,
  ownKeyId: string | null,
  options: CrlOptions,
): Uint8Array {
  const { version = 2, entries = [], number = '0a' } = options;
  const keyId = options.keyId === undefined ? ownKeyId : options.keyId;
  const by = options.signer ?? own;
  const nextUpdate = options.nextUpdate === undefined ? '250408000000Z' : options.nextUpdate;
  const extensions = [
    ...(keyId === null ? [] : [authorityKeyIdentifier(keyId)]),
    ...(number === null ? [] : [extension('2.5.29.20', integer(number))]),
    ...(options.extensions ?? []),
  ];
  const crl = signed(by, [
    version === 2 ? integer('01') : NOTHING,
    by.algorithm,
    options.issuer ?? name,
    time(options.thisUpdate ?? '250401000000Z'),
    nextUpdate === null ? NOTHING : time(nextUpdate),
    entries.length === 0 ? NOTHING : sequence(...entries.map(entryOf)),
    version === 2 ? extensionList(0, extensions) : NOTHING,
  ]);
  if (options.spoil === true) crl[crl.length - 1]! ^= 1;
  return crl;
}

/** SEQUENCE { SEQUENCE { fields }, algorithm, signature }, as certificates and CRLs are. */
export function signed(by: Signer, fields: readonly Uint8Array[]): Uint8Array {
  const contents = sequence(...fields);
  return sequence(contents, by.algorithm, bitString(by.sign(contents)));
}

function extensionList(number: number, extensions: readonly Uint8Array[]): Uint8Array {
  return extensions.length === 0 ? NOTHING : explicit(number, sequence(...extensions));
}

export function entryOf(entry: EntryOptions | Uint8Array): Uint8Array {
  if (entry instanceof Uint8Array) return entry;
  const extensions = [
    ...(entry.reason === undefined ? [] : [reasonCode(entry.reason)]),
    ...(entry.extensions ?? []),
  ];
  return sequence(
    integer(entry.serial),
    time(entry.date ?? '250320120000Z'),
    extensions.length === 0 ? NOTHING : sequence(...extensions),
  );
}

export function time(value: string): Uint8Array {
  return text(value.length > 13 ? 0x18 : 0x17, value);
}

export function reasonCode(code: number): Uint8Array {
  return extension('2.5.29.21', element(0x0a, Uint8Array.of(code)));
}

export function invalidityDate(value: string): Uint8Array {
  return extension('2.5.29.24', text(0x18, value));
}

export function certificateIssuer(name: Uint8Array): Uint8Array {
  return extension('2.5.29.29', sequence(explicit(4, name)), true);
}

export function authorityKeyIdentifier(keyId: string): Uint8Array {
  return extension('2.5.29.35', sequence(element(0x80, bytesOf(keyId))));
}

export function uri(url: string): Uint8Array {
  return text(0x86, url);
}

/** A DistributionPoint with fullName, and what else it shall hold. */
export function pointOf(name: Uint8Array, ...others: Uint8Array[]): Uint8Array {
  return sequence(explicit(0, explicit(0, name)), ...others);
}

export interface IdpOptions {
  readonly names?: readonly Uint8Array[];
  readonly relative?: Uint8Array;
  readonly users?: boolean;
  readonly cas?: boolean;
  readonly someReasons?: boolean;
  readonly indirect?: boolean;
  readonly attributes?: boolean;
}

/** issuingDistributionPoint (RFC 5280 §5.2.5). */
export function issuingDistributionPoint(options: IdpOptions): Uint8Array {
  const flag = (number: number, isSet = false): Uint8Array =>
    isSet ? element(0x80 | number, bytesOf('ff')) : NOTHING;
  const { names, relative } = options;
  const value = sequence(
    names === undefined ? NOTHING : explicit(0, explicit(0, ...names)),
    relative === undefined ? NOTHING : explicit(0, explicit(1, relative)),
    flag(1, options.users),
    flag(2, options.cas),
    options.someReasons === true ? element(0x83, bytesOf('06 40')) : NOTHING,
    flag(4, options.indirect),
    flag(5, options.attributes),
  );
  return extension('2.5.29.28', value, true);
}

export function deltaCrlIndicator(base = '01'): Uint8Array {
  return extension('2.5.29.27', integer(base), true);
}

export function toPem(label: string, der: Uint8Array): string {
  const lines =
    Buffer.from(der)
      .toString('base64')
      .match(/.{1,64}/g) ?? [];
  return [`-----BEGIN ${label}-----`, ...lines, `-----END ${label}-----`, ''].join('\n');
}

/** The octets with another tail, as a file that broke off or has more. */
export function withTail(der: Uint8Array, ...tail: Uint8Array[]): Uint8Array {
  return concat(der, ...tail);
}
