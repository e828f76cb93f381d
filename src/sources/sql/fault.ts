/** What goes wrong with a database, by what there is to do about it. */
import { tlsReason } from '../http/tls-error.ts';

import { NETWORK_REASONS } from '../network-reasons.ts';

/**
 * - `unreachable`: there is no connection to be had
 * - `lost`: the connection is gone, or good for nothing; a new one may do
 * - `too-much`: the server lives, but did not manage the batch; a smaller one may do
 * - `hopeless`: the same question will get the same answer
 */
export type FaultKind = 'unreachable' | 'lost' | 'too-much' | 'hopeless';

/** Never leaves this folder: it becomes the reason of an outcome. */
export class Fault extends Error {
  override readonly name = 'Fault';
  readonly kind: FaultKind;
  /** Whether the server let the time pass without a word: to wait for it again takes as long. */
  readonly silent: boolean;
  /** Whether it is only that the server speaks no TLS. */
  readonly noTls: boolean;

  constructor(
    kind: FaultKind,
    reason: string,
    { silent = false, cause }: { silent?: boolean; cause?: unknown } = {},
  ) {
    super(reason, { cause });
    this.kind = kind;
    this.silent = silent;
    this.noTls = cause instanceof Error && cause.message === NO_TLS;
  }
}

/** What pg cannot make anything of: its words may have a password in them. */
export function unusable(cause: unknown): Fault {
  return new Fault('hopeless', 'the postgres:// URL cannot be read', { cause });
}

/** A fault while connecting or logging in. */
export function connectFault(error: unknown): Fault {
  const code = sqlState(error);
  if (code === undefined) return new Fault('unreachable', networkReason(error), { cause: error });
  return new Fault(NEVER_BETTER.test(code) ? 'hopeless' : 'lost', reasonOf(error), {
    cause: error,
  });
}

/** A fault while asking. */
export function queryFault(error: unknown): Fault {
  const code = sqlState(error);
  if (code === undefined) return new Fault('lost', networkReason(error), { cause: error });
  if (NEVER_BETTER.test(code)) return new Fault('hopeless', reasonOf(error), { cause: error });
  return new Fault(LOST.test(code) ? 'lost' : 'too-much', reasonOf(error), { cause: error });
}

/** Login refused, no such database, table, function or right: the server is not one of crt.sh's kind. */
const NEVER_BETTER = /^(?:0A|28|3D|3F|42)/;

/** 08: pgbouncer's and the protocol's; 53300: too many connections; 57P: shut down, starting. */
const LOST = /^(?:08|53300|57P)/;

const SQL_STATE = /^[0-9A-Z]{5}$/;

/** A server's words are cut: they end in notes and reasons, once for each fingerprint. */
const MAX_REASON = 160;

/** pg's own words, when the server says no to TLS. */
const NO_TLS = 'The server does not support SSL connections';

const PG_REASONS = new Map([
  [NO_TLS, 'it has no TLS, which sslmode asks for'],
  [
    'There was an error establishing an SSL connection',
    'answered with something that is no PostgreSQL',
  ],
]);

const REASONS = new Map([
  ...NETWORK_REASONS,
  ['ETIMEDOUT', 'no connection in time'],
  ['ENOENT', 'no such socket'],
  ['ECONNRESET', 'connection cut'],
  ['EPIPE', 'connection cut'],
  ['ERR_SOCKET_BAD_PORT', 'the port is no number from 1 to 65535'],
]);

/** `undefined` for an error that no server sent. */
function sqlState(error: unknown): string | undefined {
  if (!(error instanceof Error) || !('severity' in error)) return undefined;
  const { code } = error as { code?: unknown };
  return typeof code === 'string' && SQL_STATE.test(code) ? code : undefined;
}

function reasonOf(error: unknown): string {
  return plain(`${(error as Error).message} (${sqlState(error)!})`);
}

function networkReason(error: unknown): string {
  if (!(error instanceof Error)) return 'connection lost';
  const { code = '' } = error as NodeJS.ErrnoException;
  const known = REASONS.get(code) ?? PG_REASONS.get(error.message) ?? tlsReason(error);
  if (known !== undefined) return known;
  if (error.message.startsWith('Connection terminated')) return 'connection closed by the server';
  return plain(code === '' ? error.message : `${code}: ${error.message}`);
}

function plain(text: string): string {
  return text.replaceAll(/\p{C}+/gu, ' ').slice(0, MAX_REASON);
}
