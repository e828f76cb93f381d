/**
 * Which addresses a stranger's URL may lead to: none that only this machine, its network, or nobody
 * could mean by it. What IANA's special-purpose registries list, by `ipaddr.js`.
 */
import ipaddr from 'ipaddr.js';

/** RFC 4291 §2.4: all that is global unicast so far. Leaves out `::127.0.0.1` and what is not assigned. */
const GLOBAL_UNICAST: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('2000::'), 3];

/** RFC 6052 §2.1: how a network without IPv4 (DNS64) writes the IPv4 address of every other host. */
const NAT64: readonly [ipaddr.IPv6, number] = [ipaddr.IPv6.parse('64:ff9b::'), 96];

const WORDS: Readonly<Record<string, string>> = {
  private: 'private',
  uniqueLocal: 'private',
  loopback: 'loopback',
  linkLocal: 'link-local',
  multicast: 'multicast',
};

/** As `specialKind`; what is let through otherwise. */
export type SpecialKind = (address: string) => string | undefined;

/**
 * The kind of special address that `address` is: "loopback", "private", "link-local", "multicast" or
 * "special"; `undefined` for a public one. An IPv4 address within an IPv6 one (`::ffff:`, NAT64) counts as
 * what it is itself; other ways to write one (6to4, Teredo) are special, as nobody serves CRLs there.
 *
 * @param address as a resolver or a socket writes it, perhaps with a zone; what is none is special
 */
export function specialKind(address: string): string | undefined {
  if (!ipaddr.isValid(address)) return 'special';
  const parsed = ipaddr.parse(address);
  const inner = parsed instanceof ipaddr.IPv6 ? innerIpv4(parsed) : undefined;
  const range = (inner ?? parsed).range();
  if (range !== 'unicast') return WORDS[range] ?? 'special';
  if (inner !== undefined || parsed instanceof ipaddr.IPv4) return undefined;
  return parsed.match([...GLOBAL_UNICAST]) ? undefined : 'special';
}

function innerIpv4(address: ipaddr.IPv6): ipaddr.IPv4 | undefined {
  if (address.isIPv4MappedAddress()) return address.toIPv4Address();
  if (!address.match([...NAT64])) return undefined;
  return new ipaddr.IPv4(address.toByteArray().slice(-4));
}
