/** crt.sh's database, and others with its tables: a few hundred certificates in one round trip. */
import type { CertificateSource } from '../source.ts';
import { askRevoked } from './ask-revoked.ts';
import type { CrlRevokedSink, CrtShCrl, RevokedWanted } from './crl-revoked.ts';
import { Crew, MAX_CONNECTIONS } from './crew.ts';
import { CRT_SH_DATABASE, databaseAt } from './database.ts';
import { Health } from './health.ts';
import { type Question, lookUp } from './look-up.ts';
import { byFingerprint, byId, siblingsOf } from './questions.ts';
import { tryCrtShId } from './statements.ts';
import { SQL_TIMING, type SqlTiming } from './timing.ts';

export interface CrtShSqlOptions {
  /** Says who asks, to the operators; PostgreSQL keeps 63 bytes of it. */
  readonly applicationName: string;
  /** A `postgres://` URL; crt.sh's own database by default. */
  readonly url?: string;
  /** The clock, in milliseconds since 1970: the partitions of this year and later are looked at first. */
  readonly now: () => number;
  /** Told what a waiting user wants to know: pauses, giving up. Lower case. */
  readonly onNote?: (text: string) => void;
  readonly timing?: Partial<SqlTiming>;
}

/** crt.sh's database as a source, with what it knows besides. */
export interface CrtShSqlSource extends CertificateSource {
  /**
   * What crt.sh has read on CRLs of each wanted certificate (`sql/ask-revoked.ts`). Nothing of it is
   * proved: it is crt.sh's word, over a connection that by default does not check who the server is.
   * @returns the CRLs that crt.sh watches of each CA that was met, by crt.sh's id of the CA; a CA is
   *   missing where they could not be asked for
   */
  crlRevoked(
    wanted: RevokedWanted,
    sink: CrlRevokedSink,
    signal: AbortSignal,
  ): Promise<ReadonlyMap<number, readonly CrtShCrl[]>>;
}

/**
 * Connects when first asked, and closes its connections at the end of each call. Once it has given the
 * database up, it asks no more.
 * @throws {CertImpactError} `bad-option` for a URL that is none
 */
export function crtShSqlSource(options: CrtShSqlOptions): CrtShSqlSource {
  const { applicationName, now, onNote, url = CRT_SH_DATABASE } = options;
  const database = databaseAt(url);
  const { name, identity } = database;
  const timing = { ...SQL_TIMING, ...options.timing };
  const health = new Health({ name, timing, onNote });

  return {
    name,
    ...(identity !== undefined && { identity }),
    local: false,
    once: true,
    collect: (wanted, sink, signal) => ask(byFingerprint(wanted, sink), signal),
    async resolveIds(ids, answer, signal) {
      const known = ids.map(tryCrtShId);
      for (const [index, id] of known.entries()) {
        if (id !== undefined) continue;
        await answer(index, { outcome: 'unavailable', reason: 'not a crt.sh id' });
      }
      // over one connection, answers come in order
      await ask(byId(known, answer), signal, 1);
    },
    siblings: (wanted, sink, signal) => ask(siblingsOf(wanted, sink), signal),
    crlRevoked: (wanted, sink, signal) =>
      askRevoked(wanted, sink, (question) => ask(question, signal)),
  };

  async function ask(
    question: Question,
    signal: AbortSignal,
    connections = MAX_CONNECTIONS,
  ): Promise<void> {
    signal.throwIfAborted();
    const crew = new Crew({ database, applicationName, timing }, connections);
    const newest = `${new Date(now()).getUTCFullYear()}-01-01`;
    try {
      await lookUp(question, { crew, health, batch: timing.batch, newest }, signal);
    } finally {
      await crew.leave();
    }
  }
}
