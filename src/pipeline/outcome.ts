import type { OutcomeCounts } from '../impact/impact.ts';

/** What became of an entry; `pending` until it is known. */
export type Outcome = 'pending' | keyof OutcomeCounts;

export const OUTCOMES: readonly Outcome[] = [
  'pending',
  'examined',
  'notFound',
  'unavailable',
  'mismatched',
  'unreadable',
  'unresolvable',
];
