/** What the templates are made of: the shapes of certificates that public CAs issue in numbers. */

export interface Profile {
  readonly issuer: string;
  readonly subject: string;
  readonly policies: readonly string[];
  readonly validityDays: number;
  readonly rsaKey: boolean;
  readonly rsaSignature: boolean;
  readonly scts: number;
  /** How many dNSNames, besides the one that is the common name. */
  readonly furtherNames: number;
}

/** Where a host name is written for each certificate: as many letters as stand here. */
export const HOST_PLACE = 'hosthosthost0000';
const HOST = `${HOST_PLACE}.example.com`;

const DV = '2.23.140.1.2.1';
const OV = '2.23.140.1.2.2';
const EV = '2.23.140.1.1';

const ORGANIZATION = 'O=Voorbeeld Handelsmaatschappij B.V., L=Utrecht, ST=Utrecht, C=NL';
/** EV Guidelines §7.1.4.2: jurisdiction, business category, registration number. */
const REGISTERED = '1.3.6.1.4.1.311.60.2.1.3=NL, 2.5.4.15=Private Organization, 2.5.4.5=30112233';

export const PROFILES: readonly Profile[] = [
  profile('CN=E7, O=Free Encryption, C=US', DV, 90, false, false, 2, 0),
  profile('CN=R11, O=Free Encryption, C=US', DV, 90, true, true, 2, 1),
  profile(
    'CN=Example RSA DV Secure Server CA 2, O=Example Limited, C=GB',
    DV,
    397,
    true,
    true,
    3,
    1,
  ),
  profile(
    'CN=Example Global G2 TLS RSA SHA256 2020 CA1, O=Example Inc, C=US',
    OV,
    397,
    true,
    true,
    3,
    3,
  ),
  profile(
    'CN=Voorbeeld TLS ECC OV CA G3, O=Voorbeeld Trust B.V., C=NL',
    OV,
    397,
    false,
    false,
    3,
    2,
  ),
  profile('CN=Voorbeeld TLS EV CA G3, O=Voorbeeld Trust B.V., C=NL', EV, 397, true, true, 3, 2),
];

function profile(
  issuer: string,
  policy: string,
  validityDays: number,
  rsaKey: boolean,
  rsaSignature: boolean,
  scts: number,
  furtherNames: number,
): Profile {
  const organization = policy === DV ? '' : `, ${ORGANIZATION}`;
  const subject = `CN=${HOST}${organization}${policy === EV ? `, ${REGISTERED}` : ''}`;
  // CAs put a policy of their own beside the reserved one
  const policies = validityDays === 90 ? [policy] : [policy, '1.3.6.1.4.1.99999.1.2.3'];
  return { issuer, subject, policies, validityDays, rsaKey, rsaSignature, scts, furtherNames };
}

/** The dNSNames of a profile, the common name first. */
export function dnsNames({ furtherNames }: Profile): string[] {
  const further = Array.from({ length: furtherNames }, (_, i) => `${['www', 'api', 'cdn'][i]!}.`);
  return [HOST, ...further.map((label) => label + HOST)];
}
