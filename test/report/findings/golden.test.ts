import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderFindingsJson } from '../../../src/report/findings/json.ts';
import { renderFindingsMarkdown } from '../../../src/report/findings/markdown.ts';
import { renderFindingsSarif } from '../../../src/report/findings/sarif.ts';
import { renderFindingsText } from '../../../src/report/findings/text.ts';
import {
  hostileVerification,
  usualVerification,
  verification,
  view,
} from './support/verification-builder.ts';

/** Set it to write the files anew, then read the difference before it is committed. */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

const DIRECTORY = new URL('../../golden/report/findings/', import.meta.url);

const usual = usualVerification();
const hostile = hostileVerification(
  '<b>|`a@b.example` [x](1) {0}\n- # www.x.example\u202e\u001b[31m',
);
const nothing = verification([]);

const GOLDEN = {
  'usual.txt': renderFindingsText(usual, view()),
  'usual-200.txt': renderFindingsText(usual, view({ columns: 200 })),
  'usual-colour.txt': renderFindingsText(usual, view({ colour: true })),
  'usual-all.txt': renderFindingsText(usual, view({ all: true })),
  'nothing.txt': renderFindingsText(nothing, view()),
  'hostile.txt': renderFindingsText(hostile, view()),
  'usual.md': renderFindingsMarkdown(usual, view()),
  'nothing.md': renderFindingsMarkdown(nothing, view()),
  'hostile.md': renderFindingsMarkdown(hostile, view()),
  'nothing.json': renderFindingsJson(nothing),
  'hostile.json': renderFindingsJson(hostile),
  'nothing.sarif': renderFindingsSarif(nothing, view()),
  'hostile.sarif': renderFindingsSarif(hostile, view()),
};

describe('the golden findings', () => {
  it.each(Object.entries(GOLDEN))('%s', (name, rendered) => {
    const text = [...rendered].join('');
    const file = new URL(name, DIRECTORY);
    if (UPDATE) {
      mkdirSync(DIRECTORY, { recursive: true });
      writeFileSync(file, text);
    }
    expect(existsSync(file), 'write it with UPDATE_GOLDEN=1').toBe(true);
    expect(text).toBe(readFileSync(file, 'utf8'));
  });
});
