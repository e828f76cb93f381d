/** Waits, in milliseconds, and other numbers that tests make small. */
export interface SqlTiming {
  /** For everything until the server is ready to be asked: a firewall that drops is met in this time, twice. */
  readonly connectTimeoutMs: number;
  /** crt.sh gives up after 30 s itself. A line so slow that a batch takes longer gets smaller ones. */
  readonly queryTimeoutMs: number;
  /** After the first failure in a row; doubled with each further one. */
  readonly firstPauseMs: number;
  readonly maxPauseMs: number;
  /** Certificates asked for in one statement, to begin with and at most. */
  readonly batch: number;
}

export const SQL_TIMING: SqlTiming = {
  connectTimeoutMs: 5_000,
  queryTimeoutMs: 35_000,
  firstPauseMs: 500,
  maxPauseMs: 30_000,
  batch: 200,
};
