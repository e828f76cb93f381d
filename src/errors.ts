/**
 * The whole error vocabulary. Only what stops a run is thrown; a bad line, a certificate that
 * cannot be read or obtained is data (`LineProblem`, `Problem`, `Answer`) and never comes here.
 */

/** Every condition that stops a run, one code each. */
export type ErrorCode =
  | 'file-not-found'
  | 'file-unreadable'
  | 'file-empty'
  | 'not-an-appendix'
  | 'no-entries'
  | 'no-certificates'
  | 'bad-option'
  | 'unknown-source'
  | 'limit-exceeded'
  | 'bad-archive'
  | 'write-failed'
  | 'bug-unavailable'
  | 'attachment-damaged'
  | 'store-unusable'
  | 'interrupted'
  | 'accounting';

export interface ErrorDetails {
  /** The file (or option) that the condition is about. */
  readonly file?: string;
  /** 1-based line in `file`. */
  readonly line?: number;
  /** What the user can try next, a full sentence in lower case. */
  readonly hint?: string;
  readonly cause?: unknown;
}

/** What went wrong, where, and what to try; `cli/` words it, everything else only throws it. */
export class CertImpactError extends Error {
  override readonly name = 'CertImpactError';
  readonly code: ErrorCode;
  readonly file: string | undefined;
  readonly line: number | undefined;
  readonly hint: string | undefined;

  /** @param message lower case, no full stop, without the place (that is in `details`) */
  constructor(code: ErrorCode, message: string, details: ErrorDetails = {}) {
    super(message, details.cause === undefined ? undefined : { cause: details.cause });
    this.code = code;
    this.file = details.file;
    this.line = details.line;
    this.hint = details.hint;
  }
}
