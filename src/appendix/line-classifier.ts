import { isComment, isSoftComment, trailingCommentAt } from './comment.ts';
import type { Expectation } from './forms/form.ts';
import {
  headingOf,
  isRule,
  isTableRule,
  isUnderline,
  numberedTitle,
  plainTitle,
} from './heading.ts';
import { type LineEntries, readLineEntries } from './line-entries.ts';
import { lineProblem } from './line-problem.ts';
import { cleanLine, isBinaryLine } from './line-text.ts';
import { hidesCertificate, type AppendixLine, type LineProblem } from './line.ts';
import { expectationOf, isTableHead } from './table-head.ts';

/** What makes a line above a header, named or not; `blanks` is how many lines stand between. */
export interface Crowns {
  readonly heading?: string;
  readonly blanks: number;
}

/** A line without its number. */
export interface ClassifiedLine extends Omit<AppendixLine, 'number'> {
  /**
   * Set when this line is the rule below a title or table head, or the first entry below a numbered
   * title, which makes that line above one.
   */
  readonly crowns?: Crowns;
}

/** A line that an entry below it would make a header. */
interface Title {
  readonly text: string;
  /** Whether it names the list, or only its column. */
  readonly names: boolean;
  readonly blanks: number;
}

/** So many blank lines may stand between a numbered title and its list. */
export const MAX_BLANKS_BELOW_TITLE = 4;

/**
 * Tells what each line of an appendix is. Lines must come in their order: a heading or table head
 * says what the digits below it are, and a line of `====` makes the one above it a title.
 */
export class LineClassifier {
  readonly #markdown: boolean;
  #expects: Expectation;
  /** The line before, when a rule below it would make it a title. */
  #candidate: string | undefined;
  /** The numbered line or lone word above, when an entry below it would make it a title. */
  #title: Title | undefined;
  /** Whether an entry stands below the last heading. */
  #lists = false;

  constructor(markdown: boolean) {
    this.#markdown = markdown;
  }

