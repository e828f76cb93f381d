import stringWidth from 'string-width';
import { stripVTControlCharacters } from 'node:util';
import { describe, expect, it } from 'vitest';
import { renderFindingsText } from '../../../src/report/findings/text.ts';
import type { FindingsView, Verification } from '../../../src/report/findings/verification.ts';
import {
  examinedImpact,
  finding,
  hostileVerification,
  usualVerification,
  verification,
  view,
} from './support/verification-builder.ts';

function text(model: Verification, changes: Partial<FindingsView> = {}): string {
  return [...renderFindingsText(model, view(changes))].join('');
}

function lines(model: Verification, changes: Partial<FindingsView> = {}): string[] {
  return text(model, changes).split('\n');
}

describe('the text of findings', () => {
  it('has a summary line at its end, where a terminal stops', () => {
    const model = verification([
      finding(),
      finding({ line: 13 }),
      finding({ line: 14 }),
      finding({ severity: 'warning' }),
      finding({ severity: 'note' }),
      finding({ severity: 'note', line: 15 }),
    ]);
    expect(lines(model).slice(-6)).toContain('3 errors, 1 warning, 2 notes in 9,999 entries');
    const { impact } = verification([], { impact: examinedImpact() });
    const one = { ...impact, entries: { total: 1, unique: 1, duplicates: 0 } };
    expect(text(verification([finding()], { impact: one }))).toContain('1 error in 1 entry\n');
  });

  it('says that nothing was found, over what, and what was not checked', () => {
    const words = text(verification([])).replaceAll('\n', ' ');
    expect(words).toMatch(/^nothing found in 9,999 entries /);
    expect(words).toContain('9,990 of 9,999 entries were obtained');
    expect(words).toContain('9 were not (7 not found and 2 unavailable)');
    expect(words).toContain('Whether certificates are revoked was not checked.');
  });

  it('gives places as file:line, which editors and terminals make links of', () => {
    expect(text(usualVerification())).toMatch(/^ +appendix\.csv:12 /m);
  });

  it('never breaks a place, however narrow the terminal', () => {
    const file = `${'a long folder/'.repeat(10)}list.csv`;
    expect(lines(verification([finding({ file })]), { columns: 40 })).toContain(`    ${file}:12`);
  });

  it('puts what is expected and what stands there below each other', () => {
    const shown = lines(usualVerification());
    const at = shown.indexOf('      expected  0a1b2c3d4e5f60718293a4b5c6d7e8f9');
    expect(shown[at + 1]).toBe('      actual    0a1b2c3d4e5f60718293a4b5c6d7e8f8');
  });

  it('puts the worst first within a file, and files as they come', () => {
    const heads = lines(usualVerification()).filter((line) =>
      /^(?:\S.*state| {2}\w.*)$/.test(line),
    );
    expect(heads).toEqual([
      '  error serial-number (2)',
      '  error not-before',
      '  warning not-csv',
      '  note revocation-reason (40)',
      'list.xlsx, sheet Wrong state',
      '  note duplicate',
    ]);
  });

  it.each([80, 200, 40, 1])('keeps to %d columns but for places and 40 at least', (columns) => {
    for (const model of [usualVerification(), hostileVerification('ein langer Text '.repeat(30))]) {
      for (const line of lines(model, { columns })) {
        if (/(?:\.csv|Text.*:\d+|\(cut\)(?::\d+)?|state)$/.test(line)) continue;
        expect(stringWidth(line)).toBeLessThanOrEqual(Math.max(40, columns));
      }
    }
  });

  it('says the same with colours and without, and with them nothing but colours', () => {
    for (const model of [usualVerification(), verification([]), hostileVerification('\u001b[2J')]) {
      const coloured = text(model, { colour: true });
      // eslint-disable-next-line no-control-regex -- what a terminal obeys is what is looked for
      expect(coloured.replaceAll(/\u001b\[\d+m/g, '')).toBe(text(model));
      expect(stripVTControlCharacters(coloured)).toBe(text(model));
      expect(coloured).not.toBe(text(model));
    }
  });
});

describe('thousands of findings', () => {
  const many = verification([
    ...Array.from({ length: 9000 }, (_, index) =>
      finding({ line: index + 2, actual: `${index}`, message: 'the serial number differs' }),
    ),
    ...Array.from({ length: 9000 }, (_, index) =>
      finding({ code: 'status', severity: 'warning', line: index + 2, actual: 'No' }),
    ),
  ]);

  it('stay readable: some of each kind, how many there are, where, and how to see them all', () => {
    const shown = text(many);
    expect(shown.split('\n').length).toBeLessThan(60);
    expect(shown).toContain('error serial-number (9,000)');
    expect(shown).toContain('… and 8,990 more on lines 12-9001');
    expect(shown).toMatch(/--all shows it, and --format json has it/);
  });

  it('that say the same of many lines are said once', () => {
    expect(text(many)).toContain('the same 8,999 more times on lines 3-9001');
  });

  it('are all there with --all', () => {
    const shown = text(many, { all: true });
    expect(shown).not.toContain('--all');
    expect(shown.match(/^ +appendix\.csv:\d+ /gm)).toHaveLength(18_000);
  });

  it('of as many files are counted, not listed', () => {
    const files = Array.from({ length: 10_000 }, (_, index) =>
      finding({ code: 'ca-certificate', file: `certificates/${index}.der`, line: 1 }),
    );
    const shown = text(verification(files));
    expect(shown.split('\n').length).toBeLessThan(400);
    expect(shown).toContain('9,970 errors of ca-certificate in 9,970 further files and sheets.');
  });

  it('that were not even kept are counted', () => {
    const omitted = [
      { code: 'duplicate', count: 12_000 },
      { code: 'not-found', count: 1 },
    ];
    expect(text(verification([finding()], { omitted }))).toContain(
      'Counted, but not kept: 12,000 more of duplicate and 1 more of not-found.',
    );
  });
});

describe('very long cells', () => {
  it('are cut where their difference still shows', () => {
    const common = 'a.example '.repeat(200);
    const long = finding({ expected: `${common}left`, actual: `${common}right` });
    const shown = text(verification([long]), { columns: 200 });
    expect(shown).toMatch(/expected {2}… .*left$/m);
    expect(shown).toMatch(/actual {4}… .*right$/m);
  });

  it('that differ from the beginning are cut at their end', () => {
    const long = finding({ expected: 'a'.repeat(5000), actual: 'b'.repeat(5000) });
    expect(text(verification([long])).match(/… \(cut\)/g)).toHaveLength(2);
  });

  it('are never cut within a character', () => {
    const common = '😀'.repeat(400);
    const long = finding({ expected: `${common}a`, actual: `${common}b` });
    expect(text(verification([long]))).not.toContain('U+D');
  });
});
