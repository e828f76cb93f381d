import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { group, hostileImpact, troubledImpact } from './support/impact-builder.ts';

const FIGURES = [
  'lines',
  'entries',
  'outcomes',
  'certificates',
  'issuance',
  'issuers',
  'signatureAlgorithms',
  'publicKeys',
  'validationTypes',
  'policies',
  'validity',
  'shared',
];

describe('the JSON', () => {
  it('has the fields of the contract, in its order', () => {
    const impact = troubledImpact({ groups: [group('a')] });
    const json = JSON.parse(renderJson(impact)) as Record<string, unknown> & { groups: object[] };
    expect(Object.keys(json)).toEqual([
      'asOf',
      'guideline',
      ...FIGURES,
      'groups',
      'problems',
      'unexamined',
    ]);
    expect(Object.keys(json.groups[0] ?? {})).toEqual(['name', ...FIGURES, 'problems']);
  });

  it('gives back the model as it is', () => {
    const impact = hostileImpact('\u2028<\u202e\u0000"\\', { groups: [group('\ud800')] });
    expect(JSON.parse(renderJson(impact))).toEqual(impact);
  });

  it('does not depend on the order in which the model was built, nor on what else is in it', () => {
    const impact = troubledImpact();
    const reversed = Object.fromEntries(Object.entries(impact).reverse()) as typeof impact;
    expect(renderJson({ ...reversed, ...{ secret: 1 } })).toBe(renderJson(impact));
  });

  it('writes line separators and bidirectional characters as escapes', () => {
    const json = renderJson(hostileImpact('a\u2028b\u2029c\u202ed\u007f'));
    expect(json).toContain('a\\u2028b\\u2029c\\u202ed\\u007f');
  });

  it('is indented by two spaces', () => {
    expect(renderJson(troubledImpact())).toMatch(/^\{\n {2}"asOf": "2026-11-01T00:00:00Z",\n/);
  });
});
