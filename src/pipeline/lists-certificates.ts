/** Certificates that stand in the list itself. */
import { decodeToUtf8 } from '../appendix/encoding.ts';
import { CertImpactError } from '../errors.ts';
import { FINGERPRINT_BYTES } from '../fingerprint/fingerprint.ts';
import { ProofQueue, type TakeBatch } from '../sources/prove.ts';
import { scanCertificates, scanStream } from '../sources/scan/scan.ts';
import type { DamagedItem, ScanItem } from '../sources/scan/scan-item.ts';
import type { ExaminedElsewhere } from './examination.ts';
import type { Group } from './group.ts';
import type { Input } from './input.ts';
import type { Ledger } from './ledger.ts';
import { OutsideReader } from './mixed.ts';
import type { Reading } from './reading.ts';

/**
 * Examines the certificates of an input.
 * @param packed whether it is DER, an archive or a folder, and no text
 * @throws {CertImpactError} `no-certificates`
 */
export async function readCertificates(
  input: Input,
  packed: boolean,
  reading: Reading,
): Promise<void> {
  const { entries, damage } = await enterCertificates(input, packed, reading, { promised: true });
  if (entries === 0) throw noCertificates(input.name, damage);
}

export function noCertificates(file: string, damage: DamagedItem | undefined): CertImpactError {
  const why = damage === undefined ? '' : ` (${damage.reason})`;
  return new CertImpactError('no-certificates', `no certificate is in here${why}`, {
    file,
    ...(damage !== undefined && damage.line > 0 && { line: damage.line }),
    hint: 'certificates are found by their contents: PEM, DER, base64, also in CSV, zip and gzip',
  });
}

export interface EnteringOptions {
  /** Whether none is damage; false when absent. */
  readonly promised?: boolean;
  /** Takes a damaged place that is not to be entered here. */
  readonly takeDamage?: TakeDamage;
}

/** @returns whether it has taken it */
type TakeDamage = (item: DamagedItem) => boolean;

/** The same, where there may be none. */
export async function enterCertificates(
  input: Input,
  packed: boolean,
  reading: Reading,
  { promised = false, takeDamage }: EnteringOptions = {},
): Promise<{ readonly entries: number; readonly damage: DamagedItem | undefined }> {
  const { ledger, examiner, prover, signal } = reading;
  const { name, path } = input;
  const group = ledger.group(name);
  // what came through a pipe cannot be obtained once more (`settlePairs`)
  if (path === undefined) examiner.tally.digestAll = true;
  const outside = packed ? undefined : new OutsideReader(ledger, group);
  const options = { shared: prover.shared, promised };
  const items =
    outside !== undefined
      ? scanStream(outside.watch(decodeToUtf8(input.open())), name, signal, options)
      : path === undefined
        ? scanStream(input.open(), name, signal, options)
        : scanCertificates(path, signal, options);
  const entering = { ...reading, group, outside, linesBefore: 0, takeDamage };
  const damage = await enterItems(items, entering);
  return { entries: group.entries, damage };
}

export interface Entering extends Reading {
  readonly group: Group;
  readonly outside: OutsideReader | undefined;
  /** Of the file, before what is scanned. */
  readonly linesBefore: number;
  readonly takeDamage?: TakeDamage | undefined;
}

/** Examines each certificate of a scan; returns the first damage. */
export async function enterItems(
  batches: AsyncIterable<ScanItem[]>,
  { ledger, examiner, prover, group, outside, linesBefore, takeDamage }: Entering,
): Promise<DamagedItem | undefined> {
  let damage: DamagedItem | undefined;
  const take: TakeBatch = async (batch, { digests, product }) => {
    for (let i = 0; i < batch.length; i++) {
      const item = batch[i]!;
      const line = item.line === 0 ? 0 : item.line + linesBefore;
      if (item.kind === 'certificate') {
        const offset = i * FINGERPRINT_BYTES;
        group.countLine('listing');
        const row = ledger.addFingerprint(group, digests, offset, line);
        outside?.own(row);
        if (ledger.outcomeOf(row) !== 'pending') continue;
        const examined = examiner.examine(
          digests.subarray(offset, offset + FINGERPRINT_BYTES),
          item.der,
          product?.(i) as ExaminedElsewhere | undefined,
        );
        const { outcome, reason } = examined instanceof Promise ? await examined : examined;
        ledger.settle(row, outcome, reason);
      } else {
        damage ??= { ...item, line };
        if (takeDamage?.(item) !== true) enterDamagedItem(ledger, group, { ...item, line });
      }
    }
  };
  const queue = new ProofQueue(prover, take);
  // which text names a certificate of its own is known once the certificates before it are entered
  outside?.beforeTurn(() => queue.drain());
  for await (const batch of batches) await queue.push(batch);
  await queue.drain();
  await outside?.finish();
  return damage;
}

/** In a folder or an archive, the line is one of the file in it. */
export function enterDamagedItem(
  ledger: Ledger,
  group: Group,
  { place, line, reason }: DamagedItem,
): void {
  const { file } = group;
  const isInside = place.length > file.length && place.startsWith(file);
  const member = `${place.slice(file.length + 1)}${line > 0 ? `:${line}` : ''}`;
  const text = isInside ? member : 'a certificate';
  const problem = { code: 'damaged-certificate' as const, text, message: reason };
  const number = isInside ? 0 : line;
  ledger.addLine(group, { number, kind: 'invalid', entries: [], problems: [problem] });
}
