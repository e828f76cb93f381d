/** The connections of one run, opened when they are needed and again when they are gone. */
import { Connection, type ConnectionOptions, type Row, type Statement } from './connection.ts';
import { Fault } from './fault.ts';

/** crt.sh's pooler is shared by everybody. */
export const MAX_CONNECTIONS = 2;

/** One place for a connection. */
export class Seat {
  /** Whether the last fault was met by asking, not by connecting. */
  asked = false;
  readonly #options: ConnectionOptions;
  #connection: Connection | undefined;

  constructor(options: ConnectionOptions) {
    this.#options = options;
  }

  /** @throws {Fault} */
  async rows(statement: Statement, signal: AbortSignal): Promise<readonly Row[]> {
    this.asked = false;
    if (this.#connection === undefined || this.#connection.closed) {
      this.#connection = await Connection.open(this.#options, signal);
    }
    this.asked = true;
    return this.#connection.rows(statement, signal);
  }

  /** The next question goes out on a new connection: to another replica, if all goes well. */
  async leave(): Promise<void> {
    const connection = this.#connection;
    this.#connection = undefined;
    await connection?.close();
  }
}

export class Crew {
  readonly seats: readonly Seat[];

  /** @param size connections at once, at most `MAX_CONNECTIONS` */
  constructor(options: ConnectionOptions, size: number) {
    const seats = Math.min(size, MAX_CONNECTIONS);
    this.seats = Array.from({ length: seats }, () => new Seat(options));
  }

  async leave(): Promise<void> {
    await Promise.all(this.seats.map((seat) => seat.leave()));
  }
}

/** The fault that `error` is; anything else is a bug, and thrown. */
export function faultIn(error: unknown): Fault {
  if (error instanceof Fault) return error;
  throw error;
}
