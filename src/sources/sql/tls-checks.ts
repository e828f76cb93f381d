/** What TLS with a database checks, and the files that a URL names for it. */
import { readFileSync } from 'node:fs';
import { type ConnectionOptions, createSecureContext } from 'node:tls';
import { CertImpactError } from '../../errors.ts';

/** Paths of PEM files, as `sslrootcert`, `sslcert` and `sslkey` name them. */
export interface TlsFiles {
  readonly ca?: string | undefined;
  readonly cert?: string | undefined;
  readonly key?: string | undefined;
}

const PARAMETERS = { ca: 'sslrootcert', cert: 'sslcert', key: 'sslkey' } as const;

/** libpq's word for the CAs of the system; here, those of Node. */
const SYSTEM_CAS = 'system';

/**
 * As libpq has it: `verify-full` checks chain and host; `verify-ca`, and a CA that is named, the chain alone;
 * others check nothing. `verify-ca` without a CA of its own checks both: any certificate of a public CA
 * would do.
 * @throws {CertImpactError} `file-not-found`, `file-unreadable`, or `bad-option` for what is in them
 */
export function tlsChecks(mode: string | undefined, files: TlsFiles): ConnectionOptions {
  const ca = files.ca === SYSTEM_CAS ? undefined : read('ca', files.ca);
  const own = {
    ...(ca && { ca }),
    ...optional('cert', files.cert),
    ...optional('key', files.key),
  };
  try {
    createSecureContext(own);
  } catch (error) {
    const named = (['ca', 'cert', 'key'] as const).filter((key) => files[key] !== undefined);
    throw new CertImpactError('bad-option', 'not what TLS takes, or not a pair', {
      file: named.map((key) => `${PARAMETERS[key]}=${files[key]!}`).join(', '),
      hint: 'these are files of PEM: a certificate, its key without a passphrase, and the CA',
      cause: error,
    });
  }
  if (mode === 'verify-full' || files.ca === SYSTEM_CAS) return own;
  if (ca) return { ...own, checkServerIdentity: () => undefined };
  return mode === 'verify-ca' ? own : { ...own, rejectUnauthorized: false };
}

function optional(key: 'cert' | 'key', path: string | undefined): { cert?: Buffer; key?: Buffer } {
  const content = read(key, path);
  return content ? { [key]: content } : {};
}

function read(key: keyof TlsFiles, path: string | undefined): Buffer | undefined {
  if (path === undefined) return undefined;
  try {
    return readFileSync(path);
  } catch (error) {
    const { code = '' } = error as NodeJS.ErrnoException;
    const gone = code === 'ENOENT' || code === 'ENOTDIR';
    throw new CertImpactError(
      gone ? 'file-not-found' : 'file-unreadable',
      gone ? 'no such file' : `cannot be read (${code})`,
      { file: path, hint: `${PARAMETERS[key]} in the postgres:// URL names it`, cause: error },
    );
  }
}
