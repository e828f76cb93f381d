/** A CA's CRLs, what they say of a certificate with serial number 7b01, and what OpenSSL makes of it. */
import { bytesOf, element, explicit, sequence, simpleName } from '../support/der.ts';
import {
  CERT_SIGN,
  type CaOptions,
  type CrlCa,
  type CrlOptions,
  type LeafOptions,
  certificateIssuer,
  deltaCrlIndicator,
  ecdsa,
  issuingDistributionPoint,
  pointOf,
  uri,
} from '../support/make-crl.ts';
import { extension } from '../support/raw-certificate.ts';

export interface Scenario {
  readonly name: string;
  readonly ca?: CaOptions;
  readonly leaf?: LeafOptions;
  readonly crls: readonly CrlOptions[] | ((ca: CrlCa) => readonly CrlOptions[]);
  /** As `inShort` writes it. */
  readonly expected: string;
  /** Why OpenSSL says something else, and what; without, it must agree. */
  readonly openssl?: { readonly says: OpensslVerdict; readonly because: string };
}

/** `unknown`: any error that is about the CRL. */
export type OpensslVerdict = 'ok' | 'revoked' | 'expired' | 'unknown';

export const URL_1 = 'http://crl.example.org/1.crl';
export const URL_2 = 'http://crl.example.org/2.crl';

export const REVOKED = { serial: '7b01' };
const OTHER = { serial: '7b02', reason: 1 };
/** Before the usual thisUpdate, and fresh all the same. */
const OLDER = { thisUpdate: '250331000000Z' };
const UNKNOWN_EXTENSION = extension('1.2.3.4', bytesOf('05 00'), true);
const HARMLESS_EXTENSION = extension('1.2.3.4', bytesOf('05 00'));
const OTHER_NAME = simpleName(['2.5.4.3', 'Other CA']);

