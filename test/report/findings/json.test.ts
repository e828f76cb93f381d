import { describe, expect, it } from 'vitest';
import { renderFindingsJson } from '../../../src/report/findings/json.ts';
import type { Verification } from '../../../src/report/findings/verification.ts';
import { renderJson } from '../../../src/report/json.ts';
import {
  hostileVerification,
  usualVerification,
  verification,
} from './support/verification-builder.ts';

function json(model: Verification): string {
  return [...renderFindingsJson(model)].join('');
}

const FIELDS = 'code severity file sheet line column message expected actual rule'.split(' ');

describe('the JSON of findings', () => {
  it('has exactly the keys of the contract, in its order', () => {
    const document = JSON.parse(json(usualVerification())) as Record<string, object[]>;
    expect(Object.keys(document)).toEqual(['findings', 'summary', 'omitted', 'impact']);
    for (const finding of document['findings']!) expect(Object.keys(finding)).toEqual(FIELDS);
    expect(Object.keys(document['summary']!)).toEqual(['error', 'warning', 'note']);
  });

  it('gives back the model as it is', () => {
    const model = hostileVerification('\u2028<\u202e\u0000"\\\n\ud800');
    expect(JSON.parse(json(model))).toEqual(model);
  });

  it('has the Impact as the Impact itself is printed', () => {
    const model = usualVerification();
    const { impact } = JSON.parse(json(model)) as Verification;
    expect(`${JSON.stringify(impact, null, 2)}\n`).toBe(renderJson(model.impact));
  });

  it('is indented as JSON.stringify indents', () => {
    for (const model of [usualVerification(), verification([])]) {
      expect(json(model)).toBe(`${JSON.stringify(JSON.parse(json(model)), null, 2)}\n`);
    }
  });

  it('has an empty list where nothing was found', () => {
    expect(JSON.parse(json(verification([])))).toMatchObject({ findings: [], omitted: [] });
  });
});
