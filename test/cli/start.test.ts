/** What the program loads, and what of it when: every module costs those who do not need it time. */
import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, inject, it } from 'vitest';
import { SAMPLE, folderOf, linesOf, run } from './support/program.ts';

/** The modules that a run loads, all of them from the bundle, by their paths in the repository. */
async function modulesLoaded(args: readonly string[]): Promise<string[]> {
  const coverage = folderOf();
  const { status } = await run(args, { env: { NODE_V8_COVERAGE: coverage } });
  expect(status).toBe(0);
  const program = join(inject('bin'), '..');
  const urls = readdirSync(coverage).flatMap((name) => {
    const { result } = JSON.parse(readFileSync(join(coverage, name), 'utf8')) as {
      result: { url: string }[];
    };
    return result.map(({ url }) => url).filter((url) => url.startsWith('file:'));
  });
  const files = urls.map((url) => fileURLToPath(url));
  expect(files.filter((file) => !file.startsWith(program))).toEqual([]);
  return files.flatMap(modulesIn);
}

/** As the bundler marks them in the file. */
function modulesIn(file: string): string[] {
  const marks = readFileSync(file, 'utf8').matchAll(/^\s*\/\/ (\S+\.(?:[cm]?js|ts))$/gm);
  return Array.from(marks, ([, module]) => module!);
}

function packagesOf(modules: readonly string[]): Set<string> {
  const names = modules.map((module) => /.*node_modules\/((?:@[^/]+\/)?[^/]+)/.exec(module)?.[1]);
  return new Set(names.filter((name) => name !== undefined));
}

/** Which only `inspect` and crt.sh need. */
const HEAVY = ['undici', '@peculiar/x509', '@peculiar/asn1-schema', 'pkijs', 'asn1js'];

describe('what is loaded', () => {
  it('is next to nothing for --version', async () => {
    const modules = await modulesLoaded(['--version']);
    expect(modules).toContain('src/cli/bin.ts');
    expect(packagesOf(modules)).toEqual(new Set());
    expect(modules.length).toBeLessThan(10);
  });

  it('is the command line, and no command, for --help', async () => {
    const modules = await modulesLoaded(['--help']);
    expect(modules).toContain('src/cli/command-line.ts');
    expect(modules.filter((module) => module.startsWith('src/pipeline/'))).toEqual([]);
    // 21 ms; the bundle measures the help without it
    expect(packagesOf(modules)).not.toContain('string-width');
  });

  it('is no library for the network or the full decoding, for an Impact from local files', async () => {
    const modules = await modulesLoaded([...SAMPLE, '--offline']);
    expect(modules).toContain('src/pipeline/run.ts');
    expect(modules).toContain('src/report/markdown/markdown.ts');
    const packages = packagesOf(modules);
    for (const name of [...HEAVY, 'string-width']) expect(packages).not.toContain(name);
    expect(modules.filter((module) => /^src\/(?:inspect|report\/text)\//.test(module))).toEqual([]);
  });

  it('is all of it where it is needed', async () => {
    const inspect = await modulesLoaded(['inspect', 'samples/certificates.pem', '--offline']);
    expect(packagesOf(inspect)).toContain('@peculiar/x509');
    const text = await modulesLoaded([...SAMPLE, '--format', 'text']);
    expect(packagesOf(text)).toContain('string-width');
  });
});

describe('the help', () => {
  const commands = [[], ['impact'], ['facts'], ['inspect']];

  it.each(commands)(
    'is ASCII, as its layout takes for granted: cert-impact %s',
    async (...command) => {
      const { status, stdout } = await run([...command, '--help']);
      expect(status).toBe(0);
      expect(stdout).toMatch(/^[\n -~]+$/);
      expect(linesOf(stdout).filter((line) => line.length > 100)).toEqual([]);
    },
  );
});

describe('what is shipped with the program', () => {
  it('holds the licence of every package in it, with its text', () => {
    const folder = join(inject('bin'), '..');
    const files = readdirSync(folder).filter((name) => name.endsWith('.js'));
    const inside = packagesOf(files.flatMap((name) => modulesIn(join(folder, name))));
    expect(inside).toContain('yargs');
    const licences = readFileSync(join(folder, 'LICENSES.txt'), 'utf8').split(/^-{80}$/m);
    const named = licences.map((text) => /^(\S+) \S+ \(.+\)\n\n\S/.exec(text.trim())?.[1]);
    for (const name of inside) expect(named).toContain(name);
  });
});
