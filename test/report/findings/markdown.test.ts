import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { renderFindingsMarkdown } from '../../../src/report/findings/markdown.ts';
import type { FindingsView, Verification } from '../../../src/report/findings/verification.ts';
import { HOSTILE_TEXTS } from '../support/hostile-text.ts';
import { renderGfm } from '../support/markdown-document.ts';
import {
  finding,
  hostileVerification,
  usualVerification,
  verification,
  view,
} from './support/verification-builder.ts';

function markdown(model: Verification, changes: Partial<FindingsView> = {}): string {
  return [...renderFindingsMarkdown(model, view(changes))].join('');
}

/** The elements that a harmless text makes of the same findings. */
const SKELETON = renderGfm(markdown(hostileVerification('harmless'))).elements.filter(isBlock);

function isBlock(name: string): boolean {
  return name !== 'code';
}

describe('the Markdown of findings', () => {
  it('is courteous, and says what was compared', () => {
    const text = markdown(usualVerification());
    expect(text).toMatch(/^### What does not add up\n\nThank you for publishing /);
    expect(text).toContain('found **3 errors**, **1 warning** and **41 notes** in `appendix.csv`');
    expect(text).toContain('9,990 of 9,999 entries were obtained');
    expect(text).toMatch(/Where cert-impact is mistaken, please say so\.\n$/);
  });

  it('asks for nothing where nothing was found', () => {
    const text = markdown(verification([]));
    expect(text).toContain('found nothing that does not add up');
    expect(text).not.toContain('Could you');
    expect(text).not.toContain('####');
  });

  it('numbers the points, each with figure, rule, place, what is expected and what stands there', () => {
    const { html } = renderGfm(markdown(usualVerification()));
    expect(html.match(/<h4>\d\. /g)).toHaveLength(5);
    expect(html).toContain('<h4>1. The serial number is not that of the certificate (2 errors in');
    expect(html).toContain('rule: IRG 3.2 Appendix)');
    expect(html).toContain('<strong>Line 12, column <code>Serial #</code>:</strong>');
    expect(html).toContain('<li>expected: <code>0a1b2c3d4e5f60718293a4b5c6d7e8f9</code></li>');
    expect(html).toContain('<li>actual: <code>0a1b2c3d4e5f60718293a4b5c6d7e8f8</code></li>');
  });

  it('names the file in each point only where there are several', () => {
    expect(markdown(verification([finding()]))).toContain('(1 error)');
    expect(markdown(usualVerification())).toContain('in `list.xlsx`, sheet `Wrong state`)');
  });

  it('leaves the names of fields as they are', () => {
    const text = markdown(verification([finding({ message: 'notBefore differs' })]));
    expect(text).toContain(':** notBefore differs.');
  });

  it.each(HOSTILE_TEXTS)('lets $name break out of nothing', ({ text }) => {
    const { elements, openText } = renderGfm(markdown(hostileVerification(text)));
    expect(elements.filter(isBlock)).toEqual(SKELETON);
    expect(openText).not.toMatch(/@|:\/\/|www\./i);
  });

  it('lets no text break out of anything', () => {
    const unit = fc.constantFrom(...Array.from('|\\`[]()<>&#@:/.w!*_~$ a-+1\n'), '://', 'www.');
    fc.assert(
      fc.property(fc.string({ unit, maxLength: 30 }), (text) => {
        const { elements } = renderGfm(markdown(hostileVerification(text)));
        expect(elements.filter(isBlock)).toEqual(SKELETON);
      }),
      { numRuns: 500 },
    );
  });

  it('fits in a comment of Bugzilla, however much is found', () => {
    const findings = Array.from({ length: 40_000 }, (_, index) =>
      finding({
        code: `code-${index % 60}`,
        line: index + 2,
        actual: `${index} ${'x'.repeat(400)}`,
        expected: 'y'.repeat(400),
      }),
    );
    const text = markdown(verification(findings));
    expect(text.length).toBeLessThan(65_535);
    expect(renderGfm(text).html.match(/<h4>/g)).toHaveLength(60);
    expect(text).toContain('667 places on lines ');
    expect(markdown(verification(findings), { all: true }).match(/^- /gm)).toHaveLength(40_000);
  });
});
