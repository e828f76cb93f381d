import { CertImpactError } from '../../errors.ts';
import {
  type DamagedItem,
  type ImportCounts,
  type ScanItem,
  importCertificates,
  scanCertificates,
  scanStream,
  statPath,
} from '../../pipeline/local-store.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { unlessAborted } from '../interruption.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { openProgress } from '../progress.ts';
import { NamedFew, type StoreOptions, existing, withStore } from './store.ts';

export interface StoreImportOptions extends StoreOptions {
  readonly files: readonly string[];
}

/**
 * `cert-impact store import <files..>`: puts all certificates in files, folders and archives into the
 * store; `-` is standard input.
 */
export async function storeImportCommand(options: StoreImportOptions, io: Io): Promise<number> {
  const { files, quiet } = options;
  // before a store is made: none of them may be missing
  for (const name of files) if (name !== '-') await statPath(name);
  const progress = openProgress(io, { quiet, scrolling: false });
  const counts: ImportCounts = { added: 0, known: 0, failed: 0, damaged: 0 };
  progress.watch({ work: 'importing', done: () => counts.added + counts.known });
  const damage = new NamedFew((text) => {
    progress.clear();
    note(text, io, quiet);
  });
  const onDamaged = ({ place, line, reason }: DamagedItem): void => {
    damage.add(`${place}${line > 0 ? `:${line}` : ''}: ${reason}`);
  };
  return withStore(options, io, true, progress, async (made, folder) => {
    const store = existing(made, folder);
    for (const name of files) {
      const scan: AsyncIterable<ScanItem[]> =
        name === '-'
          ? scanStream(io.stdin, 'standard input', io.signal)
          : scanCertificates(name, io.signal);
      try {
        await unlessAborted(importCertificates(store, scan, counts, onDamaged), io.signal);
      } catch (error) {
        await store.flush();
        if (!io.signal.aborted) throw error;
        throw interruptedAfter(counts);
      }
      if (counts.failed > 0) {
        throw new CertImpactError('write-failed', 'the store cannot be written to', {
          file: folder,
          hint: 'check the disk and the permissions of the folder, and import once more',
        });
      }
    }
    progress.end();
    io.stdout.write(`${wordCounts(counts)}\n`);
    return counts.damaged > 0 || counts.added + counts.known === 0 ? EXIT_INCOMPLETE : EXIT_OK;
  });
}

/** `1,234 certificates: 1,200 new, 34 known before; 2 places are damaged`. */
function wordCounts({ added, known, damaged }: ImportCounts): string {
  const total = added + known;
  const head = `${formatCount(total)} ${total === 1 ? 'certificate' : 'certificates'}`;
  const parts = `${head}: ${formatCount(added)} new, ${formatCount(known)} known before`;
  if (damaged === 0) return parts;
  return `${parts}; ${damaged === 1 ? '1 place is' : `${formatCount(damaged)} places are`} damaged`;
}

function interruptedAfter({ added, known }: ImportCounts): CertImpactError {
  const done = formatCount(added + known);
  return new CertImpactError(
    'interrupted',
    `interrupted: the store has ${done} of the certificates; the same command goes on`,
  );
}
