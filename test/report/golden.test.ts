import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { renderJson } from '../../src/report/json.ts';
import { renderMarkdown } from '../../src/report/markdown/markdown.ts';
import { renderText } from '../../src/report/text/text.ts';
import {
  group,
  hostileImpact,
  missingImpact,
  singleImpact,
  troubledImpact,
} from './support/impact-builder.ts';

/** Set it to write the files anew, then read the difference before it is committed. */
const UPDATE = process.env['UPDATE_GOLDEN'] === '1';

const DIRECTORY = new URL('../golden/report/', import.meta.url);

const groups = [group('Wrong jurisdiction of incorporation'), group('Wrong state')];

const GOLDEN = {
  'troubled-3.2.md': () => renderMarkdown(troubledImpact()),
  'single-3.2.md': () => renderMarkdown(singleImpact()),
  'missing-3.2.md': () => renderMarkdown(missingImpact(3)),
  'hostile-3.2.md': () => renderMarkdown(hostileImpact('<b>|`a@b.example` www.x.example\u202e')),
  'troubled-2.0.md': () => renderMarkdown(troubledImpact({ guideline: '2.0' })),
  'lists-1.0.md': () => renderMarkdown(troubledImpact({ guideline: '1.0', groups })),
  'troubled.json': () => renderJson(troubledImpact()),
  'lists.txt': () => renderText(troubledImpact({ groups })),
  'single.txt': () => renderText(singleImpact()),
};

describe('the golden reports', () => {
  it.each(Object.entries(GOLDEN))('%s', (name, render) => {
    const file = new URL(name, DIRECTORY);
    if (UPDATE) {
      mkdirSync(DIRECTORY, { recursive: true });
      writeFileSync(file, render());
    }
    expect(existsSync(file), 'write it with UPDATE_GOLDEN=1').toBe(true);
    expect(render()).toBe(readFileSync(file, 'utf8'));
  });
});
