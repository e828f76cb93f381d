import { CertImpactError } from '../errors.ts';
import { decodeToUtf8 } from './encoding.ts';
import {
  type ClassifiedLine,
  type Crowns,
  LineClassifier,
  MAX_BLANKS_BELOW_TITLE,
} from './line-classifier.ts';
import { LineSplitter, type Piece } from './line-splitter.ts';
import type { AppendixLine } from './line.ts';
import { LongLine } from './long-line.ts';
import { readPlainLine } from './plain-line.ts';

export interface ReadAppendixOptions {
  /** `# Title` is a heading, not a comment. */
  readonly markdown?: boolean;
}

/**
 * Reads an appendix of text, plain or gzipped, as batches of its lines in their order.
 *
 * Every line is there exactly once, numbered from 1; what cannot be read is a line with problems.
 * Memory does not grow with the input: a batch is what 64 KiB of text hold, or one long line, of
 * which `MAX_LINE_ENTRIES` are kept.
 *
 * @throws {CertImpactError} `not-an-appendix` for a file that is binary throughout; `bad-archive`
 *   for damaged gzip, after the lines before the damage; `limit-exceeded` for a gzip bomb; and what
 *   `chunks` throws
 */
export async function* readAppendix(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadAppendixOptions = {},
): AsyncGenerator<AppendixLine[]> {
  const lines = new LineBatches(options.markdown ?? false);
  try {
    for await (const slice of decodeToUtf8(chunks)) {
      const batch = lines.push(slice);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    // without the line in progress: half an id is another certificate's
    const batch = lines.take(true);
    if (batch.length > 0) yield batch;
    throw error;
  }
  const batch = lines.end();
  if (batch.length > 0) yield batch;
}

/** Makes lines from bytes and hands them out in batches. */
class LineBatches {
  readonly #classifier: LineClassifier;
  readonly #splitter = new LineSplitter((bytes, start, end, piece) => {
    if (piece === 'whole') this.#add(bytes, start, end);
    else this.#addPiece(bytes, start, end, piece);
  });
  #long: LongLine | undefined;
  #lines: AppendixLine[] = [];
  #number = 0;
  #textual = 0;
  #binary = 0;
  #judged = false;

  constructor(markdown: boolean) {
    this.#classifier = new LineClassifier(markdown);
  }

  push(slice: Buffer): AppendixLine[] {
    this.#splitter.push(slice);
    return this.take(false);
  }

  end(): AppendixLine[] {
    this.#splitter.end();
    return this.take(true);
  }

  /** The lines so far; until the last, one that the next line may make a title is kept back. */
  take(last: boolean): AppendixLine[] {
    this.#judge();
    const lines = this.#lines;
    this.#lines = last ? [] : lines.splice(settledCount(lines));
    return lines;
  }

  #add(bytes: Buffer, start: number, end: number): void {
    const plain = readPlainLine(bytes, start, end);
    if (plain !== undefined) {
      const crowns = this.#classifier.skip(true);
      if (crowns !== undefined) this.#crown(crowns);
      const number = ++this.#number;
      this.#lines.push({ number, kind: 'listing', entries: [plain], problems: NONE });
      this.#textual += end - start;
      return;
    }
    const line = this.#classifier.classify(bytes.toString('utf8', start, end));
    this.#weigh(
      end - start,
      line.problems.some((problem) => problem.code === 'binary'),
    );
    this.#push(line);
  }

  #addPiece(bytes: Buffer, start: number, end: number, piece: Piece): void {
    this.#long ??= new LongLine(this.#classifier);
    const raw = bytes.toString('utf8', start, end);
    const isBinary = piece === 'lost' ? this.#long.lose(raw) : this.#long.add(raw);
    this.#weigh(end - start, isBinary);
    if (piece !== 'last') return;
    const line = this.#long.finish();
    this.#long = undefined;
    this.#push(line);
  }

  #weigh(length: number, binary: boolean): void {
    if (binary) this.#binary += length;
    else this.#textual += length;
  }

  #push(line: ClassifiedLine): void {
    if (line.crowns !== undefined) this.#crown(line.crowns);
    this.#lines.push(numbered(++this.#number, line));
  }

  // Makes a line before a header, named or not.
  #crown({ heading, blanks }: Crowns): void {
    const index = this.#lines.length - 1 - blanks;
    const number = this.#lines[index]?.number;
    if (number === undefined) return;
    const header = { number, kind: 'header', entries: NONE, problems: NONE } as const;
    this.#lines[index] = heading === undefined ? header : { ...header, heading };
  }

  // Once, over the first lines: a picture is refused, a text with a damaged line is not.
  #judge(): void {
    if (this.#judged || this.#lines.length === 0) return;
    this.#judged = true;
    if (this.#binary <= this.#textual) return;
    if (this.#lines.some((line) => line.kind === 'listing')) return;
    this.#lines = [];
    throw new CertImpactError('not-an-appendix', 'a binary file, not a text', {
      hint: 'give a text with one crt.sh link or SHA-256 fingerprint a line',
    });
  }
}

// How many lines the next one can make no title any more.
function settledCount(lines: readonly AppendixLine[]): number {
  let title = lines.length - 1;
  while (lines[title]?.kind === 'blank' && lines.length - title <= MAX_BLANKS_BELOW_TITLE) title--;
  return lines[title]?.kind === 'invalid' ? title : lines.length;
}

function numbered(number: number, line: ClassifiedLine): AppendixLine {
  const { kind, entries, problems, heading } = line;
  return heading === undefined
    ? { number, kind, entries, problems }
    : { number, kind, entries, problems, heading };
}

const NONE: readonly never[] = Object.freeze([]);
