import { open, rename, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { CertImpactError } from '../../errors.ts';
import {
  encodePem,
  fingerprintOf,
  makeFolder,
  storeFiles,
  walkStore,
} from '../../pipeline/local-store.ts';
import { run } from '../../pipeline/run.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { openInputs } from '../inputs.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { obtainAndWrite } from '../obtaining.ts';
import { type Output, openOutput } from '../output.ts';
import { openProgress } from '../progress.ts';
import { type StoreOptions, NamedFew, existing, namedFolder, withStore } from './store.ts';

export interface StoreExportOptions extends StoreOptions {
  /** Lists of what to export; all where there are none. */
  readonly lists: readonly string[] | undefined;
  readonly output: string | undefined;
  readonly format: 'pem' | 'der';
}

/**
 * `cert-impact store export [lists..]`: a PEM bundle, or one DER file for each certificate in the folder
 * that `-o` names. What is corrupt is left out, and said.
 */
export async function storeExportCommand(options: StoreExportOptions, io: Io): Promise<number> {
  const { lists = [], format, output } = options;
  if (format === 'der' && (output === undefined || output === '-')) {
    throw new CertImpactError('bad-option', '--format der needs a folder to write to', {
      hint: 'name it with -o; it is made if it is not there',
    });
  }
  if (format === 'der') await makeFolder(output!).catch(failed(output!));
  return lists.length === 0 ? exportAll(options, io) : exportListed(lists, options, io);
}

async function exportAll(options: StoreExportOptions, io: Io): Promise<number> {
  const { quiet, format, output: target } = options;
  const progress = openProgress(io, {
    quiet,
    scrolling: io.stdout.isTTY === true && target === undefined,
  });
  return withStore(options, io, false, progress, async (found, folder) => {
    const store = existing(found, folder);
    let written = 0;
    progress.watch({
      work: 'exporting',
      done: () => written,
      total: store.stats().certificates,
    });
    const corrupt = new NamedFew((text) => {
      progress.clear();
      note(text, io, quiet);
    });
    const output = format === 'pem' ? await openOutput(target, io, storeFiles(folder)) : undefined;
    try {
      for await (const records of walkStore(store, io.signal)) {
        const good = records.filter((record) => {
          if (!record.good) corrupt.add(`the record of ${record.name} is corrupt, and left out`);
          return record.good;
        });
        if (output) {
          await output.write(good.map(({ der }) => encodePem(der)).join(''));
          written += good.length;
          continue;
        }
        for (const { name, der } of good) {
          // a disk may take milliseconds for each
          io.signal.throwIfAborted();
          await writeFile(target!, name, der);
          written++;
        }
      }
      await output?.commit();
    } catch (error) {
      await output?.discard();
      throw io.signal.aborted ? interruptedAfter(written, options, output?.begun) : error;
    }
    progress.end();
    note(`${formatCount(written)} ${written === 1 ? 'certificate' : 'certificates'}`, io, quiet);
    return corrupt.count > 0 ? EXIT_INCOMPLETE : EXIT_OK;
  });
}

/** As a run whose only source is the store: the account of what was not found is the same. */
function exportListed(
  lists: readonly string[],
  { store, quiet, format, output: target, ...options }: StoreExportOptions,
  io: Io,
): Promise<number> {
  let written = 0;
  const write = async (output: Output, der: Uint8Array): Promise<void> => {
    if (format === 'pem') return output.write(encodePem(der));
    io.signal.throwIfAborted();
    await writeFile(target!, fingerprintOf(der), der);
    written++;
  };
  const exporting = obtainAndWrite(
    {
      inputs: openInputs(lists, io),
      options: {
        store: namedFolder({ store, quiet, ...options }, io),
        quiet,
        output: format === 'pem' ? target : undefined,
        from: ['store'],
        offline: true,
        askAgain: false,
        siblings: false,
        concurrency: undefined,
        rate: undefined,
        contact: undefined,
        jobs: 1,
      },
      asOf: Math.floor(io.now() / 1000),
      guideline: '3.2',
      writesAsItGoes: true,
      obtain: async (asked, output) => ({
        run: await run({
          ...asked,
          visit: ({ bytes, start, end }) => write(output, bytes.subarray(start, end)),
        }),
      }),
    },
    io,
  );
  return exporting.catch((error: unknown) => {
    // which knows of no folder that is written to as it goes on
    if (!io.signal.aborted || format === 'pem') throw error;
    throw interruptedAfter(written, { format, output: target });
  });
}

/** @param begun of a bundle, whether some of it is out */
function interruptedAfter(
  written: number,
  { format, output = '-' }: Pick<StoreExportOptions, 'format' | 'output'>,
  begun = false,
): CertImpactError {
  const count = `${formatCount(written)} ${written === 1 ? 'certificate' : 'certificates'}`;
  const what =
    format === 'der'
      ? `${count} written; the folder ${output} does not have all`
      : begun
        ? `${count} written; what was written is not all`
        : 'nothing was written';
  return new CertImpactError('interrupted', `interrupted: ${what}`);
}

/** Whole or not at all, as each file of a folder is one result. */
async function writeFile(folder: string, name: string, der: Uint8Array): Promise<void> {
  const path = join(folder, `${name}.der`);
  const part = join(folder, `.${name}.part`);
  try {
    const handle = await open(part, 'w');
    try {
      await handle.writeFile(der);
    } finally {
      await handle.close();
    }
    await rename(part, path);
  } catch (error) {
    await rm(part, { force: true });
    failed(path)(error);
  }
}

function failed(path: string): (cause: unknown) => never {
  return (cause) => {
    const { code = 'unknown error' } = cause as NodeJS.ErrnoException;
    throw new CertImpactError('write-failed', `cannot be written (${code})`, {
      file: path,
      hint: 'check the name, the disk and the permissions of the folder',
      cause,
    });
  };
}
