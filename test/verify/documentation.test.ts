import { describe, expect, it } from 'vitest';
import { FINDING_KINDS } from '../../src/verify/checks.ts';
import { documentFindings } from './documentation.ts';

describe('docs/findings.md', () => {
  it('is what the checks say of themselves', async () => {
    await expect(documentFindings(FINDING_KINDS).replace(/\n+$/, '\n')).toMatchFileSnapshot(
      '../../docs/findings.md',
    );
  });

  it.each(FINDING_KINDS)('has sentences for $code', ({ summary, advice }) => {
    expect(summary).toMatch(/^["A-Z].*\.$/s);
    expect(advice).toMatch(/^["A-Z].*\.$/s);
  });
});
