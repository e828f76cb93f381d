/** What the reasons ask of a disagreement. */
import type { ProblemCode } from '../../../src/x509/problem.ts';
import type { Disagreement, Library } from '../disagreement.ts';

export const BOTH: readonly Library[] = ['@peculiar/x509', 'pkijs'];
export const PECULIAR: readonly Library[] = ['@peculiar/x509'];

/** The list of problems is bounded: in a full one, more may have been left out. */
const MAX_PROBLEMS = 32;

export function reports({ problems }: Disagreement['facts'], code: ProblemCode): boolean {
  return problems.length === MAX_PROBLEMS || problems.some((problem) => problem.code === code);
}

/** False where there is nothing to ask. */
export function within<T>(value: T | undefined, ask: (value: T) => boolean): boolean {
  return value !== undefined && ask(value);
}

export function hex(octets: Uint8Array): string {
  return Buffer.from(octets).toString('hex');
}
