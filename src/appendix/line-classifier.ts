import { isComment, isSoftComment, trailingCommentAt } from './comment.ts';
import type { Expectation } from './forms/form.ts';
import { headingOf, isRule, isTableRule, isUnderline, plainTitle } from './heading.ts';
import { type LineEntries, readLineEntries } from './line-entries.ts';
import { lineProblem } from './line-problem.ts';
import { cleanLine, isBinaryLine } from './line-text.ts';
import { hidesCertificate, type AppendixLine, type LineProblem } from './line.ts';
import { expectationOf, isTableHead } from './table-head.ts';

/** A line without its number. */
export interface ClassifiedLine extends Omit<AppendixLine, 'number'> {
  /** Set when this line is the rule below a title or table head, which makes the line before one. */
  readonly crowns?: { readonly heading?: string };
}

/**
 * Tells what each line of an appendix is. Lines must come in their order: a heading or table head
 * says what the digits below it are, and a line of `====` makes the one above it a title.
 */
export class LineClassifier {
  readonly #markdown: boolean;
  #expects: Expectation;
  /** The line before, when a rule below it would make it a title. */
  #candidate: string | undefined;

  constructor(markdown: boolean) {
    this.#markdown = markdown;
  }

  /** @param cut the line goes on beyond what is given of it */
  classify(raw: string, cut: boolean): ClassifiedLine {
    const candidate = this.#candidate;
    this.#candidate = undefined;
    const text = cleanLine(cut ? withoutBrokenEnd(raw) : raw);
    const damage = damageOf(raw, cut);
    if (damage.length > 0) return withDamage(this.#read(text), damage);
    if (text === '') return BLANK;
    if (isComment(text, this.#markdown)) return this.#hashHeading(text) ?? COMMENT;
    if (isRule(text)) return this.#rule(text, candidate);
    const { entries, problems } = this.#read(text);
    if (entries.length > 0) return { kind: 'listing', entries, problems };
    if (!problems.some((problem) => problem.code !== 'foreign-link')) {
      const header = this.#header(text);
      if (header !== undefined) return header;
    }
    if (problems.length > 0) return { kind: 'invalid', entries, problems };
    if (isSoftComment(text)) return COMMENT;
    this.#candidate = text;
    return { kind: 'invalid', entries, problems: [meaningless(text)] };
  }

  /** Called for a line that was read without `classify`. */
  skip(): void {
    this.#candidate = undefined;
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
    if (entries.length > 0 || problems.some(hidesCertificate)) return undefined;
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
      return { ...this.#opens(heading, {}), crowns: { heading } };
    }
    if (candidate !== undefined && isTableRule(text)) {
      return { ...this.#opens(candidate, {}), crowns: {} };
    }
    return HEADER;
  }

  #opens(title: string, named: { heading?: string }): ClassifiedLine {
    this.#expects = expectationOf(title);
    return { ...HEADER, ...named };
  }
}

function damageOf(raw: string, cut: boolean): LineProblem[] {
  const damage: LineProblem[] = [];
  if (isBinaryLine(raw)) {
    const message = 'bytes that are no text';
    damage.push(lineProblem('binary', raw, message));
  }
  if (cut) {
    const message = 'only the beginning of this line was read; one certificate a line is best';
    damage.push(lineProblem('line-too-long', raw, message));
  }
  return damage;
}

function withDamage({ entries, problems }: LineEntries, damage: LineProblem[]): ClassifiedLine {
  const kind = entries.length > 0 ? 'listing' : 'invalid';
  return { kind, entries, problems: [...problems, ...damage] };
}

// The word at the end of a cut line is not whole, and half a hash or id must not pass for one.
function withoutBrokenEnd(raw: string): string {
  let end = raw.length;
  while (end > 0 && /[0-9a-z]/i.test(raw.charAt(end - 1))) end--;
  return end === 0 ? raw : raw.slice(0, end);
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
const PLACEHOLDER = /^(?:n\/?a|none|null|nil|tbd|unknown|redacted|<[^<>]*>)$/i;
