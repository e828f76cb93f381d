import { describe, expect, it } from 'vitest';
import type { Claim } from '../../../src/incident/claim.ts';
import { byRevocation } from '../../../src/verify/claims/known-revocation.ts';
import type { RevocationFigures } from '../../../src/impact/impact.ts';
import type { ClaimView } from '../../../src/verify/claims/listed.ts';
import { holdsWithin, unchecked } from '../../../src/verify/claims/verdict.ts';
import { wholeImpact } from '../../report/support/impact-builder.ts';

const OPEN = unchecked('whether certificates are revoked was not checked');

function claimOf(kind: Claim['kind'], value: number): Claim {
  return { kind, value, qualifier: null, quote: '', line: 1 };
}

function viewOf(revoked: number | null, remainingValid: number | null): ClaimView {
  const impact = wholeImpact();
  return {
    claims: [],
    mentions: { numbers: new Set(), days: new Set(), types: new Set() },
    listed: {
      impact: { ...impact, validity: { ...impact.validity, revoked, remainingValid } },
      eachIssued: () => undefined,
      eachStanding: () => undefined,
      marks: { rows: 0, yes: 0, pending: 0, notApplicable: 0 },
      reportedAt: undefined,
    },
  };
}

describe('a claim on revocation', () => {
  it('stays open while revocation has not been checked', () => {
    expect(byRevocation(claimOf('remaining-valid', 4), viewOf(null, null), OPEN)).toBe(OPEN);
  });

  it('holds when it is what revocation comes to', () => {
    expect(byRevocation(claimOf('remaining-valid', 4), viewOf(6, 4), OPEN)).toMatchObject({
      verdict: 'holds',
      computed: 4,
    });
    expect(byRevocation(claimOf('revoked', 6), viewOf(6, 4), OPEN)).toMatchObject({
      verdict: 'holds',
      computed: 6,
    });
  });

  it('stays open with both numbers when it is not, as certificates are revoked later, too', () => {
    expect(byRevocation(claimOf('remaining-valid', 9), viewOf(6, 4), OPEN)).toMatchObject({
      verdict: 'unchecked',
      computed: 4,
      difference: -5,
    });
  });

  it('stays open when of some it is not known, and says what is known at least', () => {
    const judged = byRevocation(claimOf('remaining-valid', 4), checked(3, 1), OPEN);
    expect(judged).toMatchObject({ verdict: 'unchecked', computed: 3 });
    expect(judged.explanation).toContain('at least 3');
  });

  it('differs when more are valid today than were to remain, whatever the column says', () => {
    const byColumn = holdsWithin(2, 'by the column');
    const { verdict, finding } = byRevocation(
      claimOf('remaining-valid', 2),
      checked(3, 1),
      byColumn,
    );
    expect({ verdict, code: finding?.kind.code }).toEqual({
      verdict: 'differs',
      code: 'claim-remaining-valid-not-revoked',
    });
  });

  it('does not differ when it was measured before the report was posted', () => {
    const view = checked(3, 0);
    const reportedAt = Date.parse(view.listed.impact.asOf) / 1000 + 1;
    const later = { ...view, listed: { ...view.listed, reportedAt } };
    expect(byRevocation(claimOf('remaining-valid', 2), later, OPEN)).toMatchObject({
      verdict: 'unchecked',
    });
  });

  it('does not differ for "at least", nor for a number that is about right', () => {
    for (const [qualifier, value] of [
      ['at least', 20],
      ['approximately', 29],
    ] as const) {
      const claim = { ...claimOf('remaining-valid', value), qualifier };
      expect(byRevocation(claim, checked(30, 1), OPEN).verdict).not.toBe('differs');
    }
  });
});

/** As many are known to remain valid, and of as many it is not known. */
function checked(remainingValid: number, unknown: number): ClaimView {
  const view = viewOf(1, remainingValid);
  const revocation: RevocationFigures = {
    statuses: { revoked: 1, notRevoked: remainingValid, expired: 0, shortLived: 0, unknown },
    revokedExpired: 0,
    remainingUnknown: unknown,
    dates: { first: null, last: null, certificates: 0 },
    reasons: [],
    unknown: [],
  };
  return { ...view, listed: { ...view.listed, impact: { ...view.listed.impact, revocation } } };
}
