import { describe, expect, test } from 'vitest';

import { lineSummary, readText } from './reading.ts';

const A = '2884ec1de425003b57cfecf80cee32865e6c9351b57f816f5fa7cc43fe5fa99d';
const B = '6d8665951cf6d8743200393a1085e0f6eb226270cc1f1402507d61faae93256a';
const UPPER = A.toUpperCase();
const SHA1 = '9bf16ef6e33cfaf1d80ebf526bc3907fb98ee120';
const SERIAL16 = '05b995898666b4805c89c2944c02e6c4';
const SERIAL20 = '46960808538ea87b46daf488c0b12a1a0cf720a5';
const octets = (hex: string, by: string, width = 2) =>
  (hex.match(new RegExp(`.{${width}}`, 'g')) ?? []).join(by);

const link = `crt.sh?sha256 ${A}`;
const bare = `fingerprint ${A}`;
const pair16 = `serial+fingerprint ${A} serial=${SERIAL16}`;
const pair20 = `serial+fingerprint ${A} serial=${SERIAL20}`;
const serial16 = `serial serial=${SERIAL16}`;
const onlyCrtSh = '!not-recommended-form';

interface Case {
  readonly line: string;
  readonly expected: readonly string[];
}

function listing(line: string, ...expected: string[]): Case {
  return { line, expected: ['listing', ...expected] };
}

function invalid(line: string, ...codes: string[]): Case {
  return { line, expected: ['invalid', ...codes.map((code) => `!${code}`)] };
}

