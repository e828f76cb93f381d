import { marked } from 'marked';
import { describe, expect, it } from 'vitest';
import { MAX_SHOWN } from '../../../src/report/diff/page.ts';
import { DIFFERENCE_FORMATS, type ListDifference } from '../../../src/report/diff/render.ts';
import { renderDifferenceJson } from '../../../src/report/diff/json.ts';
import { renderDifferenceMarkdown } from '../../../src/report/diff/markdown.ts';
import { renderDifferenceText } from '../../../src/report/diff/text.ts';
import { HOSTILE_TEXTS, UNPRINTABLE } from '../support/hostile-text.ts';
import { wholeFigures } from '../support/impact-builder.ts';

const PLACE = { file: 'a.csv', sheet: null, line: 3 };

function difference(changes: Partial<ListDifference> = {}): ListDifference {
  const some = wholeFigures();
  return {
    asOf: '2026-11-01T00:00:00Z',
    names: { old: ['a.csv'], new: ['b.csv'] },
    sets: { old: some, new: some, added: some, removed: some, changed: some, unchanged: some },
    columns: { added: [], removed: [] },
    added: [],
    removed: [],
    changed: [],
    counts: { added: 0, removed: 0, changed: 0, unchanged: 5 },
    uncompared: 0,
    ...changes,
  };
}

describe('every format of a difference', () => {
  it.each(DIFFERENCE_FORMATS)(
    '$id ends with one newline, and says the same each time',
    async ({ load }) => {
      const render = await load();
      const text = [...render(difference())].join('');
      expect(text).toMatch(/[^\n]\n$/);
      expect([...render(difference())].join('')).toBe(text);
    },
  );

  it('has no character in it that misleads a terminal or a reader', () => {
    for (const { text: hostile } of HOSTILE_TEXTS) {
      const change = { column: hostile, old: hostile, new: `${hostile}x` };
      const hostileDifference = difference({
        names: { old: [hostile], new: ['b'] },
        columns: { added: [hostile], removed: [] },
        changed: [
          {
            entry: 'ab',
            old: { ...PLACE, file: hostile, sheet: hostile },
            new: PLACE,
            cells: [change],
            added: [hostile],
            removed: [],
          },
        ],
        counts: { added: 0, removed: 0, changed: 1, unchanged: 0 },
      });
      const text = renderDifferenceText(hostileDifference);
      expect(text).not.toMatch(UNPRINTABLE);
      const markdown = renderDifferenceMarkdown(hostileDifference);
      const html = marked.parse(markdown, { async: false });
      expect(html).not.toMatch(/<(?:a|img|script|b|i|iframe|svg|form|input|style)\b/i);
      expect(markdown).not.toMatch(UNPRINTABLE);
      const json = [...renderDifferenceJson(hostileDifference)].join('');
      expect(JSON.parse(json)).toMatchObject({ changed: [{ cells: [change] }] });
    }
  });

  it('names the first of many, and says how many more there are', () => {
    const added = Array.from({ length: 200 }, (_, at) => ({ entry: `entry-${at}`, ...PLACE }));
    const counts = { added: 12_345, removed: 0, changed: 0, unchanged: 0 };
    const text = renderDifferenceText(difference({ added, counts }));
    expect(text.match(/entry-\d+,/g)).toHaveLength(MAX_SHOWN);
    expect(text).toContain(`  … and 12,295 more: --format json names them\n`);
    expect(renderDifferenceMarkdown(difference({ added, counts }))).toContain(
      '- … and 12,295 more\n',
    );
    const json = JSON.parse(
      [...renderDifferenceJson(difference({ added, counts }))].join(''),
    ) as ListDifference;
    expect(json.added).toHaveLength(200);
  });

  it('says what could not be compared', () => {
    expect(renderDifferenceText(difference({ uncompared: 2 })).replaceAll(/\s+/g, ' ')).toContain(
      'Of 2 certificates, only one of the two lists has a row: no cells were compared.',
    );
  });
});
