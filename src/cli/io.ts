/** The world outside, as one value: the only place where commands meet process, console and clock. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: NodeJS.WritableStream;
  readonly stderr: NodeJS.WritableStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C. */
  readonly signal: AbortSignal;
}

/** Exit statuses (design §4). */
export const EXIT_OK = 0;
export const EXIT_USAGE = 2;
export const EXIT_INCOMPLETE = 3;
export const EXIT_BUG = 4;
/** 128 + SIGINT, as shells have it. */
export const EXIT_INTERRUPTED = 130;
