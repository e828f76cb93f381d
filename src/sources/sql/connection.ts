/** One connection, as `pg` speaks it: opened, asked, and ended whatever state it is in. */
import { Socket } from 'node:net';
import type { Duplex } from 'node:stream';
import type { Client, ClientConfig } from 'pg';
import type { Database } from './database.ts';
import { Fault, connectFault, queryFault, unusable } from './fault.ts';
import { MAX_ANSWER_BYTES, MessageGuard, broken, tooLong } from './message-guard.ts';
import type { SqlTiming } from './timing.ts';
import { TEXT_AND_BYTES } from './values.ts';

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
    const { tls, checks } = options.database;
    // loaded here: it takes 60 ms, which only those who ask a database should pay
    const { Client } = await import('pg');
    try {
      // a copy, as pg hides the key in it
      return await Connection.#open(Client, options, tls !== 'never' && { ...checks }, signal);
    } catch (error) {
      if (tls !== 'if-offered' || !(error instanceof Fault && error.noTls)) throw error;
      return await Connection.#open(Client, options, false, signal);
    }
  }

  static async #open(
    pgClient: typeof Client,
    { database, applicationName, timing }: ConnectionOptions,
    ssl: NonNullable<ClientConfig['ssl']>,
    signal: AbortSignal,
  ): Promise<Connection> {
    const socket = new Socket();
    const config = {
      ...database.address,
      ssl,
      stream: () => socket,
      application_name: applicationName,
      types: TEXT_AND_BYTES,
    };
    const client = newClient(pgClient, config);
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

  /**
   * pg's parser is given whole messages that are sound; what it throws out of the socket's events even
   * so would end the process.
   */
  #contain(stream: Duplex): void {
    const guard = new MessageGuard();
    const emit = stream.emit.bind(stream) as (
      event: string | symbol,
      ...args: unknown[]
    ) => boolean;
    stream.emit = (event: string | symbol, ...args: unknown[]): boolean => {
      try {
        if (event !== 'data') return emit(event, ...args);
        if (this.#fault !== undefined) return true;
        const messages = guard.take(this.#counted(args[0] as Buffer));
        return messages === undefined || emit(event, messages);
      } catch (error) {
        this.#end(error instanceof Fault ? error : broken(error));
        return true;
      }
    };
  }

  /** @throws {Fault} once the answer is too long */
  #counted(piece: Buffer): Buffer {
    this.#answerBytes += piece.length;
    if (this.#answerBytes > MAX_ANSWER_BYTES) throw tooLong();
    return piece;
  }
}

/** @throws {Fault} for what only pg finds wrong with a URL */
function newClient(pgClient: typeof Client, config: ClientConfig): Client {
  try {
    return new pgClient(config);
  } catch (error) {
    throw unusable(error);
  }
}

/** What is not in pg's types. */
interface PgConnection {
  attachListeners(stream: Duplex): void;
}

/** A server that does not hang up by then is hung up on. */
const GOODBYE_MS = 500;
