/** The words for certificates being issued. */
import { PASSIVE } from './grammar.ts';

export const THESE = '(?:NP|DEFNP|ALL|DEF|ONE)';
/** "All certificates issued between …" is no observation, but a heuristic. */
export const SOME = '(?:NP|DEFNP|DEF|ONE)';
export const ISSUED = '(?:issued|misissued|generated|created|signed|produced|minted)';
export const ON = '(?:on|in|at|during|dated|:)';
export const VERB = `(?:(?:\\( )?%url (?:\\) )?)?(?:(?:in question|concerned) )?(?:(?:that|which|,|\\() )?(?:${PASSIVE})?(?:\\w+ly )?${ISSUED} (?:(?!@ |(?:by the|from the|since|after|before|between|until|revoked|expired|replaced|reported|discovered)\\b)\\S+ ){0,6}?`;
