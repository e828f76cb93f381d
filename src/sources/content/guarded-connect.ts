/**
 * Connections that lead to public addresses only, whatever a name resolves to this time: names of
 * strangers may resolve to a public address when they are looked at and to 127.0.0.1 when they are
 * connected to (DNS rebinding), so it is the address of the connection itself that is checked.
 */
import { type LookupAddress, type LookupOptions, lookup as systemLookup } from 'node:dns';
import { type LookupFunction, isIP } from 'node:net';
import { buildConnector } from 'undici';
import { wordSpecial } from './content-url.ts';
import type { SpecialKind } from './special-address.ts';

/** As `dns.lookup` with `all: true`. */
export type ResolveAll = (
  host: string,
  options: LookupOptions & { readonly all: true },
  callback: (error: NodeJS.ErrnoException | null, addresses: LookupAddress[]) => void,
) => void;

export interface GuardedConnectOptions {
  /** Of the look-up, the connection and TLS together. */
  readonly connectTimeoutMs: number;
  readonly specialKind: SpecialKind;
  /** Tests resolve as they like. */
  readonly resolve?: ResolveAll;
}

export const SPECIAL_ADDRESS = 'ERR_SPECIAL_ADDRESS';

/** Fails with the code `ERR_SPECIAL_ADDRESS` before a byte is sent to a special address. */
export function guardedConnect({
  connectTimeoutMs,
  specialKind,
  resolve = systemLookup,
}: GuardedConnectOptions): buildConnector.connector {
  const lookup = guardedLookup(specialKind, resolve);
  const connect = buildConnector({ timeout: connectTimeoutMs, lookup });
  return (options, callback) => {
    const { hostname } = options;
    // Node looks literal addresses up with nobody
    const host = hostname.replace(/^\[|\]$/g, '');
    const kind = isIP(host) === 0 ? undefined : specialKind(host);
    if (kind !== undefined) {
      callback(specialAddress(host, kind), null);
      return;
    }
    connect(options, (...result) => {
      const [error, socket] = result;
      const address = error === null ? (socket.remoteAddress ?? '') : undefined;
      const reached = address === undefined ? undefined : specialKind(address);
      if (reached === undefined || socket === null) {
        callback(...result);
        return;
      }
      socket.destroy();
      callback(specialAddress(address!, reached), null);
    });
  };
}

/** Resolves to the public addresses of a name, and fails where it has none. */
function guardedLookup(specialKind: SpecialKind, resolve: ResolveAll): LookupFunction {
  return (host, options, callback) => {
    resolve(host, { ...options, all: true }, (error, addresses) => {
      if (error !== null) {
        callback(error, []);
        return;
      }
      const open = addresses.filter(({ address }) => specialKind(address) === undefined);
      const [first] = open;
      const [closed] = addresses;
      if (first === undefined) {
        const address = closed?.address ?? '';
        const kind = closed === undefined ? 'special' : specialKind(address)!;
        callback(specialAddress(`${host} (${address})`, kind), []);
      } else if (options.all === true) callback(null, open);
      else callback(null, first.address, first.family);
    });
  };
}

function specialAddress(address: string, kind: string): NodeJS.ErrnoException {
  return Object.assign(new Error(wordSpecial(address, kind)), { code: SPECIAL_ADDRESS });
}
