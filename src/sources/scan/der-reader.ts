/** A DER file -> the certificates in it: one, or several one behind the other. */
import { hasCertificateOutline, hasTbsOutline, outlineLength } from './der-outline.ts';
import type { DerSlab } from './der-slab.ts';
import { damaged, MAX_DER_BYTES, type ScanItem } from './scan-item.ts';

export interface DerReaderOptions {
  readonly place: string;
  /**
   * Whether somebody called it a certificate, by naming the file or by its extension. Then a
   * malformed one is handed on whole, for the readers of certificates to say what is wrong with it.
   */
  readonly promised: boolean;
  readonly slab: DerSlab;
}

/** Reads all of `chunks`, holding one certificate at most. */
export async function* readDer(
  chunks: AsyncIterable<Uint8Array>,
  { place, promised, slab }: DerReaderOptions,
): AsyncGenerator<ScanItem[]> {
  let kept = Buffer.alloc(0);
  let items = 0;
  let offset = 0;
  for await (const chunk of chunks) {
    kept = Buffer.concat([kept, chunk]);
    // the last element waits for the end: what follows it decides how it is to be read
    if (kept.length <= MAX_DER_BYTES) continue;
    const read = readElements(kept, promised, MAX_DER_BYTES);
    offset += read.end;
    items += read.elements.length;
    if (read.elements.length > 0) yield read.elements.map(toItem);
    kept = kept.subarray(read.end);
    if (kept.length > MAX_DER_BYTES) {
      if (promised || items > 0) yield [damaged(place, 0, tooLarge(offset))];
      return;
    }
  }
  const read = readElements(kept, promised, 0);
  if (read.end === kept.length && (items > 0 || read.elements.length > 0)) {
    yield read.elements.map(toItem);
  } else if (items > 0) {
    yield [...read.elements.map(toItem), damaged(place, 0, garbage(offset + read.end))];
  } else if (promised) {
    yield [toItem(kept)];
  }

  function toItem(der: Uint8Array): ScanItem {
    return { kind: 'certificate', der: slab.copy(der), place, line: 0 };
  }
}

/** Complete elements from the start of `bytes`, as long as more than `reserve` bytes are left. */
function readElements(
  bytes: Uint8Array,
  promised: boolean,
  reserve: number,
): { elements: Uint8Array[]; end: number } {
  const elements: Uint8Array[] = [];
  let at = 0;
  while (bytes.length - at > reserve) {
    const length = outlineLength(bytes, at);
    const isCertificate = promised ? hasCertificateOutline(bytes, at) : hasTbsOutline(bytes, at);
    if (!length || !isCertificate || length > MAX_DER_BYTES || at + length > bytes.length) break;
    elements.push(bytes.subarray(at, at + length));
    at = skipWhitespace(bytes, at + length);
  }
  return { elements, end: at };
}

/** An editor's or a script's newline behind the DER; the DER's own length says that it is behind. */
function skipWhitespace(bytes: Uint8Array, start: number): number {
  let at = start;
  while (at < bytes.length && (bytes[at] === 0x20 || (bytes[at]! >= 0x09 && bytes[at]! <= 0x0d))) {
    at++;
  }
  return at;
}

function tooLarge(offset: number): string {
  return `no certificate of at most ${MAX_DER_BYTES} bytes at offset ${offset}`;
}

function garbage(offset: number): string {
  return `no certificate at offset ${offset}`;
}