  classify(raw: string): ClassifiedLine {
    const candidate = this.#candidate;
    const above = this.#title;
    this.#candidate = undefined;
    this.#title = undefined;
    const text = cleanLine(raw);
    if (isBinaryLine(raw)) return withDamage(this.#read(text), binary(raw));
    if (text === '') {
      if (above !== undefined && above.blanks < MAX_BLANKS_BELOW_TITLE) {
        this.#title = { ...above, blanks: above.blanks + 1 };
      }
      return BLANK;
    }
    if (isComment(text, this.#markdown)) return this.#hashHeading(text) ?? COMMENT;
    if (isRule(text)) return this.#rule(text, candidate);
    if (above !== undefined) {
      const below = this.#belowTitle(text, above);
      if (below !== undefined) return below;
    }
    const { entries, problems } = this.#read(text);
    if (entries.length > 0) {
      this.#lists = true;
      return { kind: 'listing', entries, problems };
    }
    const readable = problems.every(isOnlyLink);
    if (readable && (problems.length === 0 || text.startsWith('#') || hasWordsBesideLinks(text))) {
      const header = this.#header(text);
      if (header !== undefined) return header;
      if (problems.length > 0) this.#candidate = text;
    }
    if (problems.length > 0) return { kind: 'invalid', entries, problems };
    if (isSoftComment(text)) return COMMENT;
    this.#candidate = text;
    const title = numberedTitle(text);
    if (title !== undefined) this.#title = { text: title, names: true, blanks: 0 };
    else if (!this.#lists && isColumnName(text)) this.#title = { text, names: false, blanks: 0 };
    return { kind: 'invalid', entries, problems: [meaningless(text)] };
  }

  /** Called for a line that was read without `classify`; `lists` when there is an entry on it. */
  skip(lists: boolean): Crowns | undefined {
    this.#candidate = undefined;
    this.#lists ||= lists;
    if (this.#title === undefined) return undefined;
    const title = this.#title;
    this.#title = undefined;
    if (!lists) return undefined;
    this.#expects = expectationOf(title.text) ?? this.#expects;
    return crownsOf(title);
  }

  /** True for a line of which `raw` is the beginning, when it is a comment. */
  isCommentedOut(raw: string): boolean {
    return isComment(cleanLine(raw), this.#markdown);
  }

  /** What a piece of a line names; it ends at no token's middle. */
  readPiece(raw: string): LineEntries & { readonly binary: boolean } {
    return { ...this.#read(cleanLine(raw)), binary: isBinaryLine(raw) };
  }

  #belowTitle(text: string, title: Title): ClassifiedLine | undefined {
    const before = this.#expects;
    this.#expects = expectationOf(title.text) ?? before;
    const { entries, problems } = this.#read(text);
    if (entries.length > 0) {
      this.#lists = true;
      return { kind: 'listing', entries, problems, crowns: crownsOf(title) };
    }
    this.#expects = before;
    return undefined;
  }

  // What follows a trailing comment mark is no entry, if one stands before it.
  #read(text: string): LineEntries {
    const comment = trailingCommentAt(text);
    if (comment > 0) {
      const before = readLineEntries(text.slice(0, comment), this.#expects);
      if (before.entries.some((entry) => entry.form !== 'serial')) return before;
    }
    return readLineEntries(text, this.#expects);
  }

  // Outside Markdown, `## Title` is a heading, and `## https://crt.sh/…` an entry commented out.
  #hashHeading(text: string): ClassifiedLine | undefined {
    if (!text.startsWith('##')) return undefined;
    const { entries, problems } = this.#read(text);
    if (
      entries.length > 0 ||
      problems.some((problem) => hidesCertificate(problem) && !isOnlyLink(problem))
    ) {
      return undefined;
    }
    return this.#header(text);
  }

  #header(text: string): ClassifiedLine | undefined {
    const heading = headingOf(text);
    if (heading !== undefined) return this.#opens(heading, { heading });
    if (text.startsWith('#') || !isTableHead(text)) return undefined;
    return this.#opens(text, {});
  }

  #rule(text: string, candidate: string | undefined): ClassifiedLine {
    if (candidate !== undefined && isUnderline(text)) {
      const heading = plainTitle(candidate);
      return { ...this.#opens(heading, {}), crowns: { heading, blanks: 0 } };
    }
    if (candidate !== undefined && isTableRule(text)) {
      return { ...this.#opens(candidate, {}), crowns: { blanks: 0 } };
    }
    return HEADER;
  }

  #opens(title: string, named: { heading?: string }): ClassifiedLine {
    this.#expects = expectationOf(title);
    this.#lists = false;
    return { ...HEADER, ...named };
  }
}

function crownsOf({ text, names, blanks }: Title): Crowns {
  return names ? { heading: text, blanks } : { blanks };
}

/** `Hashwert`, `SHA256-Werte`: a word of any language, which digits make one only if they are those of an algorithm. */
function isColumnName(text: string): boolean {
  if (text.length > MAX_COLUMN_NAME || PLACEHOLDER.test(text)) return false;
  return COLUMN_NAME.test(text) && (!DIGIT.test(text) || expectationOf(text) !== undefined);
}

function binary(raw: string): LineProblem {
  return lineProblem('binary', raw, 'bytes that are no text');
}

function withDamage({ entries, problems }: LineEntries, damage: LineProblem): ClassifiedLine {
  const kind = entries.length > 0 ? 'listing' : 'invalid';
  return { kind, entries, problems: [...problems, damage] };
}

// A link that names no certificate, such as that of the bug a heading is about.
function isOnlyLink({ code }: LineProblem): boolean {
  return code === 'foreign-link' || code === 'search-link';
}

function hasWordsBesideLinks(text: string): boolean {
  return text.split(/\s+/).some((word) => WORD.test(word) && !/:\/\/|crt\.sh/i.test(word));
}

function meaningless(text: string): LineProblem {
  if (/\s/.test(text) || !WORD.test(text) || PLACEHOLDER.test(text)) {
    return lineProblem('text', text, 'no certificate is named here');
  }
  return lineProblem('not-hex', text, 'neither a fingerprint nor a link');
}

const NONE: readonly never[] = Object.freeze([]);
const BLANK: ClassifiedLine = { kind: 'blank', entries: NONE, problems: NONE };
const COMMENT: ClassifiedLine = { kind: 'comment', entries: NONE, problems: NONE };
const HEADER: ClassifiedLine = { kind: 'header', entries: NONE, problems: NONE };
/** A letter: numbers and punctuation alone are not taken for a hash gone wrong. */
const WORD = /\p{L}/u;
const MAX_COLUMN_NAME = 80;
const COLUMN_NAME = /^"?\p{L}[\p{L}\p{N}_()/-]+"?$/u;
const DIGIT = /\d/;
const PLACEHOLDER = /^(?:n\/?a|none|null|nil|tbd|unknown|redacted|<[^<>]*>)$/i;
