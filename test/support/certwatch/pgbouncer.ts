/** A real pgbouncer in statement pooling before a server, as crt.sh has it; installed by the system. */
import { type ChildProcess, spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Client } from 'pg';
import { freePort } from './postgres.ts';

export interface Pgbouncer {
  readonly url: string;
  restart(): Promise<void>;
  close(): Promise<void>;
}

/** It refuses to run as root, too. */
const NOBODY = { uid: 65534, gid: 65534 };

/** Whether it is installed; says so where it is not. */
export function hasPgbouncer(): boolean {
  const there = spawnSync('pgbouncer', ['--version']).status === 0;
  if (!there) console.info('skipped: pgbouncer is not installed on this machine');
  return there;
}

export async function startPgbouncer(serverPort: number): Promise<Pgbouncer> {
  const asNobody = process.getuid?.() === 0;
  const user = asNobody ? NOBODY : {};
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-pgbouncer-'));
  const port = await freePort();
  const config = join(folder, 'pgbouncer.ini');
  const users = join(folder, 'users.txt');
  writeFileSync(users, '"guest" ""\n');
  writeFileSync(config, iniOf({ port, serverPort, users }));
  if (asNobody) for (const path of [folder, config, users]) chownSync(path, NOBODY.uid, NOBODY.gid);
  const url = `postgres://guest@127.0.0.1:${port}/certwatch`;
  let server: ChildProcess;
  await start();

  return {
    url,
    async restart() {
      await stop();
      await start();
    },
    async close() {
      await stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };

  async function start(): Promise<void> {
    server = spawn('pgbouncer', ['-q', config], { ...user, cwd: folder, stdio: 'ignore' });
    process.once('exit', kill);
    await answering(url);
  }

  async function stop(): Promise<void> {
    process.off('exit', kill);
    if (server.exitCode !== null) return;
    const exit = once(server, 'exit');
    kill();
    await exit;
  }

  function kill(): void {
    server.kill('SIGTERM');
  }
}

interface Ini {
  readonly port: number;
  readonly serverPort: number;
  readonly users: string;
}

function iniOf({ port, serverPort, users }: Ini): string {
  return `[databases]
certwatch = host=127.0.0.1 port=${serverPort} dbname=certwatch
[pgbouncer]
listen_addr = 127.0.0.1
listen_port = ${port}
unix_socket_dir =
auth_type = trust
auth_file = ${users}
pool_mode = statement
default_pool_size = 2
server_login_retry = 1
`;
}

async function answering(url: string): Promise<void> {
  for (let tries = 0; ; tries++) {
    const client = new Client({ connectionString: url });
    client.on('error', () => undefined);
    try {
      await client.connect();
      await client.query('SELECT 1');
      await client.end();
      return;
    } catch (error) {
      if (tries === 100) throw error;
      await new Promise((resolve) => setTimeout(resolve, 30));
    }
  }
}
