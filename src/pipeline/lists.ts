import { CertImpactError } from '../errors.ts';
import { type Input, identify } from './input.ts';
import { readCertificates } from './lists-certificates.ts';
import { enterText, requireEntries } from './lists-lines.ts';
import type { Reading } from './reading.ts';

/**
 * Reads one appendix into the ledger. Where it holds the certificates themselves, these are examined
 * at once: such a file is list and source together (design §4).
 * @throws {CertImpactError} when it cannot be read at all, or holds no entry
 */
export async function readList(input: Input, reading: Reading): Promise<void> {
  try {
    const { kind, input: same } = await identify(input);
    if (kind === 'list') requireEntries(await enterText(same, reading), same.name, reading);
    else if (kind === 'zip') {
      const { readZipped } = await import('./lists-zip.ts');
      await readZipped(same, reading);
    } else await readCertificates(same, kind === 'certificates', reading);
  } catch (error) {
    throw withFile(error, input.name);
  }
}

/** Names the file in an error from a room that saw only its bytes. */
function withFile(error: unknown, file: string): unknown {
  if (!(error instanceof CertImpactError)) {
    const { code, syscall } = error as NodeJS.ErrnoException;
    if (code === undefined || syscall === undefined) return error;
    return new CertImpactError('file-unreadable', `the file cannot be read (${code})`, {
      file,
      hint: 'check its permissions',
      cause: error,
    });
  }
  if (error.file !== undefined) return error;
  const { code, message, line, hint, cause } = error;
  return new CertImpactError(code, message, {
    file,
    cause,
    ...(line !== undefined && { line }),
    ...(hint !== undefined && { hint }),
  });
}
