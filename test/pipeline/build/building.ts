/** Builds an appendix as the command does, and reads the table back in the plainest way. */
import { mkdtempSync, realpathSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import { onTestFinished } from 'vitest';
import { COLUMNS, type ColumnId } from '../../../src/appendix/table/columns.ts';
import { withoutFormulaGuard } from '../../../src/appendix/write/formula.ts';
import type { BuildAccount } from '../../../src/pipeline/build/account.ts';
import { Build, type BuildOptions } from '../../../src/pipeline/build/build.ts';
import { RevocationPolicy } from '../../../src/pipeline/build/revocation-policy.ts';
import { type Input, fileInput } from '../../../src/pipeline/input.ts';
import { run } from '../../../src/pipeline/run.ts';
import { openLocalSource } from '../../../src/sources/local.ts';
import type { CertificateSource } from '../../../src/sources/source.ts';

export const AS_OF = Date.UTC(2025, 3, 1) / 1000;

export interface Built {
  readonly text: string;
  readonly account: BuildAccount;
  /** By column, without the header; custom columns by their own names. */
  readonly rows: readonly Readonly<Record<ColumnId, string> & Record<string, string>>[];
}

export interface Building extends Partial<BuildOptions> {
  readonly from?: readonly CertificateSource[];
}

/** @param inputs paths, or texts of lists, or certificates to be in one file */
export async function buildOf(
  inputs: readonly (string | readonly Uint8Array[])[],
  { from = [], ...options }: Building = {},
): Promise<Built> {
  const { signal } = new AbortController();
  const build = new Build({
    format: undefined,
    asOf: AS_OF,
    redactSmime: true,
    extra: [],
    keepColumns: false,
    policy: new RevocationPolicy({ asOf: AS_OF }),
    byteOrderMark: false,
    ...options,
  });
  try {
    let text = '';
    const finished = await run({
      appendices: inputs.map(inputOf),
      sources: from,
      signal,
      now: () => 0,
      siblings: from.some((source) => source.siblings !== undefined),
      ...build.hooks,
    });
    const write = (piece: string): Promise<void> => {
      text += piece;
      return Promise.resolve();
    };
    const account = await build.write(finished, write, signal);
    return { text, account, rows: account.format === 'csv' ? rowsOf(text) : [] };
  } finally {
    build.close();
  }
}

export async function localSource(certificates: readonly Uint8Array[]): Promise<CertificateSource> {
  return openLocalSource(fileOf('source.pem', pem(certificates)));
}

export function pem(certificates: readonly Uint8Array[]): string {
  return certificates
    .map((der) => Buffer.from(der).toString('base64'))
    .map((body) => `-----BEGIN CERTIFICATE-----\n${body}\n-----END CERTIFICATE-----\n`)
    .join('');
}

/** A file with a name, gone after the test. */
export function fileOf(name: string, content: string): string {
  const folder = realpathSync(mkdtempSync(join(tmpdir(), 'cert-impact-build-test-')));
  onTestFinished(() => {
    rmSync(folder, { recursive: true, force: true });
  });
  writeFileSync(join(folder, name), content);
  return join(folder, name);
}

/** An input of this text, named as it is in messages. */
export function textInput(name: string, content: string | Uint8Array): Input {
  return {
    name,
    // eslint-disable-next-line @typescript-eslint/require-await -- an Input is read asynchronously
    async *open() {
      yield Buffer.from(content);
    },
  };
}

function inputOf(input: string | readonly Uint8Array[]): Input {
  if (typeof input !== 'string') return fileInput(fileOf('certificates.pem', pem(input)));
  return input.includes('\n') ? textInput('list.csv', input) : fileInput(input);
}

function rowsOf(text: string): Built['rows'] {
  const [header = [], ...rows] = parse(text, { bom: true });
  return rows.map((cells) =>
    Object.fromEntries(
      cells.map((cell, at) => [COLUMNS[at]?.id ?? header[at]!, withoutFormulaGuard(cell)]),
    ),
  ) as unknown as Built['rows'];
}
