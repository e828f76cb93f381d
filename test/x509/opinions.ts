/**
 * What @peculiar/x509 and pkijs say of a certificate is brought into one shape, and so are the facts.
 */
import type { CertificateFacts } from '../../src/x509/facts.ts';

/** A field is absent where a library does not say, or says it in a form that cannot be compared. */
export interface Opinion {
  serial?: string;
  /** `OID=value` of every attribute, in the order of the certificate. */
  issuer?: string[];
  subject?: string[];
  notBefore?: string;
  notAfter?: string;
  signatureOid?: string;
  keyAlgorithm?: string;
  keyBits?: number;
  curve?: string;
  precertificate?: boolean;
  ca?: boolean;
  policies?: string[];
  extendedKeyUsages?: string[];
  dnsNames?: string[];
  emailAddresses?: string[];
  uris?: string[];
  ipAddresses?: string[];
  registeredIds?: string[];
  crlDistributionPoints?: string[];
  ocsp?: string[];
  caIssuers?: string[];
  scts?: { logId: string; timestamp: string }[];
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

export const CURVE_NAMES: Readonly<Record<string, string>> = {
  'P-256': 'secp256r1',
  'P-384': 'secp384r1',
  'P-521': 'secp521r1',
  'K-256': 'secp256k1',
};

export const FIELDS = [
  ...(['serial', 'issuer', 'subject', 'notBefore', 'notAfter', 'signatureOid'] as const),
  ...(['keyAlgorithm', 'keyBits', 'curve', 'precertificate', 'ca', 'policies'] as const),
  ...(['extendedKeyUsages', 'dnsNames', 'emailAddresses', 'uris', 'ipAddresses'] as const),
  ...(['registeredIds', 'crlDistributionPoints', 'ocsp', 'caIssuers', 'scts'] as const),
] satisfies readonly (keyof Opinion)[];

export function ourOpinion(facts: CertificateFacts): Required<Opinion> {
  return {
    precertificate: facts.precertificate,
    ca: facts.ca,
    policies: facts.policies,
    extendedKeyUsages: facts.extendedKeyUsages,
    dnsNames: facts.dnsNames,
    emailAddresses: facts.emailAddresses,
    uris: facts.uris,
    ipAddresses: facts.ipAddresses,
    crlDistributionPoints: facts.crlDistributionPoints,
    scts: facts.scts,
    serial: canonicalHex(facts.serial ?? ''),
    issuer: attributesOf(facts.issuer ?? ''),
    subject: attributesOf(facts.subject ?? ''),
    notBefore: facts.notBefore ?? '',
    notAfter: facts.notAfter ?? '',
    signatureOid: facts.signatureAlgorithm?.oid ?? '',
    keyAlgorithm: facts.publicKey?.algorithm ?? '',
    keyBits: facts.publicKey?.bits ?? -1,
    curve: facts.publicKey?.curve ?? '',
    registeredIds: facts.otherNames
      .filter(({ type }) => type === 'registeredID')
      .map(({ value }) => value),
    ocsp: facts.authorityInfoAccess.ocsp,
    caIssuers: facts.authorityInfoAccess.caIssuers,
  };
}

/** Calls every function; a field whose function throws, or gives undefined, is left out. */
export function fieldsThatCanBeRead(readers: {
  readonly [K in keyof Opinion]: () => Opinion[K] | undefined;
}): Opinion {
  const opinion: Record<string, unknown> = {};
  for (const [field, read] of Object.entries(readers)) {
    try {
      const value = read();
      if (value !== undefined) opinion[field] = value;
    } catch {
      // the library does not accept this field
    }
  }
  return opinion;
}

/** The attributes of an RFC 4514 string as `OID=value`, unescaped, in the order of the certificate. */
function attributesOf(name: string): string[] {
  if (name === '') return [];
  return splitUnescaped(name, ',')
    .reverse()
    .flatMap((rdn) => splitUnescaped(rdn, '+'))
    .map((attribute) => {
      const [, type = '', value = ''] = /^([^=]*)=(.*)$/su.exec(attribute) ?? [];
      return `${SHORT_NAMES[type] ?? type}=${unescapeValue(value)}`;
    });
}

/** At every separator that no backslash stands before. */
function splitUnescaped(text: string, separator: string): string[] {
  const parts: string[] = [];
  let start = 0;
  for (let i = 0; i < text.length; i++) {
    if (text[i] === '\\') i++;
    else if (text[i] === separator) {
      parts.push(text.slice(start, i));
      start = i + 1;
    }
  }
  return [...parts, text.slice(start)];
}

function unescapeValue(value: string): string {
  return value.replaceAll(/\\(00|.)/gsu, (_, char: string) => (char === '00' ? '\0' : char));
}

/** As facts write a value that is no text. */
export function hexOf(ber: ArrayBuffer | Uint8Array): string {
  const octets = ber instanceof Uint8Array ? ber : new Uint8Array(ber);
  return `#${Buffer.from(octets).toString('hex')}`;
}

/** Serial numbers of the libraries are content octets, sign octet and all. */
export function canonicalHex(hex: string): string {
  return hex.replace(/^(00)+(?=..)/, '');
}

export function canonicalIp(ip: string): string {
  return ip.includes(':') && !ip.includes('/')
    ? new URL(`http://[${ip}]/`).hostname.slice(1, -1)
    : ip;
}

export function instant(date: Date): string {
  return date.toISOString().replace(/\.\d+Z$/, 'Z');
}