export const SCENARIOS: readonly Scenario[] = [
  {
    name: 'no CRL at all',
    crls: [],
    expected: 'unknown no-evidence',
  },
  {
    name: 'a fresh list without it',
    crls: [{ entries: [OTHER] }],
    expected: 'notRevoked',
  },
  { name: 'an empty list', crls: [{}], expected: 'notRevoked' },
  { name: 'a list with it', crls: [{ entries: [OTHER, REVOKED] }], expected: 'revoked' },
  ...[0, 1, 2, 3, 4, 5, 9, 10].map((reason) => ({
    name: `a list with it, reason ${reason}`,
    crls: [{ entries: [{ ...REVOKED, reason }] }],
    expected: 'revoked',
  })),
  {
    name: 'a reason that RFC 5280 does not have',
    crls: [{ entries: [{ ...REVOKED, reason: 7 }] }],
    expected: 'revoked',
  },
  {
    name: 'a hold',
    crls: [{ entries: [{ ...REVOKED, reason: 6 }] }],
    expected: 'unknown certificate-hold',
    openssl: { says: 'revoked', because: 'to it a hold is as good as a revocation' },
  },
  {
    name: 'removeFromCRL on a full list',
    crls: [{ entries: [{ ...REVOKED, reason: 8 }] }],
    expected: 'unknown remove-from-crl',
    openssl: { says: 'ok', because: 'it takes removeFromCRL for a delta wherever it stands' },
  },
  {
    name: 'a stale list without it',
    crls: [{ thisUpdate: '250301000000Z', nextUpdate: '250308000000Z' }],
    expected: 'unknown stale',
  },
  {
    name: 'a stale list with it',
    crls: [{ thisUpdate: '250301000000Z', nextUpdate: '250308000000Z', entries: [REVOKED] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'it stops at an expired CRL; revocation is for good' },
  },
  {
    name: 'nextUpdate in the second that is asked about',
    crls: [{ nextUpdate: '250405000000Z' }],
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'to it a CRL has expired in the second of nextUpdate' },
  },
  {
    name: 'a list without nextUpdate, and without it',
    crls: [{ nextUpdate: null }],
    expected: 'unknown no-next-update',
    openssl: { says: 'ok', because: 'to it a CRL without nextUpdate holds for ever' },
  },
  {
    name: 'a list without nextUpdate, with it',
    crls: [{ nextUpdate: null, entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'a list of version 1',
    crls: [{ version: 1, entries: [OTHER] }],
    expected: 'notRevoked',
  },
  {
    name: 'GeneralizedTime everywhere',
    crls: [
      {
        thisUpdate: '20250401000000Z',
        nextUpdate: '20250408000000Z',
        entries: [{ ...REVOKED, date: '20250320120000Z' }],
      },
    ],
    expected: 'revoked',
  },
  {
    name: 'a wrong signature over a list with it',
    crls: [{ spoil: true, entries: [REVOKED] }],
    expected: 'unknown bad-signature',
  },
  {
    name: 'a list signed with the key of somebody else',
    crls: () => [{ signer: ecdsa() }],
    expected: 'unknown bad-signature',
  },
  {
    name: 'an issuer that may not sign CRLs',
    ca: { keyUsage: CERT_SIGN },
    crls: [{ entries: [REVOKED] }],
    expected: 'unknown no-crl-sign',
  },
  {
    name: 'an issuer without keyUsage',
    ca: { keyUsage: null },
    crls: [{ entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'a list of another issuer',
    crls: [{ issuer: OTHER_NAME, entries: [REVOKED] }],
    expected: 'unknown no-evidence',
  },
  {
    name: 'an issuer in other case and spacing',
    ca: { name: 'Test  CA' },
    crls: [{ issuer: simpleName(['2.5.4.3', ' TEST ca']), entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'a list for the key of before',
    crls: [{ keyId: '00112233', entries: [] }],
    // the identifier that counts is the one in the certificate of the key that verified it
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'it goes by the identifier that the CRL names' },
  },
  {
    name: 'a certificate for another key',
    leaf: { keyId: '00112233' },
    crls: [{ entries: [REVOKED] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'nobody names keys',
    ca: { keyId: null },
    crls: [{ entries: [REVOKED] }],
    expected: 'unknown no-key-identifier',
    openssl: { says: 'revoked', because: 'it checks the chain, and has one key to check it with' },
  },
  {
    name: 'a certificate that does not name its issuer\u2019s key',
    leaf: { keyId: null },
    crls: [{}],
    expected: 'unknown no-key-identifier',
    openssl: { says: 'ok', because: 'it checks the chain, and has one key to check it with' },
  },
  {
    name: 'a clean list, and a newer delta with it',
    crls: [OLDER, { extensions: [deltaCrlIndicator()], entries: [REVOKED] }],
    expected: 'unknown delta',
    openssl: { says: 'revoked', because: 'it reads a delta like a full list' },
  },
  {
    name: 'a clean list, and a newer delta that removes it',
    crls: [OLDER, { extensions: [deltaCrlIndicator()], entries: [{ ...REVOKED, reason: 8 }] }],
    expected: 'notRevoked',
  },
  {
    name: 'a clean list, and an older delta with it',
    crls: [{}, { ...OLDER, extensions: [deltaCrlIndicator()], entries: [REVOKED] }],
    expected: 'unknown delta',
    openssl: { says: 'ok', because: 'it looks at deltas only when it is asked to' },
  },
  {
    name: 'a clean list, and a newer part of others with it',
    leaf: { crls: [URL_1] },
    crls: [
      OLDER,
      { extensions: [issuingDistributionPoint({ names: [uri(URL_2)] })], entries: [REVOKED] },
    ],
    expected: 'unknown not-in-scope',
    openssl: { says: 'ok', because: 'it does not look at lists of another scope' },
  },
  {
    name: 'a clean list, and a newer one for CA certificates with it',
    crls: [OLDER, { extensions: [issuingDistributionPoint({ cas: true })], entries: [REVOKED] }],
    expected: 'unknown not-in-scope',
    openssl: { says: 'ok', because: 'it does not look at lists of another scope' },
  },
  {
    name: 'a clean list, and a newer one for attribute certificates with the number',
    crls: [
      OLDER,
      { extensions: [issuingDistributionPoint({ attributes: true })], entries: [REVOKED] },
    ],
    expected: 'notRevoked',
  },
  {
    name: 'a clean list, and a newer one with it and an unknown critical extension',
    crls: [OLDER, { extensions: [UNKNOWN_EXTENSION], entries: [REVOKED] }],
    expected: 'unknown critical-extension',
    openssl: { says: 'ok', because: 'of two lists it takes the one that it can use' },
  },
  {
    name: 'a clean list, and a newer indirect one with it',
    crls: [
      OLDER,
      { extensions: [issuingDistributionPoint({ indirect: true })], entries: [REVOKED] },
    ],
    expected: 'unknown indirect',
    openssl: { says: 'ok', because: 'it does not look at lists of another scope' },
  },
  {
    name: 'a list of the future without it',
    crls: [{ thisUpdate: '250701000000Z', nextUpdate: '250708000000Z' }],
    expected: 'unknown not-yet-valid',
  },
  {
    name: 'a list of the future with it, revoked before',
    crls: [{ thisUpdate: '250701000000Z', nextUpdate: '250708000000Z', entries: [REVOKED] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'to it a CRL is not valid before thisUpdate' },
  },
  {
    name: 'a list of the future with it, revoked later',
    crls: [
      {
        thisUpdate: '250701000000Z',
        nextUpdate: '250708000000Z',
        entries: [{ ...REVOKED, date: '250601000000Z' }],
      },
    ],
    expected: 'unknown not-yet-valid',
  },
  {
    name: 'a distribution point for some reasons, and a list without a scope',
    leaf: { distributionPoints: [pointOf(uri(URL_1), element(0x81, bytesOf('06 40')))] },
    crls: [{}],
    expected: 'unknown some-reasons',
  },
  {
    name: 'a distribution point whose CRLs another signs, and a list of the issuer',
    leaf: { distributionPoints: [pointOf(uri(URL_1), explicit(2, explicit(4, OTHER_NAME)))] },
    crls: [{}],
    expected: 'unknown indirect',
    openssl: { says: 'ok', because: 'to it a list without a scope is for all certificates' },
  },
  {
    name: 'a distribution point whose CRLs another signs, on a list of the issuer',
    leaf: { distributionPoints: [pointOf(uri(URL_1), explicit(2, explicit(4, OTHER_NAME)))] },
    crls: [{ entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'an issuer whose certificate is none of a CA',
    ca: { isCa: false },
    crls: [{}],
    expected: 'unknown not-a-ca',
  },
  {
    name: 'the part of a partitioned list that it is in',
    leaf: { crls: [URL_1] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })], entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'the part that it is in, without it',
    leaf: { crls: [URL_1] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })] }],
    expected: 'notRevoked',
  },
  {
    name: 'the part that it is in, its host in other case',
    leaf: { crls: ['HTTP://CRL.example.org/1.crl'] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })] }],
    expected: 'notRevoked',
    openssl: {
      says: 'unknown',
      because: 'it compares URLs octet by octet; RFC 5280 §7.4 does not',
    },
  },
  {
    name: 'another part',
    leaf: { crls: [URL_1] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_2)] })] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'another part that lists it all the same',
    leaf: { crls: [URL_1] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_2)] })], entries: [REVOKED] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'a part, and a certificate without distribution points',
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'a part with several names, one of them its own',
    leaf: { crls: [URL_2] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1), uri(URL_2)] })] }],
    expected: 'notRevoked',
  },
  {
    name: 'a part named by a directory name',
    leaf: { distributionPoints: [pointOf(explicit(4, OTHER_NAME))] },
    crls: [
      {
        extensions: [
          issuingDistributionPoint({ names: [explicit(4, simpleName(['2.5.4.3', 'other ca']))] }),
        ],
      },
    ],
    expected: 'notRevoked',
  },
  {
    name: 'a part named like the issuer',
    crls: (ca) => [{ extensions: [issuingDistributionPoint({ names: [explicit(4, ca.name)] })] }],
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'it does not go to the end of RFC 5280 §6.3.3' },
  },
  {
    name: 'a part whose name is relative to the issuer',
    leaf: { distributionPoints: [sequence(explicit(0, relativeName()))] },
    crls: [{ extensions: [issuingDistributionPoint({ relative: relativeContent() })] }],
    expected: 'notRevoked',
  },
  {
    name: 'a full list, and a certificate that names parts',
    leaf: { crls: [URL_1] },
    crls: [{}],
    expected: 'notRevoked',
  },
  {
    name: 'a list for user certificates',
    crls: [{ extensions: [issuingDistributionPoint({ users: true })] }],
    expected: 'notRevoked',
  },
  {
    name: 'a list for CA certificates',
    crls: [{ extensions: [issuingDistributionPoint({ cas: true })] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'a CA certificate, and a list for these',
    leaf: { ca: true },
    crls: [{ extensions: [issuingDistributionPoint({ cas: true })], entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'a CA certificate, and a list for user certificates',
    leaf: { ca: true },
    crls: [{ extensions: [issuingDistributionPoint({ users: true })] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'a list for attribute certificates',
    crls: [{ extensions: [issuingDistributionPoint({ attributes: true })] }],
    expected: 'unknown not-in-scope',
  },
  {
    name: 'a list for some reasons, without it',
    crls: [{ extensions: [issuingDistributionPoint({ someReasons: true })] }],
    expected: 'unknown some-reasons',
  },
  {
    name: 'a list for some reasons, with it',
    crls: [{ extensions: [issuingDistributionPoint({ someReasons: true })], entries: [REVOKED] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'it uses such lists with -extended_crl only' },
  },
  {
    name: 'a distribution point for some reasons',
    leaf: { distributionPoints: [pointOf(uri(URL_1), element(0x81, bytesOf('06 40')))] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })] }],
    expected: 'unknown some-reasons',
  },
  {
    name: 'a distribution point whose CRLs another signs',
    leaf: { distributionPoints: [pointOf(uri(URL_1), explicit(2, explicit(4, OTHER_NAME)))] },
    crls: [{ extensions: [issuingDistributionPoint({ names: [uri(URL_1)] })] }],
    expected: 'unknown indirect',
  },
  {
    name: 'an indirect list',
    crls: [{ extensions: [issuingDistributionPoint({ indirect: true })], entries: [REVOKED] }],
    expected: 'unknown indirect',
  },
  {
    name: 'an entry of another issuer on a list that is not indirect',
    crls: [{ entries: [{ ...REVOKED, extensions: [certificateIssuer(OTHER_NAME)] }] }],
    expected: 'unknown indirect',
    openssl: { says: 'ok', because: 'it takes the entry for one of the other issuer' },
  },
  {
    name: 'a delta list with it',
    crls: [{ extensions: [deltaCrlIndicator()], entries: [REVOKED] }],
    expected: 'unknown delta',
    openssl: { says: 'revoked', because: 'it reads a delta like a full list' },
  },
  {
    name: 'an unknown critical extension, on a list with it',
    crls: [{ extensions: [UNKNOWN_EXTENSION], entries: [REVOKED] }],
    expected: 'unknown critical-extension',
  },
  {
    name: 'an unknown extension that is not critical',
    crls: [{ extensions: [HARMLESS_EXTENSION], entries: [REVOKED] }],
    expected: 'revoked',
  },
  {
    name: 'an unknown critical extension of another entry',
    crls: [{ entries: [{ ...OTHER, extensions: [UNKNOWN_EXTENSION] }, REVOKED] }],
    expected: 'unknown critical-extension',
  },
  {
    name: 'a scope that cannot be read',
    crls: [{ extensions: [extension('2.5.29.28', bytesOf('30 03 86 01 ff'), true)] }],
    expected: 'unknown damaged',
    openssl: { says: 'ok', because: 'it takes a scope that it cannot read for none' },
  },
  {
    name: 'two scopes',
    leaf: { crls: [URL_1] },
    crls: [
      {
        extensions: [
          issuingDistributionPoint({ names: [uri(URL_1)] }),
          issuingDistributionPoint({ names: [uri(URL_2)] }),
        ],
      },
    ],
    expected: 'unknown damaged',
    openssl: { says: 'ok', because: 'of two scopes it takes none' },
  },
  {
    name: 'a list with an entry that cannot be read',
    crls: [{ entries: [sequence(element(0x04, bytesOf('7b 01')))] }],
    expected: 'unknown damaged',
  },
  {
    name: 'a list with it, and an entry that cannot be read',
    crls: [{ entries: [sequence(element(0x04, bytesOf('7b 03'))), REVOKED] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'it does not read the CRL at all' },
  },
  {
    name: 'a revocation date that cannot be read',
    crls: [{ entries: [{ ...REVOKED, date: '251301000000Z' }] }],
    expected: 'revoked',
  },
  {
    name: 'a revocation date in the future, on a list of today',
    crls: [{ entries: [{ ...REVOKED, date: '251201000000Z' }] }],
    expected: 'revoked',
  },
  {
    name: 'a list of later, without it',
    crls: [{ thisUpdate: '250501000000Z', nextUpdate: '250508000000Z' }],
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'to it a CRL is not valid before thisUpdate' },
  },
  {
    name: 'a list of later, with a revocation of before',
    crls: [{ thisUpdate: '250501000000Z', nextUpdate: '250508000000Z', entries: [REVOKED] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'to it a CRL is not valid before thisUpdate' },
  },
  {
    name: 'a list of later, with a revocation of later',
    crls: [
      {
        thisUpdate: '250501000000Z',
        nextUpdate: '250508000000Z',
        entries: [{ ...REVOKED, date: '250406000000Z' }],
      },
    ],
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'to it a CRL is not valid before thisUpdate' },
  },
  {
    name: 'a list made after the certificate had expired',
    leaf: { notAfter: '250410000000Z' },
    crls: [{ thisUpdate: '250501000000Z', nextUpdate: '250508000000Z' }],
    expected: 'unknown after-expiry',
  },
  {
    name: 'an expired certificate that is on a list',
    leaf: { notAfter: '250404000000Z' },
    crls: [{ entries: [REVOKED] }],
    expected: 'revoked expired',
  },
  {
    name: 'an expired certificate that is on none',
    leaf: { notAfter: '250404000000Z' },
    crls: [{}],
    expected: 'expired',
  },
  {
    name: 'a stale list and a fresh one',
    crls: [{ thisUpdate: '250301000000Z', nextUpdate: '250308000000Z' }, {}],
    expected: 'notRevoked',
  },
  {
    name: 'a wrongly signed list and a good one',
    crls: [{ spoil: true, entries: [REVOKED] }, {}],
    expected: 'notRevoked',
    openssl: { says: 'unknown', because: 'of two lists alike it takes the first' },
  },
  {
    name: 'a negative serial number',
    leaf: { serial: 'ff01' },
    crls: [{ entries: [{ serial: '01' }, { serial: 'ff01' }] }],
    expected: 'revoked',
  },
  {
    name: 'the positive number that its octets without the sign would be',
    leaf: { serial: 'ff01' },
    crls: [{ entries: [{ serial: '00ff01' }] }],
    expected: 'notRevoked',
  },
  {
    name: 'leading zero octets on the list',
    crls: [{ entries: [{ serial: '00007b01' }] }],
    expected: 'revoked',
    openssl: { says: 'unknown', because: 'it does not read integers that are not minimal' },
  },
  {
    name: 'a serial number of 21 octets',
    leaf: { serial: `00${'f1'.repeat(20)}` },
    crls: [{ entries: [{ serial: `00${'f1'.repeat(20)}` }] }],
    expected: 'revoked',
  },
  {
    name: 'a serial number of 100 octets',
    leaf: { serial: '71'.repeat(100) },
    crls: [{ entries: [{ serial: `${'71'.repeat(99)}72` }, { serial: '71'.repeat(100) }] }],
    expected: 'revoked',
  },
  {
    name: 'a short-lived certificate without any CRL',
    leaf: { notBefore: '250401000000Z', notAfter: '250410235959Z' },
    crls: [],
    expected: 'shortLived',
    openssl: { says: 'unknown', because: 'it does not know the Baseline Requirements' },
  },
  {
    name: 'a short-lived certificate on a list',
    leaf: { notBefore: '250401000000Z', notAfter: '250410235959Z' },
    crls: [{ entries: [REVOKED] }],
    expected: 'revoked',
  },
];

function relativeContent(): Uint8Array {
  // the content of an RDN, whose SET is tagged implicitly
  return simpleName(['2.5.4.11', 'part 1']).subarray(4);
}

function relativeName(): Uint8Array {
  return explicit(1, relativeContent());
}
