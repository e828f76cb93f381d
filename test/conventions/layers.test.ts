import { readFileSync, readdirSync } from 'node:fs';
import { dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const SRC = fileURLToPath(new URL('../../src/', import.meta.url));

/** Which rooms a room may import (ARCHITECTURE.md); itself always, and type imports count. */
const MAY_IMPORT: Readonly<Record<string, readonly string[]>> = {
  errors: [],
  fingerprint: ['errors'],
  der: ['errors'],
  x509: ['errors', 'fingerprint', 'der'],
  appendix: ['errors', 'fingerprint'],
  sources: ['errors', 'fingerprint'],
  revocation: ['errors', 'fingerprint', 'der', 'x509'],
  impact: ['errors', 'fingerprint', 'der', 'x509', 'revocation'],
  incident: ['errors'],
  verify: ['errors', 'fingerprint', 'der', 'x509', 'revocation', 'appendix', 'impact', 'incident'],
  report: ['errors', 'fingerprint', 'der', 'x509', 'revocation', 'impact', 'incident', 'verify'],
  inspect: ['errors', 'fingerprint', 'der', 'x509', 'report'],
  pipeline: [
    'errors',
    'fingerprint',
    'der',
    'x509',
    'revocation',
    'appendix',
    'sources',
    'impact',
    'incident',
    'verify',
    'report',
  ],
  cli: ['errors', 'pipeline', 'report', 'inspect'],
  index: [
    'errors',
    'fingerprint',
    'x509',
    'revocation',
    'appendix',
    'sources',
    'impact',
    'incident',
    'report',
    'inspect',
    'verify',
    'pipeline',
  ],
};

const files = readdirSync(SRC, { recursive: true, encoding: 'utf8' })
  .filter((name) => name.endsWith('.ts'))
  .map((name) => ({ name, text: readFileSync(join(SRC, name), 'utf8') }));

function roomOf(name: string): string {
  return name.split(sep)[0]!.replace(/\.ts$/, '');
}

function importsOf(name: string, text: string): string[] {
  const specifiers = text.matchAll(/(?:from|import)\s*\(?\s*'(\.[^']+)'/g);
  return Array.from(specifiers, ([, path]) => relative(SRC, join(SRC, dirname(name), path!)));
}

describe('the import rule', () => {
  it.each(files)('holds in $name', ({ name, text }) => {
    const room = roomOf(name);
    const allowed = MAY_IMPORT[room];
    expect(allowed, `a room that the rule does not know: ${room}`).toBeDefined();
    for (const imported of importsOf(name, text)) {
      const other = roomOf(imported);
      if (other !== room) expect(allowed, `${name} imports ${imported}`).toContain(other);
    }
  });

  it('leaves no circle between files', () => {
    const graph = new Map(files.map(({ name, text }) => [name, importsOf(name, text)]));
    const done = new Set<string>();
    const walk = (name: string, path: readonly string[]): void => {
      expect(path, `a circle: ${[...path, name].join(' -> ')}`).not.toContain(name);
      if (done.has(name)) return;
      for (const next of graph.get(name) ?? []) walk(next, [...path, name]);
      done.add(name);
    };
    for (const { name } of files) walk(name, []);
  });

  it('finds imports at all', () => {
    expect(files.length).toBeGreaterThan(50);
    expect(files.flatMap(({ name, text }) => importsOf(name, text)).length).toBeGreaterThan(150);
  });
});

describe('the rooms below cli', () => {
  it.each(files.filter(({ name }) => roomOf(name) !== 'cli'))(
    'do not touch process, console or the clock: $name',
    ({ text }) => {
      const code = text.replaceAll(/\/\*[\s\S]*?\*\/|\/\/.*$/gm, '');
      expect(code).not.toMatch(
        /\bprocess\.|\bconsole\.|\bDate\.now\b|\bnew Date\(\)|performance\.now/,
      );
    },
  );
});

describe('the files of src', () => {
  it('stay within 250 lines each', () => {
    const long = files.filter(({ text }) => text.split('\n').length > 251).map(({ name }) => name);
    expect(long).toEqual([]);
  });
});
