import type { Statistic } from '../statistic.ts';
import { encodingProblems } from './encoding-problems.ts';
import { notBefore, sct } from './issuance.ts';
import { issuers } from './issuers.ts';
import { policies } from './policies.ts';
import { publicKeys } from './public-keys.ts';
import { signatureAlgorithms } from './signature-algorithms.ts';
import { validationTypes } from './validation-types.ts';
import { validity } from './validity.ts';

/** Every statistic; the order is the order of the sentences about what all certificates share. */
export const STATISTICS: readonly Statistic[] = [
  issuers,
  validationTypes,
  policies,
  signatureAlgorithms,
  publicKeys,
  notBefore,
  sct,
  validity,
  encodingProblems,
];
