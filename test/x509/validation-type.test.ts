import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { isCaSpecificEvPolicy, policyName } from '../../src/x509/policy-name.ts';
import { simpleName, text } from '../support/der.ts';
import {
  CA_CONSTRAINTS,
  dnsName,
  extendedKeyUsage,
  policies,
  rawCertificate,
  subjectAltName,
} from '../support/raw-certificate.ts';
import { hasShared, sharedPath } from '../support/shared.ts';
import { readFileSync } from 'node:fs';

const SERVER = '1.3.6.1.5.5.7.3.1';
const CODE = '1.3.6.1.5.5.7.3.3';
const MAIL = '1.3.6.1.5.5.7.3.4';
const TIME = '1.3.6.1.5.5.7.3.8';
const CN = '2.5.4.3';
const O = '2.5.4.10';
const SURNAME = '2.5.4.4';
const GIVEN = '2.5.4.42';
const CATEGORY = '2.5.4.15';
const JURISDICTION = '1.3.6.1.4.1.311.60.2.1.3';
const DIGICERT_EV = '2.16.840.1.114412.2.1';

function classify(
  subject: string[],
  ...extensions: Uint8Array[]
): [type: string, inferred: boolean] {
  const facts = readFacts(
    rawCertificate({
      subject: simpleName(...subject.map((type): [string, string] => [type, 'x'])),
      extensions,
    }),
  );
  return [facts.validationType, facts.validationTypeInferred];
}

describe('validation types by the reserved OIDs', () => {
  it.each([
    ['2.23.140.1.1', 'EV'],
    ['2.23.140.1.2.1', 'DV'],
    ['2.23.140.1.2.2', 'OV'],
    ['2.23.140.1.2.3', 'IV'],
    ['2.23.140.1.3', 'code signing EV'],
    ['2.23.140.1.4.1', 'code signing'],
    ['2.23.140.1.4.2', 'timestamping'],
    ['2.23.140.1.5.1.1', 'S/MIME mailbox legacy'],
    ['2.23.140.1.5.1.2', 'S/MIME mailbox multipurpose'],
    ['2.23.140.1.5.2.3', 'S/MIME organization strict'],
    ['2.23.140.1.5.3.1', 'S/MIME sponsor legacy'],
    ['2.23.140.1.5.4.3', 'S/MIME individual strict'],
  ])('%s is %s, whatever else the certificate says', (id, type) => {
    expect(classify([CN, O], policies('1.2.3', id), extendedKeyUsage(TIME))).toEqual([type, false]);
    expect(policyName(id)).toBe(`CA/B Forum ${type}`);
  });

  it('joins several in one order, each once', () => {
    expect(
      classify(
        [CN],
        policies('2.23.140.1.2.2', '2.23.140.1.2.1', '2.23.140.1.2.2', '2.23.140.1.1'),
      ),
    ).toEqual(['DV+EV+OV', false]);
    expect(classify([CN], policies('2.23.140.1.5.1.1', '2.23.140.1.2.1'))).toEqual([
      'DV+S/MIME mailbox legacy',
      false,
    ]);
  });

  it('takes no OID for a reserved one because it begins like one', () => {
    expect(classify([CN], policies('2.23.140.1.2', '2.23.140.1.2.1.1'))).toEqual(['unknown', true]);
  });

  it('is CA where basicConstraints say so, before any policy', () => {
    expect(classify([CN], policies('2.23.140.1.2.1'), CA_CONSTRAINTS)).toEqual(['CA', false]);
  });
});

describe('validation types by a CA’s own EV OID', () => {
  it('is EV for TLS', () => {
    expect(classify([CN], policies(DIGICERT_EV), extendedKeyUsage(SERVER))).toEqual(['EV', false]);
    expect(classify([CN], policies(DIGICERT_EV), subjectAltName(dnsName('a')))).toEqual([
      'EV',
      false,
    ]);
    expect(policyName(DIGICERT_EV)).toMatch(/EV/);
  });

  it('is not EV for anything else, since CAs use these OIDs for code signing too', () => {
    expect(classify([CN, O], policies(DIGICERT_EV), extendedKeyUsage(CODE))).toEqual([
      'code signing',
      true,
    ]);
  });

  it('yields to a reserved OID', () => {
    expect(
      classify([CN], policies(DIGICERT_EV, '2.23.140.1.2.2'), extendedKeyUsage(SERVER)),
    ).toEqual(['OV', false]);
  });

  it.skipIf(!hasShared('reference/ev-policy-oids.txt'))(
    'knows the OIDs of the reference list',
    () => {
      const listed = readFileSync(sharedPath('reference/ev-policy-oids.txt'), 'utf8')
        .split('\n')
        .map((line) => /^\d+(\.\d+)+/.exec(line)?.[0])
        .filter((id) => id !== undefined && id !== '2.23.140.1.1');
      expect(listed.length).toBeGreaterThan(10);
      expect(listed.filter((id) => !isCaSpecificEvPolicy(id!))).toEqual([]);
    },
  );
});

describe('validation types inferred', () => {
  const tls = extendedKeyUsage(SERVER);
  const mail = extendedKeyUsage(MAIL);
  it.each([
    ['TLS, common name only', [CN], [tls], 'DV'],
    ['TLS, no subject', [], [tls], 'DV'],
    ['TLS, organization', [CN, O], [tls], 'OV'],
    ['TLS, person', [CN, SURNAME], [tls], 'IV'],
    ['TLS, person of an organization', [CN, GIVEN, O], [tls], 'OV'],
    ['TLS, jurisdiction and category', [CN, O, JURISDICTION, CATEGORY], [tls], 'EV'],
    ['TLS, jurisdiction alone', [CN, O, JURISDICTION], [tls], 'OV'],
    ['dNSName without EKU', [CN], [subjectAltName(dnsName('a'))], 'DV'],
    ['mail, mailbox', [CN], [mail], 'S/MIME mailbox'],
    ['mail, organization', [CN, O], [mail], 'S/MIME organization'],
    ['mail, person', [CN, GIVEN], [mail], 'S/MIME individual'],
    ['mail, person of an organization', [CN, GIVEN, O], [mail], 'S/MIME sponsor'],
    ['address without EKU', [CN], [subjectAltName(text(0x81, 'a@b'))], 'S/MIME mailbox'],
    ['code signing', [CN, O], [extendedKeyUsage(CODE)], 'code signing'],
    [
      'code signing, jurisdiction and category',
      [O, JURISDICTION, CATEGORY],
      [extendedKeyUsage(CODE)],
      'code signing EV',
    ],
    ['timestamping', [CN], [extendedKeyUsage(TIME)], 'timestamping'],
    ['another EKU', [CN], [extendedKeyUsage('1.2.3')], 'unknown'],
    ['nothing', [CN], [], 'unknown'],
    ['a policy of the CA alone', [CN], [policies('1.2.3'), tls], 'DV'],
  ])('%s', (_name, subject, extensions, type) => {
    expect(classify(subject, ...extensions)).toEqual([type, true]);
  });
});
