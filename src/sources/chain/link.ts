import type { CertificateSource } from '../source.ts';

/** What one source of a chain was asked, and what became of it. */
export interface SourceAccount {
  readonly name: string;
  /** Whether it needs no network. */
  readonly local: boolean;
  asked: number;
  found: number;
  notFound: number;
  unavailable: number;
  mismatched: number;
  /** Of `found` and `notFound`, how many were remembered from before and not asked for. */
  remembered: number;
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
  return {
    source,
    now,
    account: { name: source.name, local: source.local, ...counts, remembered: 0, milliseconds: 0 },
  };
}

/** Adds the time that `work` takes to the account, and what was not asked for. */
export async function timed(
  { source, account, now }: Link,
  work: () => Promise<void>,
): Promise<void> {
  const started = now();
  try {
    await work();
  } finally {
    account.milliseconds += now() - started;
    account.remembered = source.remembered ?? 0;
  }
}

/** A reason, with the source that gave it. */
export function named({ source }: Link, reason: string): string {
  return `${source.name}: ${reason}`;
}
