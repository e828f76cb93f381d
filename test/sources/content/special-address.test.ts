import { BlockList } from 'node:net';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkUrl } from '../../../src/sources/content/content-url.ts';
import { specialKind } from '../../../src/sources/content/special-address.ts';

/** IANA's registries of special-purpose addresses (2024-10), without those that it calls reachable. */
const IANA_IPV4 = [
  '0.0.0.0/8',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '169.254.0.0/16',
  '172.16.0.0/12',
  '192.0.0.0/24',
  '192.0.2.0/24',
  '192.88.99.0/24',
  '192.168.0.0/16',
  '198.18.0.0/15',
  '198.51.100.0/24',
  '203.0.113.0/24',
  '240.0.0.0/4',
  '255.255.255.255/32',
];
const MULTICAST_IPV4 = '224.0.0.0/4';
const IANA_IPV6 = [
  '::1/128',
  '::/128',
  '64:ff9b:1::/48',
  '100::/64',
  '2001::/32',
  '2001:2::/48',
  '2001:10::/28',
  '2001:db8::/32',
  '2002::/16',
  '3fff::/20',
  '5f00::/16',
  'fc00::/7',
  'fe80::/10',
  'ff00::/8',
  'fec0::/10',
];

const RULES = { allowPrivate: false, specialKind };

function blockList(): BlockList {
  const list = new BlockList();
  for (const range of [...IANA_IPV4, MULTICAST_IPV4]) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), 'ipv4');
  }
  for (const range of IANA_IPV6) {
    const [net = '', prefix] = range.split('/');
    list.addSubnet(net, Number(prefix), 'ipv6');
  }
  return list;
}

