/** Changes inside of subjectAltName, policies, key usages, distribution points and SCT lists. */
import {
  type CertificateTree,
  OID_AUTHORITY_INFO_ACCESS,
  OID_CRL_DISTRIBUTION_POINTS,
  OID_EXTENDED_KEY_USAGE,
  OID_POLICIES,
  OID_SCT_LIST,
  OID_SUBJECT_ALT_NAME,
  extensionValue,
  findExtension,
} from '../../support/certificate-tree.ts';
import { bytesOf, element, explicit, oid, sequence, simpleName, text } from '../../support/der.ts';
import type { Random } from '../../support/random.ts';
import { extension, lengthPrefixed, serializedSct } from '../../support/raw-certificate.ts';
import { encoded, primitive } from '../../support/tlv.ts';
import { type TreeMutation, hex } from './mutation.ts';

const OIDS = [
  ...['2.5.29.32.0', '2.23.140.1.1', '2.23.140.1.2.1', '1.3.6.1.5.5.7.3.1', '2.5.29.37.0'],
  ...['2.999.3', '2.47', '2.48.1', '1.3.6.1.4.1.9007199254740993', `2.${2n ** 60n}`, '0.39.1'],
  `1.2${'.3'.repeat(140)}`,
];

/** One in ten has no content (X.690 §8.19.2: it has one subidentifier or more). */
function someOid(random: Random): Uint8Array {
  return random.below(10) === 0 ? element(0x06) : oid(random.pick(OIDS));
}

/** GeneralNames, usual and odd (RFC 5280 §4.2.1.6). */
function generalName(random: Random): Uint8Array {
  return random.pick([
    () =>
      text(0x82, random.pick(['a.example', '*.example.org', '', ' ', 'ä.example', 'a\0b', 'A'])),
    () => element(0x82, random.octets(random.below(30))),
    () => text(0x81, random.pick(['a@example.org', '', '"a b"@example', 'ü@example.org'])),
    () => text(0x86, random.pick(['http://a.example/', 'urn:x', '', 'http://ö.example/'])),
    () => element(0x87, random.octets(random.pick([4, 16, 8, 32, 0, 3, 5]))),
    () => element(0x87, new Uint8Array(random.pick([4, 16]))),
    () => element(0x88, oid(random.pick(OIDS)).slice(2)),
    () => element(0xa4, simpleName(['2.5.4.3', 'a, b'], ['2.5.4.10', 'c+d'])),
    () => element(0xa4, sequence()),
    () => element(0xa6, simpleName(['2.5.4.3', 'the tag of a URI'])),
    () => element(0xa0, oid('1.3.6.1.4.1.311.20.2.3'), explicit(0, text(0x0c, 'user@example'))),
    () => element(0xa0, oid('2.999.1'), explicit(0, bytesOf('0500'))),
    () => element(0xa5, element(0xa1, text(0x0c, 'party'))),
    () => element(0xa3, sequence()),
    () => element(0x89, bytesOf('00')),
    () => element(0xa2, text(0x16, 'wrapped.example')),
    () => text(0x16, 'universal.example'),
  ])();
}

function replace(tree: CertificateTree, oidHex: string, dotted: string, value: Uint8Array): void {
  const octets = findExtension(tree, oidHex)?.children?.at(-1);
  if (octets === undefined) tree.extensions?.children?.push(encoded(extension(dotted, value)));
  else {
    octets.children = undefined;
    octets.content = value;
  }
}

const names: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const all = Array.from({ length: 1 + random.below(4) }, () => generalName(random));
  replace(tree, OID_SUBJECT_ALT_NAME, '2.5.29.17', sequence(...all));
  return `subjectAltName of ${all.map(hex).join(', ')}`;
};

const furtherName: TreeMutation = (tree, random) => {
  const { children } = extensionValue(tree, OID_SUBJECT_ALT_NAME) ?? {};
  if (children === undefined) return undefined;
  const name = generalName(random);
  const added = primitive(name[0]!, name.slice(name[1]! < 0x80 ? 2 : 3));
  children.splice(random.below(children.length + 1), 0, added);
  return `a further name ${hex(name)}`;
};

const policies: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const cps = sequence(oid('1.3.6.1.5.5.7.2.1'), text(0x16, 'http://cps.example/'));
  const notice = sequence(oid('1.3.6.1.5.5.7.2.2'), sequence(text(0x0c, 'notice')));
  const all = Array.from({ length: random.below(4) }, () => {
    const qualifiers = random.pick([[], [sequence(cps)], [sequence(cps, notice)], [sequence()]]);
    return sequence(someOid(random), ...qualifiers);
  });
  replace(tree, OID_POLICIES, '2.5.29.32', sequence(...all));
  return `policies ${all.map(hex).join(', ')}`;
};

