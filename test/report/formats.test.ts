import { describe, expect, it } from 'vitest';
import { IMPACT_FORMATS } from '../../src/report/render.ts';
import {
  emptyImpact,
  group,
  hostileImpact,
  missingImpact,
  singleImpact,
  troubledImpact,
  wholeImpact,
} from './support/impact-builder.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from './support/hostile-text.ts';

const MODELS = {
  'of an empty appendix': emptyImpact(),
  'of one certificate': singleImpact(),
  'in which all is well': wholeImpact(),
  'with every kind of trouble': troubledImpact(),
  'of one certificate that is missing': missingImpact(1),
  'in which everything is missing': missingImpact(200),
  'of several lists': wholeImpact({ groups: [group('Wrong JOI'), group('Wrong state')] }),
  'of hostile text': hostileImpact(HOSTILE_TEXTS.map(({ text }) => text).join('')),
};

const FORMATS = await Promise.all(
  IMPACT_FORMATS.map(async ({ id, load }) => ({ id, render: await load() })),
);

describe.each(FORMATS)('the format $id', ({ id, render }) => {
  for (const [name, model] of Object.entries(MODELS)) {
    describe(`for an Impact ${name}`, () => {
      it('ends with exactly one newline', () => {
        expect(render(model)).toMatch(/[^\n]\n$/);
      });

      it('holds no control, format or bidirectional character', () => {
        expect(render(model)).not.toMatch(UNPRINTABLE);
      });

      it('says what "expired" was measured against', () => {
        const instant = id === 'json' ? '2026-11-01T00:00:00Z' : '2026-11-01 00:00:00 UTC';
        expect(render(model)).toContain(instant);
      });

      it('has the total', () => {
        const { total } = model.certificates;
        const words = total === 0 ? /0|No/ : total.toLocaleString('en-US');
        expect(render(model)).toMatch(id === 'json' ? `"total": ${total}` : words);
      });

      it('leaves no trace of the program', () => {
        expect(render(model)).not.toMatch(/undefined|NaN|\[object/);
        if (id !== 'json') expect(render(model)).not.toMatch(/\bnull\b/);
      });

      it('is a pure function of the model', () => {
        const frozen = deepFreeze(structuredClone(model));
        expect(render(frozen)).toBe(render(model));
      });
    });
  }
});

function deepFreeze<Value>(value: Value): Value {
  if (typeof value === 'object' && value !== null) {
    for (const part of Object.values(value)) deepFreeze(part);
    Object.freeze(value);
  }
  return value;
}
