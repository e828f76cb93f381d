import { describe, expect, it } from 'vitest';
import { tellGuideline } from '../../src/pipeline/verify/tell-guideline.ts';

describe('the version of the guidelines', () => {
  it('is that which is asked for, else of the form, else of the time, else the latest', () => {
    const reportedAt = Date.parse('2024-01-01') / 1000;
    const told = { version: '1.0', by: 'caller' };
    expect(tellGuideline({ guideline: '1.0', reportedAt }, { guideline: '2.0' })).toEqual(told);
    expect(tellGuideline({ reportedAt }, { guideline: '1.0' })).toEqual({ ...told, by: 'form' });
    expect(tellGuideline({ reportedAt }, {})).toEqual({ version: '2.0', by: 'time' });
    const later = { version: '3.2', by: 'form' };
    expect(tellGuideline({ reportedAt }, { guideline: '3.2' })).toEqual(later);
    expect(tellGuideline({}, {})).toEqual({ version: '3.2', by: 'none' });
    expect(tellGuideline({ reportedAt }, undefined)).toEqual({ version: '3.2', by: 'none' });
  });
});
