/** A line that is read in pieces. */
import type { ClassifiedLine, LineClassifier } from './line-classifier.ts';
import { isBinaryLine } from './line-text.ts';
import { lineProblem } from './line-problem.ts';
import type { Entry, LineProblem } from './line.ts';

/** As many entries, and as many problems, does one line hold at most: about 300 MB. */
export const MAX_LINE_ENTRIES = 1_000_000;

/** Gathers what the pieces of one line name. */
export class LongLine {
  readonly #classifier: LineClassifier;
  readonly #limit: number;
  readonly #entries: Entry[] = [];
  readonly #problems: LineProblem[] = [];
  #beginning = '';
  #isComment = false;
  #binary = false;
  #tooLong: LineProblem | undefined;

  constructor(classifier: LineClassifier, limit = MAX_LINE_ENTRIES) {
    this.#classifier = classifier;
    this.#limit = limit;
  }

  /** Reads a piece; `true` for one that is no text. */
  add(raw: string): boolean {
    if (this.#beginning === '' && raw.trim() !== '') {
      this.#beginning = detached(raw.trim().slice(0, 200));
      this.#isComment = this.#classifier.isCommentedOut(raw);
    }
    if (this.#isComment) return false;
    const { entries, problems, binary } = this.#classifier.readPiece(raw);
    for (const entry of entries) {
      if (this.#entries.length < this.#limit) this.#entries.push(detachedEntry(entry));
      else this.#tooLong ??= tooLong(raw, `only the first ${this.#limit} entries were read`);
    }
    for (const problem of problems) {
      if (this.#problems.length < this.#limit) this.#problems.push(detachedProblem(problem));
      else this.#tooLong ??= tooLong(raw, `only the first ${this.#limit} problems are told`);
    }
    this.#binary ||= binary;
    return binary;
  }

  /**
   * Takes note of a token that is too long to be read, of which `raw` is the beginning; `true` for one
   * that is no text.
   */
  lose(raw: string): boolean {
    if (this.#beginning === '') this.#beginning = detached(raw.slice(0, 200));
    const message = 'one word of this line is too long to be read; one certificate a line is best';
    this.#tooLong ??= tooLong(raw, message);
    const binary = isBinaryLine(raw);
    this.#binary ||= binary;
    return binary;
  }

  finish(): ClassifiedLine {
    const crowns = this.#classifier.skip(this.#entries.length > 0);
    const entries = this.#entries;
    const problems = this.#problems;
    if (this.#isComment) return { kind: 'comment', entries: [], problems: [] };
    if (this.#binary)
      problems.push(lineProblem('binary', this.#beginning, 'bytes that are no text'));
    if (this.#tooLong !== undefined) problems.push(this.#tooLong);
    if (entries.length > 0) {
      return { kind: 'listing', entries, problems, ...(crowns !== undefined && { crowns }) };
    }
    if (problems.length > 0) return { kind: 'invalid', entries, problems };
    if (this.#beginning === '') return { kind: 'blank', entries, problems };
    const text = lineProblem('text', this.#beginning, 'no certificate is named here');
    return { kind: 'invalid', entries, problems: [text] };
  }
}

function tooLong(raw: string, message: string): LineProblem {
  return detachedProblem(lineProblem('line-too-long', raw, message));
}

// A slice of a string keeps all of that string alive, here every piece of the line.
function detached(text: string): string {
  return Buffer.from(text).toString();
}

function detachedProblem(problem: LineProblem): LineProblem {
  return { ...problem, text: detached(problem.text) };
}

function detachedEntry(entry: Entry): Entry {
  return Object.fromEntries(
    Object.entries(entry).map(([name, value]) => [name, detached(value as string)]),
  ) as unknown as Entry;
}
