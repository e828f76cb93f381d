/** The zip that a workbook is (ECMA-376 part 2), bounded before anything in it is read. */
import yauzl from 'yauzl';
import { CertImpactError } from '../../errors.ts';

/** Stops workbooks of millions of parts; real ones have tens. */
export const MAX_PARTS = 20_000;

/** Stops bombs: 1,000,000 rows of eleven columns are 700 MiB of XML. */
export const MAX_UNPACKED_BYTES = 2 * 2 ** 30;

/** Deflate reaches 1,032; sheets of hashes 3, empty formatted rows about 60. */
export const MAX_RATIO = 200;
export const RATIO_FREE_BYTES = 32 * 2 ** 20;

/** Tests make them small. */
export interface WorkbookLimits {
  readonly parts: number;
  readonly unpackedBytes: number;
  readonly ratio: number;
  readonly ratioFreeBytes: number;
}

export const WORKBOOK_LIMITS: WorkbookLimits = {
  parts: MAX_PARTS,
  unpackedBytes: MAX_UNPACKED_BYTES,
  ratio: MAX_RATIO,
  ratioFreeBytes: RATIO_FREE_BYTES,
};

/** The parts of a workbook by their names. */
export class WorkbookPackage {
  readonly #zip: yauzl.ZipFile;
  readonly #entries: ReadonlyMap<string, yauzl.Entry>;
  readonly #limits: WorkbookLimits;
  #unpacked = 0;

  private constructor(
    zip: yauzl.ZipFile,
    entries: ReadonlyMap<string, yauzl.Entry>,
    limits: WorkbookLimits,
  ) {
    this.#zip = zip;
    this.#entries = entries;
    this.#limits = limits;
  }

  /** @throws {CertImpactError} `bad-archive`, `limit-exceeded` */
  static async open(
    bytes: Buffer,
    limits: WorkbookLimits = WORKBOOK_LIMITS,
  ): Promise<WorkbookPackage> {
    try {
      // names are decoded here: yauzl would refuse the whole for one such as `..\x`
      const zip = await yauzl.fromBufferPromise(bytes, { decodeStrings: false });
      const entries = new Map<string, yauzl.Entry>();
      let said = 0;
      for await (const entry of zip.eachEntry()) {
        said += entry.uncompressedSize;
        if (entries.size >= limits.parts) throw exceeded(`more than ${limits.parts} parts`);
        if (said > limits.unpackedBytes) throw exceeded(`more than ${limits.unpackedBytes} bytes`);
        const name = entry.fileNameRaw.toString('utf8').toLowerCase();
        if (!entries.has(name)) entries.set(name, entry);
      }
      return new WorkbookPackage(zip, entries, limits);
    } catch (error) {
      throw asDamage(error);
    }
  }

  has(name: string): boolean {
    return this.#entries.has(name.toLowerCase());
  }

  /**
   * The text of a part, in pieces; empty where there is none.
   * @throws {CertImpactError} `bad-archive`, `limit-exceeded`
   */
  async *read(name: string): AsyncGenerator<string> {
    const entry = this.#entries.get(name.toLowerCase());
    if (entry === undefined) return;
    if (entry.isEncrypted()) throw asDamage(new Error(`${name} is encrypted`));
    let unpacked = 0;
    let decoder: InstanceType<typeof TextDecoder> | undefined;
    try {
      const stream = await this.#zip.openReadStreamPromise(entry);
      for await (const chunk of stream as AsyncIterable<Buffer>) {
        unpacked += chunk.length;
        this.#count(chunk.length, unpacked, entry.compressedSize);
        decoder ??= new TextDecoder(encodingOf(chunk));
        yield decoder.decode(chunk, { stream: true });
      }
    } catch (error) {
      throw asDamage(error);
    }
    const rest = decoder?.decode() ?? '';
    if (rest !== '') yield rest;
  }

  #count(bytes: number, unpacked: number, packed: number): void {
    const { unpackedBytes, ratio, ratioFreeBytes } = this.#limits;
    // parts are read again, such as for the links of a sheet
    this.#unpacked += bytes;
    if (this.#unpacked > unpackedBytes * 2) throw exceeded(`more than ${unpackedBytes} bytes`);
    if (unpacked > ratioFreeBytes && unpacked > packed * ratio) {
      throw exceeded(`more than ${ratio} times its size`);
    }
  }
}

export function asDamage(error: unknown): CertImpactError {
  if (error instanceof CertImpactError) return error;
  const reason = error instanceof Error ? error.message : 'unreadable';
  return new CertImpactError('bad-archive', `a damaged workbook: ${reason.replace(/\s+/g, ' ')}`, {
    hint: 'save it once more, or save its sheets as csv',
    cause: error,
  });
}

export function exceeded(what: string): CertImpactError {
  return new CertImpactError('limit-exceeded', `a workbook that unpacks to ${what}`, {
    hint: 'save its sheets as csv',
  });
}

function encodingOf(head: Uint8Array): string {
  if (head[0] === 0xff && head[1] === 0xfe) return 'utf-16le';
  return head[0] === 0xfe && head[1] === 0xff ? 'utf-16be' : 'utf-8';
}