const oidList: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const all = Array.from({ length: random.below(4) }, () => someOid(random));
  replace(tree, OID_EXTENDED_KEY_USAGE, '2.5.29.37', sequence(...all));
  return `extended key usages ${all.map(hex).join(', ')}`;
};

const points: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const url = (value: string): Uint8Array => text(0x86, value);
  const fullName = (...all: Uint8Array[]): Uint8Array => explicit(0, explicit(0, ...all));
  const point = (): Uint8Array =>
    random.pick([
      () => sequence(fullName(url('http://crl.example/a.crl'))),
      () => sequence(fullName(url('http://a.example/'), url('ldap://b.example/c?d'))),
      () => sequence(fullName(generalName(random))),
      () => sequence(fullName(url('http://a.example/'), element(0xa6, sequence()))),
      () => sequence(fullName(url('http://a.example/')), bytesOf('8102 0780')),
      () => sequence(explicit(2, element(0xa4, simpleName(['2.5.4.3', 'CRL issuer'])))),
      () => sequence(explicit(0, explicit(1, sequence(oid('2.5.4.3'), text(0x0c, 'relative'))))),
      () => sequence(fullName()),
      () => sequence(),
    ])();
  const all = Array.from({ length: 1 + random.below(3) }, point);
  replace(tree, OID_CRL_DISTRIBUTION_POINTS, '2.5.29.31', sequence(...all));
  return `CRL distribution points ${all.map(hex).join(', ')}`;
};

const access: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const methods = ['1.3.6.1.5.5.7.48.1', '1.3.6.1.5.5.7.48.2', '1.3.6.1.5.5.7.48.3', '2.999.1'];
  const all = Array.from({ length: random.below(4) }, () =>
    sequence(oid(random.pick(methods)), generalName(random)),
  );
  replace(tree, OID_AUTHORITY_INFO_ACCESS, '1.3.6.1.5.5.7.1.1', sequence(...all));
  return `authorityInfoAccess ${all.map(hex).join(', ')}`;
};

const scts: TreeMutation = (tree, random) => {
  if (tree.extensions === undefined) return undefined;
  const times = [
    0n,
    1n,
    1_700_000_000_123n,
    8_640_000_000_000_000n,
    8_640_000_000_000_001n,
    2n ** 63n,
  ];
  const all = Array.from({ length: random.below(4) }, (_, i) =>
    serializedSct(random.pick(times), i + 1, random.pick([0, 0, 0, 0, 1])),
  );
  const value = element(0x04, lengthPrefixed(Buffer.concat(all)));
  replace(tree, OID_SCT_LIST, '1.3.6.1.4.1.11129.2.4.2', value);
  return `an SCT list ${hex(value)}`;
};

/** RFC 6962 §3.3: lengths that no longer fit. */
const cutScts: TreeMutation = (tree, random) => {
  const inner = extensionValue(tree, OID_SCT_LIST);
  if (inner === undefined || inner.content.length === 0) return undefined;
  const { content } = inner;
  inner.content = random.pick([
    () => content.slice(0, random.below(content.length)),
    () => Buffer.concat([content, random.octets(1 + random.below(4))]),
    () => lengthPrefixed(content.slice(2, 2 + random.below(content.length - 2))),
    () => lengthPrefixed(Buffer.concat([content.subarray(2), content.subarray(2)])),
  ])();
  return `${inner.content.length} octets of SCTs, ${content.length} before`;
};

const sctOctet: TreeMutation = (tree, random) => {
  const inner = extensionValue(tree, OID_SCT_LIST);
  if (inner === undefined || inner.content.length === 0) return undefined;
  inner.content = Uint8Array.from(inner.content);
  // mostly the version, the log, the time and the length of the first SCT
  const at = random.below(random.below(4) === 0 ? inner.content.length : 52) % inner.content.length;
  inner.content[at] = random.below(256);
  return `octet ${at} of the SCTs is ${inner.content[at]}`;
};

export const EXTENSION_VALUE_MUTATIONS: readonly TreeMutation[] = [
  ...[names, names, names, names, furtherName, furtherName, policies, policies, oidList, points],
  ...[points, access, access, scts, scts, cutScts, sctOctet],
];