describe('a special address', () => {
  it.each([
    ['127.0.0.1', 'loopback'],
    ['127.255.255.254', 'loopback'],
    ['::1', 'loopback'],
    ['10.1.2.3', 'private'],
    ['172.16.0.1', 'private'],
    ['172.31.255.255', 'private'],
    ['192.168.1.1', 'private'],
    ['fd12:3456::1', 'private'],
    ['169.254.169.254', 'link-local'],
    ['fe80::1', 'link-local'],
    ['fe80::1%eth0', 'link-local'],
    ['224.0.0.1', 'multicast'],
    ['ff02::1', 'multicast'],
    ['0.0.0.0', 'special'],
    ['100.64.0.1', 'special'],
    ['192.0.2.1', 'special'],
    ['198.18.0.1', 'special'],
    ['255.255.255.255', 'special'],
    ['::', 'special'],
    ['::7f00:1', 'special'],
    ['::127.0.0.1', 'loopback'],
    ['2001:db8::1', 'special'],
    ['2002:7f00:1::', 'special'],
    ['2002:808:808::', 'special'],
    ['2001:0:4136:e378:8000:63bf:3fff:fdd2', 'special'],
    ['fec0::1', 'special'],
    ['4000::1', 'special'],
    ['::ffff:127.0.0.1', 'loopback'],
    ['::ffff:a00:1', 'private'],
    ['64:ff9b::7f00:1', 'loopback'],
    ['64:ff9b::169.254.169.254', 'link-local'],
    ['64:ff9b:1::808:808', 'special'],
    ['::ffff:0:127.0.0.1', 'special'],
    ['', 'special'],
    ['localhost', 'special'],
  ])('is %s: %s', (address, kind) => {
    expect(specialKind(address)).toBe(kind);
  });

  it.each([
    '8.8.8.8',
    '172.32.0.1',
    '192.0.1.1',
    '2606:4700::1111',
    '::ffff:8.8.8.8',
    '64:ff9b::808:808',
  ])('is not %s', (address) => {
    expect(specialKind(address)).toBeUndefined();
  });

  it('is every one within the ranges that IANA has for special purposes', () => {
    const list = blockList();
    fc.assert(
      fc.property(fc.ipV4(), (address) => {
        if (list.check(address, 'ipv4')) expect(specialKind(address), address).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
    for (const range of [...IANA_IPV4, MULTICAST_IPV4, ...IANA_IPV6]) {
      expect(specialKind(range.split('/')[0]!), range).toBeDefined();
    }
    fc.assert(
      fc.property(fc.ipV6(), (address) => {
        if (list.check(address, 'ipv6')) expect(specialKind(address), address).toBeDefined();
      }),
      { numRuns: 2_000 },
    );
  });
});

describe('a URL of a stranger', () => {
  it.each([
    ['http://127.0.0.1/a.crl', '127.0.0.1 is a loopback address'],
    ['http://127.1/', '127.0.0.1 is a loopback address'],
    ['http://2130706433/', '127.0.0.1 is a loopback address'],
    ['http://0x7f.0.0.1/', '127.0.0.1 is a loopback address'],
    ['http://0177.0.0.1/', '127.0.0.1 is a loopback address'],
    ['http://127.0.0.1./', '127.0.0.1 is a loopback address'],
    ['http://①②⑦.⓪.⓪.①/', '127.0.0.1 is a loopback address'],
    ['http://0/', '0.0.0.0 is a special address'],
    ['http://[::1]/', '::1 is a loopback address'],
    ['http://[0:0:0:0:0:ffff:127.0.0.1]/', '::ffff:7f00:1 is a loopback address'],
    ['http://[64:ff9b::10.0.0.1]/', '64:ff9b::a00:1 is a private address'],
    ['http://[2002:7f00:1::]/', '2002:7f00:1:: is a special address'],
    ['http://[fe80::1%25eth0]/', 'not a URL'],
    ['http://169.254.169.254/latest/meta-data', '169.254.169.254 is a link-local address'],
    [
      'ldap://ldap.example/cn=CA?certificateRevocationList',
      'ldap is not fetched, only http and https',
    ],
    ['file:///etc/passwd', 'file is not fetched, only http and https'],
    ['ftp://crl.example/a.crl', 'ftp is not fetched, only http and https'],
    ['data:,x', 'data is not fetched, only http and https'],
    ['javascript:alert(1)', 'javascript is not fetched, only http and https'],
    ['http://user:secret@crl.example/', 'a URL with credentials'],
    ['http://@crl.example/', undefined],
    ['http://crl.example:25/', 'port 25 is not one of web servers'],
    ['http://crl.example:0/', 'port 0 is not one of web servers'],
    ['https://crl.example:80/', undefined],
    ['http://crl.example:8080/', undefined],
    ['//crl.example/', 'not a URL'],
    ['crl.example/a.crl', 'not a URL'],
    ['', 'not a URL'],
    ['http://crl.example/a.crl', undefined],
    ['http://8.8.8.8/a.crl', undefined],
  ])('%s', (text, reason) => {
    const checked = checkUrl(text, RULES);
    expect(checked.kind === 'refused' ? checked.reason : undefined).toBe(reason);
  });

  it('has 2,048 characters at most', () => {
    const url = `http://crl.example/${'a'.repeat(2_029)}`;
    expect(checkUrl(url, RULES).kind).toBe('allowed');
    expect(checkUrl(`${url}a`, RULES)).toEqual({
      kind: 'refused',
      reason: 'a URL of more than 2048 characters',
    });
  });

  it('may be of any address and port where that is allowed, but of no other scheme', () => {
    const rules = { allowPrivate: true, specialKind: () => undefined };
    expect(checkUrl('http://10.0.0.1:81/a.crl', rules).kind).toBe('allowed');
    expect(checkUrl('ldap://10.0.0.1/', rules).kind).toBe('refused');
    expect(checkUrl('http://a:b@10.0.0.1/', rules).kind).toBe('refused');
  });

  it('never is a reason to fail, whatever it is', () => {
    fc.assert(
      fc.property(fc.oneof(fc.string({ unit: 'binary' }), fc.webUrl()), (text) => {
        expect(['allowed', 'refused']).toContain(checkUrl(text, RULES).kind);
      }),
    );
  });
});
