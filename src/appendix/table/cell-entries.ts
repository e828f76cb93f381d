/** One cell of a column that tells certificates -> what it names. */
import { type Fingerprint, tryFingerprint } from '../../fingerprint/fingerprint.ts';
import { normalizeId } from '../forms/crtsh-id.ts';
import type { Expectation } from '../forms/form.ts';
import { type LineEntries, readLineEntries } from '../line-entries.ts';
import { lineProblem, wrongLength } from '../line-problem.ts';
import { cleanLine } from '../line-text.ts';
import type { Entry, EntryForm, LineProblem } from '../line.ts';
import { normalizeSerial } from '../serial-number.ts';
import { withoutFormulaGuard } from '../write/formula.ts';
import { isPlaceholder, saysNoCertificate, withoutTextMark } from './cell-text.ts';
import { brokenValue, isCutLength, isRounded } from './mangled.ts';

const NOTHING: LineEntries = Object.freeze({ entries: [], problems: [] });

/** What a cell of a column of hashes names; several hashes may stand in it. */
export function readHashCell(written: string, form: EntryForm): LineEntries {
  const plain = written.length === 64 ? tryFingerprint(written) : undefined;
  if (plain !== undefined) return { entries: [{ form, fingerprint: plain }], problems: [] };
  if (NOT_KNOWN.test(written)) return only(lineProblem('not-hex', written, NEITHER));
  if (isPlaceholder(written) || saysNoCertificate(written)) return NOTHING;
  const cell = withoutTextMark(written);
  const grouped = GROUPED.test(cell) ? tryFingerprint(cell.replace(BLANKS, '')) : undefined;
  if (grouped !== undefined) return { entries: [{ form, fingerprint: grouped }], problems: [] };
  const broken = brokenValue(cell);
  if (broken !== undefined) return only(lineProblem('mangled-hash', written, broken));
  if (isRounded(cell)) return only(lineProblem('mangled-hash', written, ROUNDED));
  const { entries, problems } = readText(cell, 'fingerprint');
  const named = entries.map((entry) => (entry.form === 'fingerprint' ? { ...entry, form } : entry));
  const read = { entries: named, problems: problems.map((problem) => asMangled(problem, cell)) };
  if (named.length > 0 || problems.length > 0) return read;
  if (isCutHash(cell)) return only(wrongLength(bare(cell), written));
  // a name in its place has a finding of its own: the cells of the row have moved
  const isWord = WORD.test(cell) && !(cell.includes('=') && cell.includes(' '));
  return isWord ? only(lineProblem('not-hex', cell, NEITHER)) : read;
}

/** What a cell names that may hold a link, or a hash. */
export function readTextCell(written: string, expects: Expectation): LineEntries {
  if (isPlaceholder(written)) return NOTHING;
  return readText(withoutTextMark(written), expects);
}

/** What a cell of a column of crt.sh's ids names. */
export function readIdCell(written: string): LineEntries {
  if (!CRT_SH_ID.test(written)) return readTextCell(written, 'crt.sh id');
  const entry: Entry = { form: 'crt.sh?id', crtShId: normalizeId(written) };
  const message = 'only crt.sh can tell which certificate has this id';
  return { entries: [entry], problems: [lineProblem('not-recommended-form', written, message)] };
}

/** The serial numbers of a cell, and what is wrong with them. */
export interface SerialCell {
  readonly serials: readonly string[];
  readonly problem?: LineProblem;
  /** Hashes where serial numbers must stand. */
  readonly hashes: readonly Fingerprint[];
}

/**
 * Reads a cell of the column of serial numbers. One of decimal digits only is no suspect: of random ones
 * of 64 bits, 1 in 1,800 has no letter, and whether it is right the certificate tells.
 */
export function readSerialCell(written: string): SerialCell {
  if (PLAIN_SERIAL.test(written) && written.length % 2 === 0) {
    return { serials: [normalizeSerial(written)], hashes: [] };
  }
  if (isPlaceholder(written)) return { serials: [], hashes: [] };
  const cell = withoutTextMark(written).replace(OPENSSL_SERIAL, '$1');
  const lost = brokenValue(cell) ?? (isRounded(cell) ? ROUNDED : undefined);
  if (lost !== undefined) return unread(written, lost);
  const words = wordsOf(cell);
  const hashes = words.flatMap((word) => tryFingerprint(word) ?? []);
  const serials = words.filter((word) => HEX.test(word) && bare(word).length < HASH_DIGITS);
  if (serials.length + hashes.length < words.length) {
    if (!DIGIT.test(cell)) return { serials: [], hashes: [] };
    return unread(written, 'no serial number in hexadecimal');
  }
  const odd = serials.some((word) => bare(word).length % 2 === 1) ? ODD_DIGITS : undefined;
  const isMarked = written.startsWith("'") && !cell.startsWith("'");
  // a negative serial number would start a formula
  const marked = isMarked && withoutFormulaGuard(written) === written ? APOSTROPHE : undefined;
  const said = odd ?? marked;
  const code = odd === undefined ? 'mangled-cell' : 'mangled-number';
  return {
    serials: serials.map(normalizeSerial),
    hashes,
    ...(said !== undefined && { problem: lineProblem(code, written, said) }),
  };
}

