/** The world outside, as one value: the only place where commands meet process, console and clock. */
export interface Io {
  readonly stdin: AsyncIterable<Uint8Array>;
  readonly stdout: OutputStream;
  readonly stderr: OutputStream;
  readonly env: Readonly<Record<string, string | undefined>>;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** Aborted by Ctrl-C, and when the program is asked to end in another way. */
  readonly signal: AbortSignal;
}

/** A stream that may be a terminal: then it is a `tty.WriteStream`, and has the rest. */
export interface OutputStream extends NodeJS.WritableStream {
  readonly isTTY?: boolean;
  readonly columns?: number;
  moveCursor?(dx: number, dy: number): boolean;
  clearLine?(direction: 0): boolean;
}

/** Exit statuses (design §4). */
export const EXIT_OK = 0;
/** `verify` found what it was asked to fail on. */
export const EXIT_FINDINGS = 1;
export const EXIT_USAGE = 2;
export const EXIT_INCOMPLETE = 3;
export const EXIT_BUG = 4;
/** 128 + SIGINT, as shells have it. */
export const EXIT_INTERRUPTED = 130;
