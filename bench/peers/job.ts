/**
 * The job of each side: SHA-256, parse, and count issuers, signature algorithms, policies and poison
 * extensions, with the first and last notBefore and notAfter.
 */
export interface Counted {
  readonly read: number;
  readonly refused: number;
  /** Distinct ones, to show that each side did look. */
  readonly issuers: number;
  readonly precertificates: number;
}

/** Does the whole job once, with counts of its own. */
export type Job = (certificates: readonly Uint8Array[]) => Counted;

export const POLICIES = '2.5.29.32';
export const POISON = '1.3.6.1.4.1.11129.2.4.3';

/** What the JavaScript peers count into. */
export class Counts {
  readonly fingerprints = new Set<string>();
  readonly issuers = new Map<string, number>();
  readonly signatureAlgorithms = new Map<string, number>();
  readonly policies = new Map<string, number>();
  read = 0;
  refused = 0;
  precertificates = 0;
  #first = Infinity;
  #last = -Infinity;

  /** @param notBefore milliseconds since 1970, like `notAfter` */
  span(notBefore: number, notAfter: number): void {
    if (notBefore < this.#first) this.#first = notBefore;
    if (notAfter > this.#last) this.#last = notAfter;
  }

  counted(): Counted {
    const { read, refused, precertificates } = this;
    return { read, refused, issuers: this.issuers.size, precertificates };
  }
}

export function increment(counts: Map<string, number>, key: string): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
