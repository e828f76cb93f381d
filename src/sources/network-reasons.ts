/** Why there is no way to a server, by the code of Node's error; in words for people. */
export const NETWORK_REASONS: readonly (readonly [code: string, reason: string])[] = [
  ['ECONNREFUSED', 'connection refused'],
  ['ENOTFOUND', 'no such host'],
  ['EAI_AGAIN', 'the host name cannot be looked up'],
  ['ENETUNREACH', 'no network'],
  ['EHOSTUNREACH', 'host not reachable'],
  ['ENETDOWN', 'no network'],
];
