import type { CertificateSource } from '../source.ts';

/** What one source of a chain was asked, and what became of it. */
export interface SourceAccount {
  readonly name: string;
  asked: number;
  found: number;
  notFound: number;
  unavailable: number;
  mismatched: number;
  milliseconds: number;
}

/** A source of a chain and its account. */
export interface Link {
  readonly source: CertificateSource;
  readonly account: SourceAccount;
  /** The clock, in milliseconds. */
  readonly now: () => number;
}

export function newLink(source: CertificateSource, now: () => number): Link {
  const counts = { asked: 0, found: 0, notFound: 0, unavailable: 0, mismatched: 0 };
  return { source, now, account: { name: source.name, ...counts, milliseconds: 0 } };
}

/** Adds the time that `work` takes to the account. */
export async function timed({ account, now }: Link, work: () => Promise<void>): Promise<void> {
  const started = now();
  try {
    await work();
  } finally {
    account.milliseconds += now() - started;
  }
}

/** A reason, with the source that gave it. */
export function named({ source }: Link, reason: string): string {
  return `${source.name}: ${reason}`;
}
