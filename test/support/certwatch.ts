/** crt.sh's database on this machine: a real PostgreSQL with its tables and real certificates. */
import { fileURLToPath } from 'node:url';
import { Client } from 'pg';
import { createPostgres, postgresMissing, superuser } from './certwatch/postgres.ts';
import {
  LOAD_CA_CERTIFICATES,
  LOAD_CERTIFICATES,
  LOAD_ISSUERS,
  SCHEMA,
} from './certwatch/schema.ts';
import { readPem } from './shared.ts';

export interface Certwatch {
  readonly port: number;
  /** As a guest, on crt.sh's database. */
  readonly url: string;
  /** Runs statements as the superuser; the rows of the last one. */
  psql(sql: string, values?: readonly unknown[]): Promise<Record<string, unknown>[]>;
  load(certificates: readonly Uint8Array[]): Promise<void>;
  /** `fast` says goodbye to its clients, `immediate` does as a crash would. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
  start(): Promise<void>;
  restart(): Promise<void>;
  /** Stops it for good. */
  close(): Promise<void>;
}

export interface CertwatchOptions {
  /** In the order of their ids, from 1. */
  readonly certificates: readonly Uint8Array[];
  /** `name=value` of the server's configuration. */
  readonly settings?: readonly string[];
}

/** What a statement may hold at once. */
const LOAD_BATCH = 500;

/** Takes two to three seconds with a few hundred certificates. */
export async function startCertwatch({
  certificates,
  settings = [],
}: CertwatchOptions): Promise<Certwatch> {
  const postgres = await createPostgres(settings);
  await postgres.start();
  const { port } = postgres;
  const maker = await superuser(port);
  await maker.query('CREATE DATABASE certwatch');
  await maker.end();
  const certwatch: Certwatch = {
    port,
    url: `postgres://guest@127.0.0.1:${port}/certwatch`,
    psql: (sql, values) =>
      asSuperuser(async (client) => {
        const result = await (values ? client.query(sql, [...values]) : client.query(sql));
        const last = Array.isArray(result) ? (result as (typeof result)[]).at(-1)! : result;
        return last.rows as Record<string, unknown>[];
      }),
    load: (ders) =>
      asSuperuser(async (client) => {
        for (let at = 0; at < ders.length; at += LOAD_BATCH) {
          const batch = ders.slice(at, at + LOAD_BATCH).map((der) => Buffer.from(der));
          await client.query(LOAD_ISSUERS, [batch]);
          await client.query(LOAD_CERTIFICATES, [batch]);
        }
        await client.query(LOAD_CA_CERTIFICATES);
        await client.query('ANALYZE certificate');
      }),
    stop: (how) => postgres.stop(how),
    start: () => postgres.start(),
    async restart() {
      await postgres.stop();
      await postgres.start();
    },
    close: () => postgres.remove(),
  };
  try {
    await certwatch.psql(SCHEMA);
    await certwatch.load(certificates);
  } catch (error) {
    await certwatch.close();
    throw error;
  }
  return certwatch;

  async function asSuperuser<T>(work: (client: Client) => Promise<T>): Promise<T> {
    const client = await superuser(port, 'certwatch');
    try {
      return await work(client);
    } finally {
      await client.end();
    }
  }
}

/** The certificates of `samples/`, which are there without the shared corpus. */
export function sampleCertificates(): Uint8Array[] {
  return readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)));
}

/** Whether `startCertwatch` works here; says so where it does not. */
export function hasCertwatch(): boolean {
  const missing = postgresMissing();
  if (missing !== undefined) console.info(`skipped: ${missing}`);
  return missing === undefined;
}
