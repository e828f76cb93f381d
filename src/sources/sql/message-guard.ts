/**
 * What PostgreSQL's protocol (3.0) says that a message looks like, checked before pg's parser sees it:
 * that one believes what it reads. A text without its end is read past the end of memory's last byte,
 * for ever and deaf to signals (pg-protocol 1.16, `BufferReader.cstring`); one flipped bit is enough.
 */
import { Fault } from './fault.ts';

/** Stops a server that answers without end; 200 certificates take 0.7 MB on average. */
export const MAX_ANSWER_BYTES = 1 << 26;

/** What is longer is no message, but for those that hold what a user has (`VALID_LONG_MESSAGE_TYPE` of libpq). */
const MAX_SHORT_BYTES = 30_000;
const LONG = new Set(['T', 'D', 'E', 'N'].map(codeOf));

const HEADER_BYTES = 5;
/** The length counts itself, but not the letter. */
const MIN_LENGTH = 4;

/** GSS, SSPI and older ones, which pg does not know. */
const FOREIGN_LOGINS = new Set([2, 6, 7, 9]);

/** Takes what comes, in any pieces, and gives whole and sound messages back. */
export class MessageGuard {
  #parts: Buffer[] = [];
  #held = 0;
  /** Bytes that must be held before there is something to look at: no piece is copied twice. */
  #needed = HEADER_BYTES;

  /**
   * @returns the messages that are whole now; `undefined` for none
   * @throws {Fault} where the server breaks the protocol
   */
  take(piece: Buffer): Buffer | undefined {
    this.#parts.push(piece);
    this.#held += piece.length;
    if (this.#held < this.#needed) return undefined;
    const bytes = this.#parts.length === 1 ? piece : Buffer.concat(this.#parts, this.#held);
    const end = this.#wholeUntil(bytes);
    this.#parts = end === bytes.length ? [] : [bytes.subarray(end)];
    this.#held = bytes.length - end;
    return end === 0 ? undefined : bytes.subarray(0, end);
  }

  #wholeUntil(bytes: Buffer): number {
    let at = 0;
    this.#needed = HEADER_BYTES;
    while (bytes.length - at >= HEADER_BYTES) {
      const letter = bytes[at]!;
      const length = bytes.readUInt32BE(at + 1);
      checkHead(letter, length);
      const end = at + 1 + length;
      if (end > bytes.length) {
        this.#needed = end - at;
        break;
      }
      const body = new Body(bytes, at + HEADER_BYTES, end);
      BODIES.get(letter)!(body);
      body.end();
      at = end;
    }
    return at;
  }
}

function checkHead(letter: number, length: number): void {
  if (!BODIES.has(letter) || length < MIN_LENGTH) throw broken();
  if (length <= MAX_SHORT_BYTES) return;
  if (!LONG.has(letter)) throw broken();
  if (length > MAX_ANSWER_BYTES) throw tooLong();
}

export function tooLong(): Fault {
  return new Fault('too-much', `the answer is larger than ${MAX_ANSWER_BYTES} bytes`);
}

export function broken(cause?: unknown): Fault {
  return new Fault('lost', 'the server breaks the protocol', { cause });
}

/** Of one message; nothing is read past its end. */
class Body {
  readonly #bytes: Buffer;
  readonly #end: number;
  #at: number;

  constructor(bytes: Buffer, at: number, end: number) {
    this.#bytes = bytes;
    this.#at = at;
    this.#end = end;
  }

  /** @throws {Fault} where something is left */
  end(): void {
    if (this.#at !== this.#end) throw broken();
  }

  skip(bytes: number): void {
    if (bytes < 0 || bytes > this.#end - this.#at) throw broken();
    this.#at += bytes;
  }

  skipAll(): void {
    this.#at = this.#end;
  }

  byte(): number {
    this.skip(1);
    return this.#bytes[this.#at - 1]!;
  }

  int16(): number {
    this.skip(2);
    return this.#bytes.readInt16BE(this.#at - 2);
  }

  int32(): number {
    this.skip(4);
    return this.#bytes.readInt32BE(this.#at - 4);
  }

  /** A text with the NUL behind it; false when it is empty. */
  text(): boolean {
    const start = this.#at;
    const nul = this.#bytes.indexOf(0, start);
    if (nul < 0) throw broken();
    this.skip(nul + 1 - start);
    return nul > start;
  }

  times(count: number, each: () => void): void {
    if (count < 0) throw broken();
    for (let i = 0; i < count; i++) each();
  }
}

type Check = (body: Body) => void;

const nothing: Check = () => undefined;

const fields: Check = (body) => {
  while (body.byte() !== 0) body.text();
};

const texts: Check = (body) => {
  while (body.text());
};

/** Of a column, behind its name. */
const COLUMN_BYTES = 18;

/** What may come in answer to what is asked here: no COPY, no replication. */
const BODIES: ReadonlyMap<number, Check> = new Map(
  Object.entries<Check>({
    // AuthenticationRequest
    R(body) {
      const kind = body.int32();
      if (FOREIGN_LOGINS.has(kind)) {
        throw new Fault('hopeless', 'it wants a login of a kind that is not known here');
      }
      if (kind === 5) body.skip(4);
      else if (kind === 10) texts(body);
      else if (kind === 11 || kind === 12) body.skipAll();
      else if (kind !== 0 && kind !== 3) throw broken();
    },
    // ParameterStatus
    S(body) {
      body.text();
      body.text();
    },
    // BackendKeyData
    K(body) {
      body.skip(8);
      body.skipAll();
    },
    // ReadyForQuery
    Z: (body) => void body.byte(),
    // ErrorResponse, NoticeResponse
    E: fields,
    N: fields,
    // RowDescription
    T(body) {
      body.times(body.int16(), () => {
        body.text();
        body.skip(COLUMN_BYTES);
      });
    },
    // DataRow
    D(body) {
      body.times(body.int16(), () => {
        const length = body.int32();
        if (length !== -1) body.skip(length);
      });
    },
    // CommandComplete
    C: (body) => void body.text(),
    // NotificationResponse
    A(body) {
      body.skip(4);
      body.text();
      body.text();
    },
    // ParameterDescription
    t: (body) => {
      body.skip(body.int16() * 4);
    },
    // ParseComplete, BindComplete, CloseComplete, NoData, PortalSuspended, EmptyQueryResponse
    '1': nothing,
    '2': nothing,
    '3': nothing,
    n: nothing,
    s: nothing,
    I: nothing,
  }).map(([letter, check]) => [codeOf(letter), check]),
);

function codeOf(letter: string): number {
  return letter.charCodeAt(0);
}
