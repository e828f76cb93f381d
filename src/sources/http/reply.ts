/** What a server answered, before anybody judges it. */

export type Reply = HttpReply | NoReply;

export interface HttpReply {
  readonly kind: 'http';
  readonly status: number;
  /** Lower case, without parameters: `application/pkix-cert`. */
  readonly contentType: string;
  /** Seconds, or `undefined` without a (readable) Retry-After. */
  readonly retryAfterSeconds: number | undefined;
  /** Absolute, on a redirect. */
  readonly location: string | undefined;
  /** Whether redirects were followed up to here, and this is one too many. */
  readonly isLoop?: boolean;
  readonly body: Buffer;
  /** Whether the body was cut at the limit. */
  readonly tooLarge: boolean;
}

/** No HTTP answer, or none that was whole. */
export interface NoReply {
  readonly kind: 'none';
  /** Whether there was no connection at all (refused, no such host, TLS), so that haste is useless. */
  readonly unreachable: boolean;
  /** For people, lower case. */
  readonly reason: string;
}

/**
 * Never rejects but when `signal` is aborted.
 * @param url serialized, as `URL.href` is
 */
export type Get = (url: string, signal: AbortSignal) => Promise<Reply>;
