import { open, readFile, stat } from 'node:fs/promises';
import { crlMisfit } from '../../sources/crl/crl-outline.ts';
import { walkFolder } from '../../sources/scan/folder.ts';
import { type CrlTerms, examineCrlFile } from './crl-examination.ts';
import type { EvidenceLog } from './evidence-log.ts';

/** As of what is fetched: a CRL is in memory as a whole. */
const MAX_CRL_FILE_BYTES = 512 * 2 ** 20;

/** As `Glance` has them. */
const HEAD_BYTES = 1 << 16;
const TAIL_BYTES = 1 << 10;

/** Whether a file is one of CRLs, DER or PEM, by its first and last octets. */
export async function isCrlFile(path: string): Promise<boolean> {
  const file = await open(path);
  try {
    const { size: length } = await file.stat();
    const head = Buffer.alloc(Math.min(HEAD_BYTES, length));
    const tail = Buffer.alloc(Math.min(TAIL_BYTES, length));
    await file.read(head, 0, head.length, 0);
    await file.read(tail, 0, tail.length, length - tail.length);
    const misfit = crlMisfit({ head, tail, length });
    return misfit === undefined || misfit.startsWith(PART);
  } finally {
    await file.close();
  }
}

/** One that breaks off is one all the same: what it lists is revoked. */
const PART = 'a part of a CRL';

/**
 * Looks through the CRLs of a file, or of all files of a folder that have some.
 * @param note told of files that cannot be read, and of a folder without CRLs
 */
export async function gatherLocalCrls(
  path: string,
  terms: CrlTerms,
  log: EvidenceLog,
  note: (text: string) => void,
  signal: AbortSignal,
): Promise<void> {
  let crls = 0;
  for await (const file of filesOf(path, note, signal)) {
    signal.throwIfAborted();
    try {
      if (file !== path && !(await isCrlFile(file))) continue;
      const { size } = await stat(file);
      if (size > MAX_CRL_FILE_BYTES) {
        note(`${file}: larger than ${MAX_CRL_FILE_BYTES} bytes, not read as a CRL`);
        continue;
      }
      const octets = new Uint8Array(await readFile(file, { signal }));
      for (const evidence of examineCrlFile(octets, { kind: 'file', name: file }, terms)) {
        log.add(evidence, null);
        crls++;
      }
    } catch (error) {
      signal.throwIfAborted();
      const { code } = error as NodeJS.ErrnoException;
      if (code === undefined) throw error;
      note(`${file}: cannot be read (${code})`);
    }
  }
  if (crls === 0) note(`${path}: no CRL`);
}

async function* filesOf(
  path: string,
  note: (text: string) => void,
  signal: AbortSignal,
): AsyncGenerator<string> {
  if (!(await stat(path)).isDirectory()) {
    yield path;
    return;
  }
  for await (const entry of walkFolder(path, signal)) {
    if (entry.kind === 'file') yield entry.path;
    else note(`${entry.place}: ${entry.reason}`);
  }
}
