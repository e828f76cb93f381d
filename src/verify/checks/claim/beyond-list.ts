import type { ClaimCheck } from '../../claim-check.ts';
import { unchecked } from '../../claims/verdict.ts';

/** What no certificate shows; what contradicts itself is found by the checks of the report. */
export const beyondList: ClaimCheck = {
  kinds: [],
  of: ['issuance-stopped', 'noncompliance-start', 'noncompliance-identified', 'noncompliance-end'],
  judge: () => unchecked('certificates do not show it'),
};
