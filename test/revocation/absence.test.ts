import { describe, expect, it } from 'vitest';
import { hasToList } from '../../src/revocation/absence.ts';

const REVOKED_AT = Date.UTC(2025, 2, 20, 12) / 1000;
const DAY = 86_400;

describe('a CRL that does not list what was revoked', () => {
  it('need not list it within a day, in which the CA may publish', () => {
    expect(hasToList(REVOKED_AT - 1, REVOKED_AT)).toBe(false);
    expect(hasToList(REVOKED_AT + 60, REVOKED_AT)).toBe(false);
    expect(hasToList(REVOKED_AT + DAY, REVOKED_AT)).toBe(false);
    expect(hasToList(REVOKED_AT + DAY + 1, REVOKED_AT)).toBe(true);
  });

  it('proves nothing when its time cannot be read', () => {
    expect(hasToList(NaN, REVOKED_AT)).toBe(false);
  });
});
