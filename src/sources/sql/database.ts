/** Which database, and how it is reached. */
import type { ClientConfig } from 'pg';
import { CertImpactError } from '../../errors.ts';

/** As `--from` takes it; a guest without password may read everything. */
export const CRT_SH_DATABASE = 'postgres://guest@crt.sh:5432/certwatch';

/**
 * - `if-offered`: TLS with whatever certificate, else none. Enough here: what comes is proved by its
 *   hash, so TLS only hides from bystanders what is asked for. `sslmode=prefer` in libpq's words
 * - `always`: TLS with whatever certificate (`sslmode=require`)
 * - `never`: `sslmode=disable`
 * - `as-configured`: TLS that checks who the server is, as the URL asks for it (`sslmode=verify-full`)
 */
export type Tls = 'if-offered' | 'always' | 'never' | 'as-configured';

export interface Database {
  /** For the account and messages: without a password. */
  readonly name: string;
  readonly address: Pick<
    ClientConfig,
    'host' | 'port' | 'user' | 'database' | 'password' | 'connectionString'
  >;
  readonly tls: Tls;
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

/** @throws {CertImpactError} `bad-option` for a URL that is none */
export function databaseAt(url: string): Database {
  const name = withoutPassword(url);
  if (url === CRT_SH_DATABASE) {
    const address = {
      host: 'crt.sh',
      port: 5432,
      user: 'guest',
      database: 'certwatch',
      // a function, as pg takes the user's PGPASSWORD for an empty one, which is not crt.sh's to see
      password: () => '',
    };
    return { name: 'crt.sh:sql', address, tls: 'if-offered' };
  }
  const mode = /[?&]sslmode=([^&]*)/.exec(url)?.[1];
  const tls = MODES.get(mode);
  if (!/^postgres(?:ql)?:\/\/./i.test(url) || !URL.canParse(url)) {
    throw new CertImpactError('bad-option', 'not a postgres:// URL', {
      file: name,
      hint: `write it like ${CRT_SH_DATABASE}`,
    });
  }
  if (tls === undefined) {
    throw new CertImpactError('bad-option', `no such sslmode: ${mode!}`, {
      file: name,
      hint: 'one of disable, prefer, require and verify-full; prefer is the default',
    });
  }
  const connectionString = tls === 'as-configured' ? url : withoutParameter(url, 'sslmode');
  return { name, address: { connectionString }, tls };
}

/** Greedy up to the last `@`: a password may hold one that was forgotten to be escaped. */
function withoutPassword(url: string): string {
  return url
    .replace(/^([a-z]+:\/\/[^:@/?#]*):.*@/i, '$1@')
    .replaceAll(/([?&](?:ssl)?password=)[^&]*/gi, '$1***');
}

function withoutParameter(url: string, name: string): string {
  return url.replace(new RegExp(`([?&])${name}=[^&]*&?`), '$1').replace(/[?&]$/, '');
}
