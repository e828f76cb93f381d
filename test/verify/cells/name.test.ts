import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { compareName } from '../../../src/verify/cells/name.ts';
import { parseName } from '../../../src/verify/cells/written-name.ts';
import { readFacts } from '../../../src/x509/facts.ts';
import { X509Certificate } from 'node:crypto';
import { hasShared, readPem, sharedPath } from '../../support/shared.ts';

/** As `CertificateFacts` writes it: RFC 4514, the last RDN first. */
const NAME = String.raw`CN=example.org,1.2.840.113549.1.9.1=a@example.org,2.5.4.5=12345,OU=a/b+OU=c,O=Müller\, Söhne \"GmbH\",ST=Baden-Württemberg,C=DE`;

describe('a written name beside that of the certificate', () => {
  it.each([
    NAME,
    String.raw`C=DE,ST=Baden-Württemberg,O=Müller\, Söhne \"GmbH\",OU=c+OU=a/b,2.5.4.5=12345,1.2.840.113549.1.9.1=a@example.org,CN=example.org`,
    String.raw`C = DE, ST = Baden-Württemberg, O = "Müller, Söhne \"GmbH\"", OU = a/b + OU = c, serialNumber = 12345, emailAddress = a@example.org, CN = example.org`,
    String.raw`/C=DE/ST=Baden-Württemberg/O=Müller, Söhne "GmbH"/OU=a/b+OU=c/serialNumber=12345/emailAddress=a@example.org/CN=example.org`,
    String.raw`/C=DE/ST=Baden-W\xC3\xBCrttemberg/O=M\xC3\xBCller, S\xC3\xB6hne "GmbH"/OU=a/b+OU=c/serialNumber=12345/emailAddress=a@example.org/CN=example.org`,
    String.raw`CN=example.org, E=a@example.org, SERIALNUMBER=12345, OU=a/b+OU=c, O=M\C3\BCller\2C S\C3\B6hne \22GmbH\22, S=Baden-Württemberg, C=DE`,
    String.raw`cn=example.org; email=a@example.org; oid.2.5.4.5=12345; ou=a/b+ou=c; o=Müller, Söhne \"GmbH\"; st=Baden-Wu${'\u0308'}rttemberg; c=DE`,
    `CN=example.org\n1.2.840.113549.1.9.1=a@example.org\nserialNumber=12345\nOU=a/b+OU=c\nO=Müller, Söhne "GmbH"\nS=Baden-Württemberg\nC=DE`.replaceAll(
      '"GmbH"',
      String.raw`\"GmbH\"`,
    ),
  ])('is equal in the form %.60s', (cell) => {
    expect(compareName(cell, NAME), JSON.stringify(parseName(cell))).toBe('equal');
  });

  it.each(['/C=DE/O=Foo\\Bar/CN=a', 'C=DE, O=Foo\\Bar, CN=a', 'CN=a,O=Foo\\\\Bar,C=DE'])(
    'may have a backslash that escapes nothing: %s',
    (cell) => {
      expect(compareName(cell, String.raw`CN=a,O=Foo\\Bar,C=DE`)).toBe('equal');
      expect(compareName(cell, 'CN=a,O=FooBaz,C=DE')).toBe('different');
    },
  );

  it('takes time that grows with its length alone, in one RDN or in many', () => {
    for (const separator of ['+', ',']) {
      const name = Array.from({ length: 30_000 }, () => 'OU=a').join(separator);
      const start = performance.now();
      expect(compareName(name, 'CN=a')).toBe('different');
      expect(compareName(name, `${name},CN=b`)).toBe('incomplete');
      expect(compareName(`${name},CN=a`, `${name.replaceAll('=a', '=A')},CN=b`)).toBe('different');
      expect(performance.now() - start).toBeLessThan(3000);
    }
  });

  it('takes #hex for the text that it encodes', () => {
    expect(compareName('CN=#0c0b6578616d706c652e6f7267', 'CN=example.org')).toBe('equal');
    expect(compareName('CN=#0c0b6578616d706c652e6f7268', 'CN=example.org')).toBe('different');
    const long = 'a'.repeat(200);
    const hex = `#0c81c8${'61'.repeat(200)}`;
    expect(compareName(`CN=${hex}`, `CN=${long}`)).toBe('equal');
    expect(compareName(`CN=${hex}61`, `CN=${long}a`)).toBe('different');
  });

  it('does not mind RDNs that are grouped otherwise, as Go groups them', () => {
    expect(compareName('CN=c.example,OU=A+OU=B', 'CN=c.example,OU=B,OU=A')).toBe('reordered');
    expect(compareName('CN=c.example,OU=A+OU=C', 'CN=c.example,OU=B,OU=A')).toBe('different');
    expect(compareName('CN=c.example,OU=A+OU=A', 'CN=c.example,OU=B,OU=A')).toBe('different');
    expect(compareName('OU=A+OU=B', 'CN=c.example,OU=B,OU=A')).toBe('incomplete');
  });

  it.each([
    [
      'Latin-1 for UTF-8',
      '\u4e0a\u6d77\u5e02',
      '\u00e4\u00b8\u008a\u00e6\u00b5\u00b7\u00e5\u00b8\u0082',
    ],
    ['UTF-8 for Latin-1, unread', 'Montr\u00e9al', 'Montr\ufffdal'],
    ['ASCII for UTF-16', '\u4d6f\u756e\u7461\u696e', 'Mountain'],
    ['UTF-8 for UTF-16, unread', '\u7f51\u7edc\u90e8', '\u007fQ~\u0710\ufffd'],
    ['other capitals', 'Example Inc.', 'EXAMPLE INC.'],
    ['other blanks', String.raw`\  Example  Inc.`, 'Example Inc.'],
  ])('is inexact with %s', (_, value, written) => {
    expect(compareName(`O=${written},C=DE`, `O=${value},C=DE`)).toBe('inexact');
    expect(compareName(`C=DE,O=${written}`, `O=${value},C=DE`)).toBe('inexact');
    expect(compareName(`O=${written}x,C=DE`, `O=${value},C=DE`)).toBe('different');
    expect(compareName(`O=${written}`, `O=${value},C=DE`)).toBe('incomplete');
  });

  it.each([
    ['\ufffd', 'Example'],
    ['Ex\ufffdple and more', 'Example'],
    ['M\u00fcller', 'M\u00f6ller'],
    ['M?ller', 'M\u00fcller'],
  ])('is another one: %s', (written, value) => {
    expect(compareName(`O=${written}`, `O=${value}`)).toBe('different');
  });

  it('may have octets of Latin-1 escaped', () => {
    expect(compareName(String.raw`CN = \E4, ST = W\FCrttemberg`, 'CN=ä,ST=Württemberg')).toBe(
      'equal',
    );
  });

  it('may stand behind what OpenSSL prints before it, and have the quotes of Windows', () => {
    expect(compareName('subject=CN = example.org', 'CN=example.org')).toBe('equal');
    expect(compareName('O="A ""B"" C", C=DE', String.raw`O=A \"B\" C,C=DE`)).toBe('equal');
  });

  it.each([
    ['CN=Example.org,C=DE', 'inexact'],
    ['CN=example.org', 'incomplete'],
    ['example.org', 'incomplete'],
    ['C=DE,CN=example.org,O=x', 'different'],
    ['CN=example.com,C=DE', 'different'],
    ['', 'different'],
    ['see below', 'unreadable'],
    ['CN', 'unreadable'],
  ])('tells %s: %s', (cell, expected) => {
    expect(compareName(cell, 'CN=example.org,C=DE')).toBe(expected);
  });

  it('keeps a comma that is not escaped where no type follows', () => {
    expect(compareName('O=DigiCert, Inc., C=US', String.raw`O=DigiCert\, Inc.,C=US`)).toBe('equal');
    expect(compareName('C=US, O=DigiCert, Inc.', String.raw`O=DigiCert\, Inc.,C=US`)).toBe('equal');
  });

  it(
    'finds equal what Node and OpenSSL write of real names',
    { skip: !hasShared('corpus/real.pem') },
    () => {
      let compared = 0;
      for (const der of readPem(sharedPath('corpus/real.pem')).slice(0, 2500)) {
        const { subject } = readFacts(der);
        if (subject === null || subject === '') continue;
        let node: string;
        try {
          node = new X509Certificate(der).subject;
        } catch {
          continue;
        }
        // OpenSSL shows a blank at the end of a value as it is, and this cannot be told from none
        if (/(?:\\ |#)|[^ -~]|\?/.test(subject) || node.includes('\\')) continue;
        expect(compareName(node, subject), `${node} | ${subject}`).toBe('equal');
        compared++;
      }
      expect(compared).toBeGreaterThan(1000);
    },
  );

  it(
    'is equal to itself in every certificate, and read without end by nobody',
    { skip: !hasShared('corpus/other.pem') },
    () => {
      for (const der of readPem(sharedPath('corpus/other.pem')).slice(0, 3000)) {
        const { issuer } = readFacts(der);
        if (issuer === null || issuer === '') continue;
        const reversed = `${issuer} `;
        expect(['equal', 'reordered'], issuer).toContain(compareName(reversed, issuer));
      }
    },
  );

  it('never throws, and takes linear time', () => {
    fc.assert(
      fc.property(fc.string({ maxLength: 200 }), fc.string({ maxLength: 50 }), (cell, name) => {
        compareName(cell, name);
      }),
    );
    for (const piece of ['CN=', '\\', '"', '/CN=', ',', '+', 'A=B,', '\\x00']) {
      const start = process.hrtime.bigint();
      compareName(piece.repeat(200_000 / piece.length), 'CN=a');
      expect(Number(process.hrtime.bigint() - start) / 1e9, piece).toBeLessThan(3);
    }
  });
});
