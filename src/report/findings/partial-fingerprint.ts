/** By what a result is found again when lines have moved (SARIF §3.27.17). */
import { hash } from 'node:crypto';
import type { Finding } from '../../verify/finding.ts';

/** Of the findings of one run. */
export class PartialFingerprints {
  /** A later way to compute them will have another number. */
  static readonly key = 'certImpactFinding/v1';
  readonly #seen = new Map<string, number>();

  /** Of what is wrong, not of where it stands; what is wrong more than once in the same way is counted. */
  of({ code, file, sheet, column, expected, actual }: Finding): string {
    const what = JSON.stringify([code, file, sheet, column, expected, actual]);
    const digest = hash('sha256', what, 'hex').slice(0, 32);
    const before = this.#seen.get(digest) ?? 0;
    this.#seen.set(digest, before + 1);
    return `${digest}:${before + 1}`;
  }
}
