import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { FINDINGS_FORMATS } from '../../../src/report/findings/render.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from '../support/hostile-text.ts';
import { missingImpact } from '../support/impact-builder.ts';
import {
  finding,
  hostileVerification,
  judgedVerification,
  KINDS,
  usualVerification,
  verification,
  view,
} from './support/verification-builder.ts';

const MODELS = {
  'of the usual kind': usualVerification(),
  'in which nothing was found': verification([]),
  'of one note about a file': verification([finding({ severity: 'note', line: null })]),
  'in which nothing could be obtained': verification([finding()], { impact: missingImpact(3) }),
  'of an empty list': verification([], { impact: missingImpact(0) }),
  'of hostile text': hostileVerification(HOSTILE_TEXTS.map(({ text }) => text).join('')),
  'of a report': judgedVerification('Total: 5,079'),
  'of a report in hostile text': judgedVerification(HOSTILE_TEXTS.map(({ text }) => text).join('')),
  'of a report that claims nothing': verification([], { report: { file: 'r.md', claims: [] } }),
  'of more than was kept': verification([finding()], {
    omitted: [{ code: 'serial-number', count: 1_990_000 }],
    summary: { error: 1_990_001, warning: 0, note: 0 },
  }),
};

const FORMATS = await Promise.all(
  FINDINGS_FORMATS.map(async ({ id, load }) => {
    const render = await load();
    return { id, render: (...args: Parameters<typeof render>) => [...render(...args)].join('') };
  }),
);

describe.each(FORMATS)('the format $id', ({ id, render }) => {
  const isForPrograms = id === 'json' || id === 'sarif';

  for (const [name, model] of Object.entries(MODELS)) {
    describe(`for a verification ${name}`, () => {
      it('ends with exactly one newline', () => {
        expect(render(model, view())).toMatch(/[^\n]\n$/);
      });

      it('holds no control, format or bidirectional character', () => {
        expect(render(model, view())).not.toMatch(UNPRINTABLE);
      });

      it('says over how many certificates it was compared, and as of when', () => {
        const { impact } = model;
        const text = render(model, view()).replaceAll(/\s+/g, ' ');
        const instant = isForPrograms ? '2026-11-01T00:00:00Z' : '2026-11-01 00:00:00 UTC';
        expect(text).toContain(instant);
        const { unique } = impact.entries;
        expect(text).toMatch(isForPrograms ? `"unique": ${unique}` : /compared with the list/);
      });

      it('says how much was found', () => {
        const { error } = model.summary;
        const text = render(model, view());
        if (isForPrograms) expect(text).toMatch(new RegExp(`"error": ${error}\\b`));
        else if (error > 0) expect(text).toContain(error.toLocaleString('en-US') + ' error');
        else if (model.findings.length === 0) expect(text).toMatch(/nothing/);
      });

      it('leaves no trace of the program', () => {
        expect(render(model, view())).not.toMatch(/undefined|NaN|\[object/);
        if (!isForPrograms) expect(render(model, view())).not.toMatch(/\bnull\b/);
      });

      it('is a pure function of the model', () => {
        const frozen = deepFreeze(structuredClone(model));
        expect(render(frozen, view())).toBe(render(model, view()));
      });
    });
  }

  it('obeys no text of a stranger, whatever it is', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 40 }), (text) => {
        expect(render(hostileVerification(text), view({ columns: 200 }))).not.toMatch(UNPRINTABLE);
      }),
      { numRuns: 200 },
    );
  });

  it('knows findings that no check has announced, and checks that found nothing', () => {
    const known = render(usualVerification(), view({ kinds: KINDS }));
    const unknown = render(usualVerification(), view({ kinds: [] }));
    expect(known).toContain('revocation-reason');
    expect(unknown).toContain('revocation-reason');
  });

  it('takes 20,000 findings in pieces, each of bounded length, within seconds', async () => {
    const many = verification(
      Array.from({ length: 20_000 }, (_, index) =>
        finding({ code: `code-${index % 6}`, line: index, actual: `${index}`.padStart(500, 'x') }),
      ),
    );
    const load = FINDINGS_FORMATS.find((format) => format.id === id)!.load;
    const started = performance.now();
    const pieces = [...(await load())(many, view())];
    expect(performance.now() - started).toBeLessThan(10_000);
    expect(Math.max(...pieces.map((piece) => piece.length))).toBeLessThan(1 << 17);
  });
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
