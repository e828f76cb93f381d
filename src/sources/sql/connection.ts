/** One connection, as `pg` speaks it: opened, asked, and ended whatever state it is in. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, ClientConfig } from 'pg';
import type { Database } from './database.ts';
import { Fault, connectFault, queryFault } from './fault.ts';
import type { SqlTiming } from './timing.ts';

/** A row of an answer: text, numbers as text, bytes; as the server sent them. */
export type Row = readonly unknown[];

export interface Statement {
  readonly text: string;
  readonly values: readonly unknown[];
}

export interface ConnectionOptions {
  readonly database: Database;
  /** The one startup parameter that pgbouncer lets through. */
  readonly applicationName: string;
  readonly timing: SqlTiming;
}

/** Stops a server that answers without end; 200 certificates take 0.7 MB on average. */
const MAX_ANSWER_BYTES = 1 << 26;

/** In pg's words. */
const NO_TLS = 'The server does not support SSL connections';

export class Connection {
  /** Gone, or in a state that nobody knows. */
  closed = false;
  readonly #client: Client;
  readonly #socket: Socket;
  readonly #timing: SqlTiming;
  #answerBytes = 0;
  /** Why it was ended from this side. */
  #fault: Fault | undefined;

  /** @throws {Fault} */
  static async open(options: ConnectionOptions, signal: AbortSignal): Promise<Connection> {
    const { tls } = options.database;
    // loaded here: it takes 60 ms, which only those who ask a database should pay
    const { Client } = await import('pg');
    const ssl = tls === 'never' ? false : tls === 'as-configured' ? undefined : ANY_CERTIFICATE;
    try {
      return await Connection.#open(Client, options, ssl, signal);
    } catch (error) {
      const cause = error instanceof Fault ? error.cause : undefined;
      const offered = !(cause instanceof Error && cause.message === NO_TLS);
      if (tls !== 'if-offered' || offered) throw error;
      return await Connection.#open(Client, options, false, signal);
    }
  }

  static async #open(
    pgClient: typeof Client,
    { database, applicationName, timing }: ConnectionOptions,
    ssl: ClientConfig['ssl'],
    signal: AbortSignal,
  ): Promise<Connection> {
    const socket = new Socket();
    const client = new pgClient({
      ...database.address,
      ...(ssl !== undefined && { ssl }),
      stream: () => socket,
      application_name: applicationName,
    });
    const connection = new Connection(client, socket, timing);
    await connection.#guarded(
      client.connect(),
      () => new Fault('unreachable', 'no connection in time', { silent: true }),
      timing.connectTimeoutMs,
      connectFault,
      signal,
    );
    return connection;
  }

  private constructor(client: Client, socket: Socket, timing: SqlTiming) {
    this.#client = client;
    this.#socket = socket;
    this.#timing = timing;
    // told to whoever asks next
    client.on('error', () => {
      this.closed = true;
    });
    client.on('end', () => {
      this.closed = true;
    });
    const wire = (client as unknown as { connection: PgConnection }).connection;
    const attach = wire.attachListeners.bind(wire);
    wire.attachListeners = (stream) => {
      this.#contain(stream);
      attach(stream);
    };
  }

  /**
   * The rows of an answer. Unnamed, parametrised, nothing around it: what pgbouncer pools by statement.
   * @throws {Fault}
   */
  async rows({ text, values }: Statement, signal: AbortSignal): Promise<readonly Row[]> {
    this.#answerBytes = 0;
    const query = { text, values: [...values], rowMode: 'array' } as const;
    const { rows } = await this.#guarded(
      this.#client.query<unknown[]>(query),
      () => new Fault('lost', 'no answer in time', { silent: this.#answerBytes === 0 }),
      this.#timing.queryTimeoutMs,
      queryFault,
      signal,
    );
    return rows;
  }

  /** Says goodbye where the server listens, and closes at once. */
  async close(): Promise<void> {
    if (!this.closed) {
      const bye = this.#client.end().catch(() => undefined);
      const timer = setTimeout(() => this.#socket.destroy(), GOODBYE_MS);
      await bye;
      clearTimeout(timer);
    }
    this.closed = true;
    this.#socket.destroy();
  }

  /**
   * Waits for `work` until the time is over or the signal comes, which end the connection. pg's own
   * time-outs would leave it in the middle of an answer.
   */
  async #guarded<T>(
    work: Promise<T>,
    late: () => Fault,
    timeoutMs: number,
    faultOf: (error: unknown) => Fault,
    signal: AbortSignal,
  ): Promise<T> {
    const timer = setTimeout(() => {
      this.#end(late());
    }, timeoutMs);
    const onAbort = (): void => {
      this.#end(new Fault('lost', 'interrupted'));
    };
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort);
    try {
      return await work;
    } catch (error) {
      const fault = this.#fault ?? faultOf(error);
      if (fault.kind !== 'too-much') this.#end(fault);
      throw fault;
    } finally {
      clearTimeout(timer);
      signal.removeEventListener('abort', onAbort);
    }
  }

  #end(fault: Fault): void {
    this.#fault ??= fault;
    this.closed = true;
    this.#socket.destroy();
  }

  /** pg throws out of the socket's events when a server breaks the protocol, which would end the process. */
  #contain(stream: Duplex): void {
    const emit = stream.emit.bind(stream) as (
      event: string | symbol,
      ...args: unknown[]
    ) => boolean;
    stream.emit = (event: string | symbol, ...args: unknown[]): boolean => {
      try {
        if (event === 'data' && !this.#takes((args[0] as Buffer).length)) return true;
        return emit(event, ...args);
      } catch (error) {
        const reason = 'the server breaks the protocol';
        this.#end(new Fault('lost', reason, { cause: error }));
        return true;
      }
    };
  }

  /** False once the answer is too long, which ends the connection. */
  #takes(bytes: number): boolean {
    this.#answerBytes += bytes;
    if (this.#answerBytes <= MAX_ANSWER_BYTES) return true;
    this.#end(new Fault('too-much', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`));
    return false;
  }
}

/** What is not in pg's types. */
interface PgConnection {
  attachListeners(stream: Duplex): void;
}

const ANY_CERTIFICATE = { rejectUnauthorized: false };

/** A server that does not hang up by then is hung up on. */
const GOODBYE_MS = 500;
