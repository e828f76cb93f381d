/**
 * The program as users run it: `dist/bin/`, one file for what a command needs at once instead of 190
 * modules found one by one, which took 126 ms of the 187 that an Impact of 20 lines took beyond Node
 * itself. What is loaded when needed (`import()`) stays in files of its own. The library in the rest
 * of `dist/` is plain output of tsc.
 */
import { readFileSync } from 'node:fs';
import { type CodeSplittingGroup, type Plugin, defineConfig } from 'rolldown';
import { licensePlugin } from 'rolldown-license-plugin';

/** All lie side by side in `dist/bin/`: `new URL('./NAME.js', import.meta.url)` finds an entry. */
const ENTRIES = {
  'cert-impact': 'src/cli/bin.ts',
  thread: 'src/pipeline/jobs/thread.ts',
};

/**
 * Files that hold what several commands share: these modules and all that they import, unless a file
 * further up has it. Without them there would be one for each set of commands that share something,
 * and each file takes about 1 ms to find and open.
 */
const SHARED: Readonly<Record<string, readonly string[]>> = {
  main: ['src/cli/main.ts'],
  messages: ['src/cli/messages.ts', 'src/cli/options.ts', 'src/cli/revocation-options.ts'],
  obtaining: ['src/cli/obtaining.ts', 'src/cli/inputs.ts', 'src/cli/open-named.ts'],
};

/** They find their binaries beside their own files. */
const NATIVE = ['lmdb'];

export default defineConfig({
  input: ENTRIES,
  platform: 'node',
  external: NATIVE,
  // the oldest Node of package.json
  transform: { target: 'node20.19' },
  plugins: [asciiHelp(), licensePlugin({ done: emitLicenses, failOnUnlicensed: true })],
  output: {
    dir: 'dist/bin',
    cleanDir: true,
    chunkFileNames: '[name].js',
    codeSplitting: {
      groups: Object.entries(SHARED).map(([name, roots], index): CodeSplittingGroup => ({
        name,
        test: (id) => roots.some((root) => id.endsWith(`/${root}`)),
        priority: Object.keys(SHARED).length - index,
      })),
    },
  },
});

/**
 * string-width takes 21 ms to load (`new Intl.Segmenter()` 8, `\p{RGI_Emoji}` 13), and yargs loads it
 * to lay out `--help`, which is ASCII: there a character is a column. A test holds it to that.
 */
function asciiHelp(): Plugin {
  // cliui has a wrap-ansi of its own inside
  const layout = /\/node_modules\/(?:yargs|cliui)\//;
  return {
    name: 'ascii-help',
    resolveId: (source, importer = '') =>
      source === 'string-width' && layout.test(importer) ? ASCII_WIDTH : null,
    load: (id) => (id === ASCII_WIDTH ? 'export default (text) => text.length;' : null),
  };
}

const ASCII_WIDTH = '\0ascii-width';

/** Licences ask that their text goes wherever the code goes. */
function emitLicenses(
  packages: readonly { name: string; version: string; license: string; licenseText: string }[],
  context: { emitFile(file: { type: 'asset'; fileName: string; source: string }): string },
): void {
  const source = packages
    .map(({ name, version, license, licenseText }) => {
      const text = licenseText.trim() || licenseInReadme(name);
      return `${name} ${version} (${license})\n\n${text}\n`;
    })
    .join(`\n${'-'.repeat(80)}\n\n`);
  context.emitFile({ type: 'asset', fileName: 'LICENSES.txt', source });
}

/** Some packages have their licence at the end of their README only. */
function licenseInReadme(name: string): string {
  const readme = readFileSync(new URL(`node_modules/${name}/README.md`, import.meta.url), 'utf8');
  const text = /^#+ licen[cs]e\s*$(.*)/ims.exec(readme)?.[1]?.trim();
  if (!text) throw new Error(`${name} has no text of its licence`);
  return text;
}
