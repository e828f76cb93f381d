/** Which database, and how it is reached. */
import type { ConnectionOptions } from 'node:tls';
import type { ClientConfig } from 'pg';
import { CertImpactError } from '../../errors.ts';
import { withheld } from '../http/withheld.ts';
import { tlsChecks } from './tls-checks.ts';

/** As `--from` takes it; a guest without password may read everything. */
export const CRT_SH_DATABASE = 'postgres://guest@crt.sh:5432/certwatch';

/**
 * - `if-offered`: TLS with whatever certificate, else none. Enough here: what comes is proved by its
 *   hash, so TLS only hides from bystanders what is asked for. `sslmode=prefer` in libpq's words
 * - `always`: TLS with whatever certificate (`sslmode=require`)
 * - `never`: `sslmode=disable`
 * - `as-configured`: TLS that checks who the server is, as the URL asks for it (`sslmode=verify-full`,
 *   or a CA that it names)
 */
export type Tls = 'if-offered' | 'always' | 'never' | 'as-configured';

export interface Database {
  /** For the account and messages: without a password. */
  readonly name: string;
  /** The whole URL, where the name is not all of it. */
  readonly identity?: string;
  readonly address: Pick<
    ClientConfig,
    'host' | 'port' | 'user' | 'database' | 'password' | 'connectionString'
  >;
  readonly tls: Tls;
  /** What is checked of the server's certificate, and who the client is. */
  readonly checks: ConnectionOptions;
}

const MODES = new Map<string | undefined, Tls>([
  [undefined, 'if-offered'],
  ['allow', 'if-offered'],
  ['prefer', 'if-offered'],
  ['require', 'always'],
  ['no-verify', 'always'],
  ['disable', 'never'],
  ['verify-ca', 'as-configured'],
  ['verify-full', 'as-configured'],
]);

/** Read here: pg throws for files that are not there, and lets what they say outdo what it is told. */
const TLS_PARAMETERS = ['sslmode', 'sslcert', 'sslkey', 'sslrootcert', 'uselibpqcompat'];

/** @throws {CertImpactError} `bad-option` for a URL that is none, or names what is not there */
export function databaseAt(url: string): Database {
  if (url === CRT_SH_DATABASE) {
    const address = {
      host: 'crt.sh',
      port: 5432,
      user: 'guest',
      database: 'certwatch',
      // a function, as pg takes the user's PGPASSWORD for an empty one, which is not crt.sh's to see
      password: () => '',
    };
    return { name: 'crt.sh:sql', address, tls: 'if-offered', checks: tlsChecks('prefer', {}) };
  }
  const name = withheld(url);
  if (!/^postgres(?:ql)?:\/\/./i.test(url) || !URL.canParse(url)) {
    throw new CertImpactError('bad-option', 'not a postgres:// URL', {
      file: name,
      hint: `write it like ${CRT_SH_DATABASE}; / ? # and @ in a password as %2F %3F %23 and %40`,
    });
  }
  const mode = parameter(url, 'sslmode');
  const known = MODES.get(mode);
  if (known === undefined) {
    throw new CertImpactError('bad-option', `no such sslmode: ${mode!}`, {
      file: name,
      hint: 'one of disable, prefer, require and verify-full; prefer is the default',
    });
  }
  checkPort(parameter(url, 'port') ?? new URL(url).port, name);
  const files = {
    ca: parameter(url, 'sslrootcert'),
    cert: parameter(url, 'sslcert'),
    key: parameter(url, 'sslkey'),
  };
  return {
    name,
    identity: url,
    address: { connectionString: TLS_PARAMETERS.reduce(withoutParameter, url) },
    tls: known !== 'never' && files.ca !== undefined ? 'as-configured' : known,
    checks: known === 'never' ? {} : tlsChecks(mode, files),
  };
}

function checkPort(port: string, file: string): void {
  if (port === '' || (/^\d{1,5}$/.test(port) && Number(port) >= 1 && Number(port) <= 65535)) return;
  throw new CertImpactError('bad-option', 'the port is no number from 1 to 65535', {
    file,
    hint: 'leave it out for 5432',
  });
}

function parameter(url: string, name: string): string | undefined {
  return new URL(url).searchParams.get(name) ?? undefined;
}

function withoutParameter(url: string, name: string): string {
  return url.replace(new RegExp(`([?&])${name}=[^&#]*&?`, 'g'), '$1').replace(/[?&]$/, '');
}
