import { CertImpactError } from '../errors.ts';
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

/** Makes lines from bytes and hands them out in batches. */
export interface LineReader {
  push(slice: Buffer): AppendixLine[];
  end(): AppendixLine[];
  /** The lines that are whole; with `last`, also one that the next line may make a title. */
  take(last: boolean): AppendixLine[];
}

/** The lines of a text that is no table. */
export class TextLines implements LineReader {
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