const CASES: Record<string, Case[]> = {
  'crt.sh links by SHA-256': [
    listing(`https://crt.sh/?sha256=${A}`, link),
    listing(`https://crt.sh/?sha256=${UPPER}`, link),
    listing(`  https://crt.sh/?sha256=${A} \t`, link),
    listing(`https://crt.sh/?SHA256=${A}`, link),
    listing(`HTTPS://CRT.SH/?Sha256=${UPPER}`, link),
    listing(`http://crt.sh/?sha256=${A}`, link),
    listing(`crt.sh/?sha256=${A}`, link),
    listing(`crt.sh?sha256=${A}`, link),
    listing(`//crt.sh/?sha256=${A}`, link),
    listing(`www.crt.sh/?sha256=${A}`, link),
    listing(`https://www.crt.sh/?sha256=${A}`, link),
    listing(`https://crt.sh:443/?sha256=${A}`, link),
    listing(`https://crt.sh/?sha256=${A}&opt=zlint,cablint`, link),
    listing(`https://crt.sh/?opt=cablint,x509lint,zlint,ocsp&sha256=${A}`, link),
    listing(`https://crt.sh/?output=json&sha256=${A}&opt=ocsp`, link),
    listing(`https://crt.sh/?id=1&sha256=${A}`, link),
    listing(`https://crt.sh/?sha256=${A}#details`, link),
    listing(`https://crt.sh/?sha256=${A}.`, link),
    listing(`https://crt.sh/?sha256=${A},`, link),
    listing(`https://crt.sh/?sha256=${A};`, link),
    listing(`"https://crt.sh/?sha256=${A}",`, link),
    listing(`"https:\\/\\/crt.sh\\/?sha256=${A}"`, link),
    listing(`https://crt.sh/?sha256=${octets(UPPER, ':')}`, link),
    listing(`https://crt.sh/?output=json&amp;sha256=${A}`, link),
    listing(`https://crt.sh/?output=json&amp;amp;sha256=${A}`, link),
    listing(`https:&#x2F;&#x2F;crt.sh&#x2F;?sha256&#x3D;${A}`, link),
    listing(`https://crt.sh/%3Fsha256%3D${A}`, link),
    listing(`https://crt.sh/?sha256%3D${A}`, link),
    listing(`https://crt.sh/?sha256=\u200b${A}`, link),
    listing(`https://crt.sh/?sha256=${A}   # revoked`, link),
    listing(`https://crt.sh/?sha256=${A} // instead of https://crt.sh/?sha256=${B}`, link),
    listing(`Certificate 1: https://crt.sh/?sha256=${A} (revoked)`, link),
    listing(`https://crt.sh/?sha256=${A} https://crt.sh/?sha256=${B}`, link, `crt.sh?sha256 ${B}`),
    listing(`https://crt.sh/?sha256=${A},https://crt.sh/?sha256=${B}`, link, `crt.sh?sha256 ${B}`),
    listing(`https://crt.sh/?sha256=${A} https://crt.sh/?sha256=${A}`, link, link),
    listing(`https://crt.sh/?sha256=${A},0x${SERIAL16}`, `${link} serial=${SERIAL16}`),
    invalid(`https://crt.sh/?sha256=${A.slice(1)}`, 'truncated-hash'),
    invalid(`https://crt.sh/?sha256=${A}0`, 'overlong-hash'),
    invalid(`https://crt.sh/?sha256=${A.slice(0, 12)}`, 'truncated-hash'),
    invalid(`https://crt.sh/?sha256=${A.slice(0, 8)}…${A.slice(-8)}`, 'truncated-hash'),
    invalid(`https://crt.sh/?sha256=${A.slice(0, 8)}...`, 'truncated-hash'),
    invalid(`https://crt.sh/?sha256=${A.slice(0, 63)}O`, 'not-hex'),
    invalid('https://crt.sh/?sha256=', 'not-hex'),
    invalid('https://crt.sh/?sha256=<64hex>', 'not-hex'),
    invalid(`https://crt.sh/?sha256=${SHA1}`, 'sha1-hash'),
    invalid(`https://crt.sh/?sha1=${SHA1}`, 'sha1-hash'),
  ],
  'crt.sh links by q, d and id': [
    listing(`https://crt.sh/?q=${B}`, `crt.sh?q ${B}`),
    listing(`https://crt.sh/?q=${UPPER}&opt=ocsp`, `crt.sh?q ${A}`),
    listing(`https://crt.sh/?d=${A}`, `crt.sh?d ${A}`),
    listing('https://crt.sh/?d=3124375355', 'crt.sh?d id=3124375355', onlyCrtSh),
    listing('https://crt.sh/?id=1638856360', 'crt.sh?id id=1638856360', onlyCrtSh),
    listing('https://crt.sh/?id=1&opt=cablint,x509lint,zlint,ocsp', 'crt.sh?id id=1', onlyCrtSh),
    listing('https://crt.sh/?id=001638856360', 'crt.sh?id id=1638856360', onlyCrtSh),
    listing('https://crt.sh/?opt=zlint&id=626981823', 'crt.sh?id id=626981823', onlyCrtSh),
    listing('crt.sh/?ID=626981823.', 'crt.sh?id id=626981823', onlyCrtSh),
    listing('https://crt.sh/?q=617995390', 'crt.sh?q id=617995390', onlyCrtSh),
    // further numbers may be ids, or the next columns of a CSV: never counted, but named
    ...['https://crt.sh/?id=1,2,3', '"crt.sh/?ID=1,2,3",', 'crt.sh/?id=1%2C2%2C3&opt=ocsp'].map(
      (line) => listing(line, 'crt.sh?id id=1', '!not-hex'),
    ),
    listing('https://crt.sh/?id=311477948,2019', 'crt.sh?id id=311477948', onlyCrtSh),
    listing('https://crt.sh/?id=1,2024-01-01', 'crt.sh?id id=1', onlyCrtSh),
    listing('https://crt.sh/?id=1,2,example', 'crt.sh?id id=1', onlyCrtSh),
    listing('https://crt.sh/?asn1=617995390', 'crt.sh?id id=617995390', onlyCrtSh),
    listing(`https://crt.sh/?id=${A}`, `fingerprint ${A}`),
    listing(`https://crt.sh/?serial=00${SERIAL16}`, serial16, onlyCrtSh),
    invalid(`https://crt.sh/?q=${SHA1}`, 'sha1-hash'),
    invalid(`https://crt.sh/?d=${SHA1}`, 'sha1-hash'),
    invalid(`https://crt.sh/?q=${A.slice(2)}`, 'truncated-hash'),
    invalid('https://crt.sh/?id=', 'not-hex'),
    invalid('https://crt.sh/?id=12x', 'not-hex'),
  ],
  'crt.sh links that name no certificate': [
    invalid('https://crt.sh/?Identity=%25&iCAID=192864', 'search-link'),
    invalid('https://crt.sh/?identity=example.com', 'search-link'),
    invalid('https://crt.sh/?CN=example.com', 'search-link'),
    invalid('https://crt.sh/?O=Example+Inc', 'search-link'),
    invalid('https://crt.sh/?q=example.com', 'search-link'),
    invalid('https://crt.sh/?q=%25.example.com', 'search-link'),
    invalid(`https://crt.sh/?spkisha256=${A}`, 'search-link'),
    invalid(`https://crt.sh/?ski=${SHA1}`, 'search-link'),
    invalid('https://crt.sh/?caid=1234', 'search-link'),
    invalid('https://crt.sh/', 'foreign-link'),
    invalid('https://crt.sh/lintcert', 'foreign-link'),
  ],
  'links to other hosts': [
    listing(`https://search.censys.io/certificates/${A}`, bare),
    listing(`https://search.censys.io/certificates/${A}/pem`, bare),
    listing(`https://example.com/?url=https%3A%2F%2Fcrt.sh%2F%3Fsha256%3D${A}`, bare),
    listing(`https://not-crt.sh/?sha256=${A}`, bare),
    invalid('https://bugzilla.mozilla.org/show_bug.cgi?id=1818073', 'foreign-link'),
    invalid('good.example: https://good.example.net/', 'foreign-link'),
    invalid(`https://example.com/${A}/${B}`, 'foreign-link'),
  ],
  'bare fingerprints': [
    listing(A, bare),
    listing(UPPER, bare),
    listing(`${A}  `, bare),
    listing(octets(UPPER, ':'), bare),
    listing(octets(A, '-'), bare),
    listing(octets(UPPER, ' '), bare),
    listing(octets(UPPER, ' ', 4), bare),
    listing(octets(UPPER, ' ', 8), bare),
    listing(octets(UPPER, ':', 4), bare),
    listing(`sha256:${A}`, bare),
    listing(`SHA-256=${UPPER}`, bare),
    listing(`SHA256 Fingerprint=${octets(UPPER, ':')}`, bare),
    listing(`sha256 Fingerprint: ${octets(UPPER, ':')}`, bare),
    listing(`"${A}",`, bare),
    listing(`'${A}'`, bare),
    listing(`<${A}>`, bare),
    listing(`\`${A}\``, bare),
    listing(`{"sha256": "${A}"},`, bare),
    listing(`${A}.pem`, bare),
    listing(`${A} ${B}`, bare, `fingerprint ${B}`),
    listing(`${A},${B}`, bare, `fingerprint ${B}`),
    listing(`N/A,${A}`, bare),
    invalid(A.slice(0, 63), 'truncated-hash'),
    invalid(A.slice(0, 41), 'truncated-hash'),
    invalid(`${A.slice(0, 46)} ${A.slice(46)}`, 'truncated-hash'),
    invalid(
      `https://crt.sh/?sha256=${A.slice(0, 40)}${A.slice(0, 6)} ${A.slice(46)}`,
      'truncated-hash',
    ),
    invalid(`${A}00`, 'overlong-hash'),
    invalid(`${A}${B}`, 'overlong-hash'),
    invalid(`${A.slice(0, 8)}…${A.slice(-8)}`, 'truncated-hash'),
    invalid(`${A.slice(0, 8)}...`, 'truncated-hash'),
    invalid(`SHA256: ${A.slice(0, 20)}`, 'truncated-hash'),
    invalid(`${A.slice(0, 62)}zz`, 'not-hex'),
    invalid(`cert 1 ${A.slice(0, 62)}OO`, 'not-hex'),
    invalid(SHA1, 'sha1-hash'),
    invalid(`SHA1 Fingerprint=${octets(SHA1.toUpperCase(), ':')}`, 'sha1-hash'),
    invalid(`SHA-1 fingerprint: ${octets(SHA1, ' ')}`, 'sha1-hash'),
    invalid(`sha1: ${SHA1}`, 'sha1-hash'),
    invalid(`SHA 1: ${octets(SHA1, ':')}`, 'sha1-hash'),
    invalid(octets(SHA1, ':'), 'sha1-hash'),
    listing(`00:${octets(SHA1, ':')}`, `serial serial=${SHA1}`),
    invalid(octets(A.slice(2), ':'), 'truncated-hash'),
    listing(`${A} ${B.slice(2)}`, bare, '!truncated-hash'),
    listing(`sha1 ${SHA1} sha256 ${A}`, bare),
  ],
  'a serial number and a fingerprint': [
    listing(`0x${SERIAL20} - SHA256 hash ${UPPER}`, pair20),
    ...[
      ' ',
      '  ',
      ',',
      ', ',
      ';',
      '\t',
      ':',
      ': ',
      '|',
      ' | ',
      ' / ',
      '/',
      ' - ',
      ' – ',
      '-',
    ].flatMap((separator) => [
      listing(`${SERIAL20}${separator}${A}`, pair20),
      listing(`${SERIAL16.toUpperCase()}${separator}${UPPER}`, pair16),
      listing(`${A}${separator}0x${SERIAL16}`, pair16),
      listing(`${A}${separator}${SERIAL20}`, pair20),
    ]),
    listing(`${octets(SERIAL20, ':')}:${A}`, pair20),
    listing(`${octets(SERIAL20, ':')} ${octets(A, ':')}`, pair20),
    listing(`${octets(SERIAL16.toUpperCase(), ':')}, ${octets(UPPER, ':')}`, pair16),
    listing(`${octets(SERIAL16, ' ')}, ${A}`, pair16),
    listing(`00${SERIAL16.toUpperCase()},${A}`, pair16),
    listing(`${SERIAL16.slice(1)},${A}`, pair16),
    listing(`-0x${SERIAL16},${A}`, pair16),
    listing(`0x1,${A}`, `serial+fingerprint ${A} serial=01`),
    listing(`Serial Number: 0, SHA-256: ${A}`, `serial+fingerprint ${A} serial=00`),
    listing(`Serial: 4d2a SHA256: ${A}`, `serial+fingerprint ${A} serial=4d2a`),
    listing(`"${SERIAL16}","${A}"`, pair16),
    listing(`sha1=${SHA1} serial=${SERIAL16} sha256=${A}`, pair16),
    listing(`0x${SERIAL16}, ${SHA1}, ${A}`, pair16),
    listing(`${SERIAL16},${A},${B}`, pair16, `serial+fingerprint ${B} serial=${SERIAL16}`),
    listing(
      `${SERIAL16},${A},${SERIAL20},${B}`,
      pair16,
      `serial+fingerprint ${B} serial=${SERIAL20}`,
    ),
    listing(
      `${A},${SERIAL16},${B},${SERIAL20}`,
      pair16,
      `serial+fingerprint ${B} serial=${SERIAL20}`,
    ),
    listing(`${SERIAL16},${SHA1},${A},${B}`, pair16, `serial+fingerprint ${B} serial=${SERIAL16}`),
    listing(`0x${SERIAL16} ${A}; 0x${SERIAL20}`, pair16, `serial serial=${SERIAL20}`),
    listing(`1,${A}`, bare),
    listing(`1.23457E+38,${A}`, bare, '!not-hex'),
    listing(`2024-03-18 08:41 UTC, ${A}`, bare),
  ],
  'serial numbers alone': [
    listing(`0x${SERIAL20}`, `serial serial=${SERIAL20}`),
    listing(SERIAL16, serial16),
    listing(`00${SERIAL16.toUpperCase()}`, serial16),
    listing(`serial ${SERIAL20}`, `serial serial=${SERIAL20}`),
    listing(`Serial Number: ${octets(SERIAL20, ':')}`, `serial serial=${SERIAL20}`),
    listing(`Serial Number: 1234 (0x4d2)`, 'serial serial=04d2'),
    listing(
      '3c 7c fb bf ea 35 a8 96 c6 79 c6 5c 82 ec 40 13',
      'serial serial=3c7cfbbfea35a896c679c65c82ec4013',
    ),
    listing('05B995898666B4805C89C2944C02E6C4 Certificate Precertificate', serial16),
    listing(`- ${SERIAL16}`, serial16),
    listing(`1. ${SERIAL16}`, serial16),
    listing(`serials: ${SERIAL16}, ${SERIAL20}`, serial16, `serial serial=${SERIAL20}`),
    listing(
      `serial 03${'6'.repeat(34)} 131 ${SHA1} names: [a.example] missing CAA checking results for a.example at 2019-12-03 21:08:34.826011675 +0000 UTC`,
      `serial serial=03${'6'.repeat(34)}`,
    ),
    listing(
      `serial 03${'6'.repeat(34)} 131 ${A} names: [a.example] missing CAA checking results for a.example`,
      `serial serial=03${'6'.repeat(34)}`,
    ),
    invalid('serial 0362...8fdb 131', 'truncated-hash'),
    invalid('Serial Number: 1.23457E+38', 'not-hex'),
    invalid('Serial Number: 123456789012345678901234567890', 'not-hex'),
    invalid(`see commit ${SERIAL16} for more`, 'truncated-hash'),
  ],
  'Markdown and HTML around entries': [
    listing(`- https://crt.sh/?sha256=${A}`, link),
    listing(`* https://crt.sh/?sha256=${A}`, link),
    listing(`1. https://crt.sh/?sha256=${A}`, link),
    listing(`> > https://crt.sh/?sha256=${A}`, link),
    listing(`**https://crt.sh/?sha256=${A}**`, link),
    listing(`<https://crt.sh/?sha256=${A}>`, link),
    listing(`[certificate](https://crt.sh/?sha256=${A})`, link),
    listing(`[certificate](<https://crt.sh/?sha256=${A}> "a title")`, link),
    listing(`[https://crt.sh/?sha256=${A}](https://crt.sh/?sha256=${A})`, link),
    listing(`[${A}](https://crt.sh/?sha256=${A})`, link),
    listing(`[\`${A.slice(0, 8)}…\`](https://crt.sh/?sha256=${A})`, link),
    listing(`[${A.slice(0, 50)}](https://crt.sh/?sha256=${A})`, link),
    listing(`[crt.sh/?id=12](https://crt.sh/?sha256=${A})`, link),
    listing(`[${A}](https://crt.sh/?id=12)`, bare),
    listing(`[${A}](https://example.com/)`, bare),
    listing(`[${SERIAL16}](https://crt.sh/?sha256=${A})`, `${link} serial=${SERIAL16}`),
    listing(`[${B}](https://crt.sh/?sha256=${A})`, `fingerprint ${B}`, link),
    listing(`<a href="https://crt.sh/?sha256=${A}">certificate</a>`, link),
    listing(
      `<li><a class=x href='https://crt.sh/?sha256=${A}'>https://crt.sh/?sha256=${A}</a></li>`,
      link,
    ),
    listing(`<td>${SERIAL16}</td><td>${A}</td>`, pair16),
    listing(
      `| 00${SERIAL16} | [Certificate](https://crt.sh/?sha256=${A}) | [Precertificate](https://crt.sh/?sha256=${B}) |`,
      `${link} serial=${SERIAL16}`,
      `crt.sh?sha256 ${B} serial=${SERIAL16}`,
    ),
    listing(`| 1 | https://crt.sh/?sha256=${A} |`, link),
    listing(`https://crt.sh/?sha256=${A} see https://bugzilla.mozilla.org/`, link, '!foreign-link'),
  ],
  'text in which nothing is listed': [
    invalid('2 S/MIME LCP certificates are affected.', 'text'),
    invalid('First affected certificate issued: 2024-03-18 08:41 UTC', 'text'),
    invalid('a preliminary set of 645 affected serial numbers', 'text'),
    invalid('We added a decade of faded facade, and be dead...', 'text'),
    invalid('550e8400-e29b-41d4-a716-446655440000 is a UUID', 'text'),
    invalid('2001:0db8:85a3:0000:0000:8a2e:0370:7334 is an address', 'text'),
    invalid('d41d8cd98f00b204e9800998ecf8427e.example.com is a host', 'text'),
    invalid('12345', 'text'),
    invalid('1234 5678 9012 3456', 'text'),
    listing('Serial: 12:34:56:78:90:12:34:56', 'serial serial=1234567890123456'),
    invalid('1234567890123456789012345678', 'text'),
    invalid('N/A', 'text'),
    invalid('];', 'text'),
    invalid('zzzz', 'not-hex'),
    invalid('www.example.com', 'not-hex'),
  ],
};

for (const [family, cases] of Object.entries(CASES)) {
  describe(family, () => {
    test.each(cases)('$line', async ({ line, expected }) => {
      const lines = await readText(line);
      expect(lines).toHaveLength(1);
      expect(lines.flatMap(lineSummary)).toEqual(expected);
    });
  });
}

test('a problem quotes at most 100 characters and never half a surrogate pair', async () => {
  const [line] = await readText(`https://crt.sh/?sha256=${'a'.repeat(76)}${'😀'.repeat(40)}`);
  const text = line?.problems[0]?.text ?? '';
  expect(text.length).toBeLessThanOrEqual(100);
  expect(text.length).toBeGreaterThan(90);
  expect(Buffer.from(text).toString()).toBe(text);
});

test('the message about 40 hex digits names both readings', async () => {
  const [line] = await readText(SHA1);
  expect(line?.problems[0]?.message).toMatch(/SHA-1.*serial number/);
});
