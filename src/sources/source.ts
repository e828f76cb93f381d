/** Where certificates come from: the one interface behind files, crt.sh, the store and the rest. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import type { FingerprintSet } from '../fingerprint/fingerprint-set.ts';
import type { Prover } from './prove.ts';

/** Fingerprints that somebody still wants: `rows` of `fingerprints`, each once. */
export interface Wanted {
  readonly fingerprints: FingerprintSet;
  readonly rows: Uint32Array;
}

/**
 * Where a source puts its answers. It gives each wanted row at most one answer; a row without one
 * counts as `notFound`. `row` is a row of `Wanted.fingerprints`.
 */
export interface Sink {
  /** Proves what a source has in bulk; a source may also do it itself. */
  readonly prover?: Prover;
  /**
   * The certificate, its SHA-256 already checked by the source. `der` may be reused by the source
   * once the returned promise (if any) has settled; the source waits for it (back-pressure).
   * @param product what the prover has made of it
   */
  found(row: number, der: Uint8Array, product?: unknown): void | Promise<void>;
  /** The source does not have it. */
  notFound(row: number): void;
  /** The source could not be asked, or did not answer in time: nothing is known. */
  unavailable(row: number, reason: string): void;
  /** The source answered with bytes that do not hash to the fingerprint. */
  mismatched(row: number, reason: string): void;
}

/** The answer to a question by crt.sh id, where the fingerprint is not known beforehand. */
export type IdAnswer =
  | { readonly outcome: 'found'; readonly fingerprint: Fingerprint; readonly der: Uint8Array }
  | { readonly outcome: 'notFound' }
  /** No source was asked that knows all numbers of crt.sh, as local ones do not. */
  | { readonly outcome: 'unresolvable' }
  | { readonly outcome: 'unavailable'; readonly reason: string };

/** @param index of the id among those asked for */
export type AnswerId = (index: number, answer: IdAnswer) => void | Promise<void>;

/**
 * Where a source puts siblings; each wanted row gets one or several of them, one other answer, or none at
 * all from a source that knows nothing of it.
 */
export interface SiblingSink {
  /** A certificate, and its SHA-256 as computed from its bytes. */
  sibling(row: number, fingerprint: Fingerprint, der: Uint8Array): void | Promise<void>;
  /** The source has none, or not the certificate itself. */
  none(row: number): void;
  /** The source could not be asked: nothing is known. */
  unavailable(row: number, reason: string): void;
}

export interface CertificateSource {
  /** As the user named it, for the account: `crt.sh`, `./certificates/`. */
  readonly name: string;
  /**
   * The whole address, where `name` withholds some of it: what is remembered of a source is so by this.
   * Never printed.
   */
  readonly identity?: string;
  /** True when no network is needed (`--offline`). */
  readonly local: boolean;
  /** True when what it has handed out should not be asked for again: a pipe, a server far away. */
  readonly once?: boolean;
  /** Looks for everything wanted. Rejects only when aborted or on a programming error. */
  collect(wanted: Wanted, sink: Sink, signal: AbortSignal): Promise<void>;
  /** Resolves crt.sh ids, in order; absent where the source cannot. */
  resolveIds?(ids: readonly string[], answer: AnswerId, signal: AbortSignal): Promise<void>;
  /**
   * Looks for the sibling of each wanted certificate: what the same issuer gave the same serial number,
   * a final certificate for a precertificate and the reverse. Whether the two correspond is for the
   * caller to find out. Absent where the source cannot.
   */
  siblings?(wanted: Wanted, sink: SiblingSink, signal: AbortSignal): Promise<void>;
  /** Answers so far that were remembered, so that nobody was asked. */
  readonly remembered?: number;
  /** Releases connections and files. */
  close?(): Promise<void>;
}
