import { CertImpactError } from '../../errors.ts';
import {
  type ImportCounts,
  type ScanItem,
  StoreImport,
  certificateCheck,
  scanCertificates,
  scanStream,
  statPath,
} from '../../pipeline/local-store.ts';
import { formatCount } from '../../pipeline/run-view.ts';
import { unlessAborted } from '../interruption.ts';
import { EXIT_INCOMPLETE, EXIT_OK, type Io } from '../io.ts';
import { note } from '../messages.ts';
import { openProgress } from '../progress.ts';
import { NamedFew, type StoreOptions, existing, unwritable, withStore } from './store.ts';

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
  const damage = new NamedFew((text) => {
    progress.clear();
    note(text, io, quiet);
  });
  return withStore(options, io, true, progress, async (made, folder) => {
    const store = existing(made, folder);
    const isCertificate = certificateCheck();
    const found: Found = { damaged: 0, barren: 0, strange: 0 };
    const work = new StoreImport(store, {
      onDamaged({ place, line, reason }) {
        const bare = WITHOUT.has(reason);
        found[bare ? 'barren' : 'damaged']++;
        const what = reason === NO_CERTIFICATE ? NOTHING_HERE : reason;
        damage.add(`${place}${line > 0 ? `:${line}` : ''}: ${what}`);
      },
      onCertificate(der) {
        if (!isCertificate(der)) found.strange++;
      },
    });
    const { counts } = work;
    const all = (): number => counts.added + counts.known + counts.copies;
    progress.watch({ work: 'importing', done: all });
    for (const name of files) {
      const scan: AsyncIterable<ScanItem[]> =
        name === '-' ? scanStream(io.stdin, STDIN, io.signal) : scanCertificates(name, io.signal);
      const before = all() + damage.count;
      try {
        await unlessAborted(work.take(scan), io.signal);
      } catch (error) {
        await store.flush();
        if (!io.signal.aborted) throw error;
        throw interruptedAfter(counts);
      }
      if (counts.failed > 0) throw unwritable(store);
      if (all() + damage.count === before) {
        found.barren++;
        damage.add(`${name === '-' ? STDIN : name}: ${NOTHING_HERE}`);
      }
    }
    progress.end();
    io.stdout.write(`${wordCounts(counts, found)}\n`);
    if (found.strange > 0) note(wordStrange(found.strange), io, quiet);
    return found.damaged + found.barren > 0 ? EXIT_INCOMPLETE : EXIT_OK;
  });
}

/** What is in the files besides certificates that can be read. */
interface Found {
  /** Places where a certificate should have been. */
  damaged: number;
  /** Places that hold no certificate, and show no damage. */
  barren: number;
  /** Certificates by what stands around them, and not by what they hold. */
  strange: number;
}

const STDIN = 'standard input';
const NOTHING_HERE = 'no certificate is in here';

/** As a scan says it of a whole file in which nothing is damaged. */
const NO_CERTIFICATE = 'holds no certificate';
const WITHOUT: ReadonlySet<string> = new Set([NO_CERTIFICATE, 'empty']);

/** `1,234 certificates: 1,200 new, 34 known before; 3 further copies of them; 2 places are damaged`. */
function wordCounts({ added, known, copies }: ImportCounts, { damaged, barren }: Found): string {
  const all = counted(added + known, 'certificate', 'certificates');
  const parts = [`${all}: ${formatCount(added)} new, ${formatCount(known)} known before`];
  if (copies > 0) parts.push(`${counted(copies, 'further copy', 'further copies')} of them`);
  if (barren > 0) parts.push(`${counted(barren, 'place has', 'places have')} no certificate`);
  if (damaged > 0) parts.push(`${counted(damaged, 'place is', 'places are')} damaged`);
  return parts.join('; ');
}

function wordStrange(strange: number): string {
  const what = strange === 1 ? 'an X.509 certificate; it is' : 'X.509 certificates; they are';
  return `${formatCount(strange)} of them cannot be read as ${what} kept all the same`;
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}

function interruptedAfter({ added, known }: ImportCounts): CertImpactError {
  const done = formatCount(added + known);
  return new CertImpactError(
    'interrupted',
    `interrupted: the store has ${done} of the certificates; the same command goes on`,
  );
}