function unread(written: string, message: string): SerialCell {
  return { serials: [], hashes: [], problem: lineProblem('mangled-serial', written, message) };
}

/** `AB:CD:…` and `AB CD …` are one word, several serial numbers of more digits are several. */
function wordsOf(cell: string): string[] {
  if (OCTETS.test(cell)) return [cell];
  return cell.split(SEPARATORS).filter((word) => word !== '');
}

/** So few digits that they may be a word (`added`), a count or a year count only where they are neither. */
function isCutHash(cell: string): boolean {
  if (!HEX.test(cell)) return false;
  const { length } = bare(cell);
  return length >= MIN_CUT || (length >= MIN_CUT_MIXED && DIGIT.test(cell) && LETTER.test(cell));
}

function bare(word: string): string {
  return word.replace(/^-?0x/i, '').replace(/[^0-9a-f]/gi, '');
}

function asMangled(problem: LineProblem, cell: string): LineProblem {
  if (problem.code !== 'truncated-hash') return problem;
  if (problem.text.length === 63 && HEX.test(problem.text)) {
    return {
      ...problem,
      code: 'mangled-hash',
      message: '63 hex digits: a leading zero may be gone',
    };
  }
  if (!isCutLength(cell) || !cell.endsWith(problem.text)) return problem;
  const message = 'a cell cut at 255 characters, as old spreadsheets do';
  return { ...problem, code: 'mangled-hash', message };
}

function readText(cell: string, expects: Expectation): LineEntries {
  const read = readLineEntries(cleanLine(cell.replace(LINE_ENDS, ' ; ')), expects);
  return read.entries.length < 2 ? read : { ...read, entries: saidOnce(read.entries) };
}

/** A hash and the link with it in one cell are one entry; the same form twice is two. */
function saidOnce(entries: readonly Entry[]): Entry[] {
  const kept = new Map<Fingerprint, number>();
  const said = new Map<string, number>();
  return entries.filter(({ form, fingerprint }) => {
    if (fingerprint === undefined) return true;
    const key = `${form} ${fingerprint}`;
    const times = (said.get(key) ?? 0) + 1;
    said.set(key, times);
    if (times <= (kept.get(fingerprint) ?? 0)) return false;
    kept.set(fingerprint, times);
    return true;
  });
}

function only(problem: LineProblem): LineEntries {
  return { entries: [], problems: [problem] };
}

const NEITHER = 'neither a fingerprint nor a link';
const ROUNDED = 'a number that a spreadsheet has rounded; its digits are lost';
const APOSTROPHE = 'a leading apostrophe, with which spreadsheets mark text';
const ODD_DIGITS = 'an odd number of hex digits: a leading zero is gone';
const HASH_DIGITS = 64;
const MIN_CUT = 8;
const MIN_CUT_MIXED = 4;
/** Unlike `N/A`: there is a certificate, or may be. */
const NOT_KNOWN = /^\s{0,9}(?:tbd|unknown|\?{1,9})\s{0,9}$/i;
/** Digits in groups, or broken by a line end; bounds what is looked at. */
const GROUPED = /^\s*(?:[0-9a-f]\s{0,2}){64}\s*$/i;
const BLANKS = /\s+/g;
const WORD = /\p{L}/u;
const DIGIT = /\d/;
const LETTER = /[a-f]/i;
const HEX = /^-?(?:0x)?[0-9a-f](?:[0-9a-f]|[:-](?=[0-9a-f])|\s(?=[0-9a-f]))*$/i;
/** As programs write it; a letter among the digits, so that it is no decimal. */
const PLAIN_SERIAL = /^(?=[0-9]*[a-f])[0-9a-f]{8,40}$/;
const OCTETS = /^-?(?:0x)?[0-9a-f]{1,2}(?:[: -][0-9a-f]{2})+$/i;
/** `1234 (0x4d2)` */
const OPENSSL_SERIAL = /^\d{1,49} \((0x[0-9a-f]{1,64})\)$/i;
const CRT_SH_ID = /^[0-9]{1,19}$/;
const SEPARATORS = /[\s,;/|]+/;
const LINE_ENDS = /[\r\n]+/g;
