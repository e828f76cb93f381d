import type { Reason } from './disagreement.ts';
import { NAME_REASONS } from './reasons/names.ts';
import { OID_REASONS } from './reasons/oids.ts';
import { TIME_REASONS } from './reasons/times.ts';
import { VALUE_REASONS } from './reasons/values.ts';

/**
 * Where the libraries and the facts may differ, and why. A reason accounts for the whole of what
 * differs: what is said here is held against a plain third reading, wherever there is one. A reason
 * that no mutant has use for fails the tests.
 */
export const REASONED_DIFFERENCES: readonly Reason[] = [
  ...VALUE_REASONS,
  ...TIME_REASONS,
  ...NAME_REASONS,
  ...OID_REASONS,
];
