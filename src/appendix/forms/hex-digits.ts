import { lineProblem } from '../line-problem.ts';
import type { Expectation, Form, HexMark, Mark } from './form.ts';
import { type Label, labelBefore } from './hex-label.ts';
import { hexGroupAt, hexWordAt, type HexRun, isAlphanumeric } from './hex-run.ts';
import { isOwnField, lineLead } from './own-field.ts';

/**
 * Hex digits outside links: fingerprints and serial numbers, bare or labelled, whole or in groups
 * (`AB:CD:…`, `ABCD EF01 …`), with `0x`, in quotes or table cells; and what looks like a broken one.
 */
export const hexDigits: Form = {
  name: 'hex digits',
  find(text, expects) {
    const marks: Mark[] = [];
    const lead = lineLead(text);
    let at = 0;
    let previousEnd = 0;
    let previous: HexMark | undefined;
    while (at < text.length) {
      if (!isAlphanumeric(text.charCodeAt(at))) {
        at++;
        continue;
      }
      const run = hexGroupAt(text, at) ?? hexWordAt(text, at);
      const mark = readRun(text, run, expects, lead, previousEnd, previous);
      if (mark !== undefined) {
        marks.push(mark);
        previousEnd = mark.end;
        previous = mark.kind === 'hex' ? mark : undefined;
      }
      at = Math.max(run.end, mark?.end ?? 0);
    }
    return marks;
  },
};

function readRun(
  text: string,
  run: HexRun,
  expects: Expectation,
  lead: number,
  previousEnd: number,
  previous: HexMark | undefined,
): Mark | undefined {
  if (run.strangers > 0) return misspeltHash(text, run);
  const elision = elisionAfter(text, run);
  if (elision !== undefined) return elision;
  const { digits, start, end } = run;
  const length = digits.length;
  if (length === 64 || (length >= 40 && !isJoined(text, run))) {
    return hexMark(run, text, lead, labelBefore(text, previousEnd, run.start, previous));
  }
  // most words of prose end here: short, and nothing but a label could make them a serial number
  if (isJoined(text, run) || isAddress(run, text)) return undefined;
  const label = labelBefore(text, previousEnd, start, previous);
  const decimal = !run.hasLetter && !run.prefixed && (!run.grouped || length < 24);
  // OpenSSL's `Serial Number: 1234 (0x4d2)`
  if (decimal && text.startsWith(' (0x', end)) return undefined;
  const worthIt =
    run.prefixed ||
    (decimal ? isIntroducedDecimal(text, run, label, expects, lead) : length >= 16) ||
    (run.hasLetter && run.hasDigit && (length >= 8 || expects === 'serial' || isSerial(label)));
  return worthIt ? hexMark(run, text, lead, label) : undefined;
}

function isSerial({ label, labelled }: Label): boolean {
  return label === 'serial' && labelled;
}

// A number is a serial number (whose base cannot be told) only where nothing else is likely.
function isIntroducedDecimal(
  text: string,
  run: HexRun,
  label: Label,
  expects: Expectation,
  lead: number,
): boolean {
  if (expects === 'serial' && run.digits.length >= 4 && run.start <= lead) return true;
  if (run.digits.length >= 16 && run.start <= lead && BEFORE_HASH.test(text.slice(run.end))) {
    return true;
  }
  if (!isSerial(label)) return false;
  return (
    run.digits.length >= 16 || INTRODUCER.test(text.slice(Math.max(0, run.start - 4), run.start))
  );
}

function hexMark(run: HexRun, text: string, lead: number, label: Label): HexMark {
  return {
    kind: 'hex',
    start: run.start,
    end: run.end,
    digits: run.digits.toLowerCase(),
    label: label.label,
    labelled: label.labelled,
    prefixed: run.prefixed,
    grouped: run.grouped,
    ownField: run.start <= lead || isOwnField(text, run.start, run.end),
  };
}

// A word of 40 characters and more that is hex but for a few, such as an O for a 0.
function misspeltHash(text: string, run: HexRun): Mark | undefined {
  const { start, end } = run;
  if (end - start < 40 || run.strangers > MAX_MISSPELT || isJoined(text, run)) return undefined;
  const message = `${end - start} characters, of which ${run.strangers} are not hex digits`;
  return {
    kind: 'problem',
    problem: lineProblem('not-hex', text.slice(start, end), message),
    start,
    end,
  };
}

// `0362...8fdb`, `0362…`: digits left out by whoever made the list.
function elisionAfter(text: string, run: HexRun): Mark | undefined {
  const dots = text.startsWith('...', run.end) ? 3 : text.startsWith('…', run.end) ? 1 : 0;
  if (dots === 0 || run.digits.length >= 64) return undefined;
  let end = run.end + dots;
  let hasDigit = run.hasDigit;
  if (isAlphanumeric(text.charCodeAt(end))) {
    const rest = hexWordAt(text, end);
    if (rest.strangers > 0) return undefined;
    hasDigit ||= rest.hasDigit;
    end = rest.end;
  }
  if (!hasDigit || run.digits.length < 3) return undefined;
  const problem = lineProblem(
    'truncated-hash',
    text.slice(run.start, end),
    'hex digits are left out here, so that it names no certificate',
  );
  return { kind: 'problem', problem, start: run.start, end };
}

// Part of something else: a host name, an address, a path, a UUID, Base64.
function isJoined(text: string, run: HexRun): boolean {
  const { start, end } = run;
  if (JOINERS.has(text.charAt(start - 1)) && isAlphanumeric(text.charCodeAt(start - 2))) {
    if (!'/-'.includes(text.charAt(start - 1)) || !endsInHex(text, start - 1)) return true;
  }
  if (JOINERS.has(text.charAt(end)) && isAlphanumeric(text.charCodeAt(end + 1))) {
    if (!'/-'.includes(text.charAt(end))) return true;
    const next = hexWordAt(text, end + 1);
    return next.strangers > 0 || next.digits.length < 16;
  }
  return false;
}

// Whether 16 hex digits end at `end`: then a `/` or `-` separates a pair.
function endsInHex(text: string, end: number): boolean {
  return end >= 16 && HEX_16.test(text.slice(end - 16, end));
}

// Eight groups of four with colons are an IPv6 address.
function isAddress(run: HexRun, text: string): boolean {
  return run.grouped && run.digits.length === 32 && text.charAt(run.start + 4) === ':';
}

const MAX_MISSPELT = 4;
const JOINERS = new Set(['.', '_', '@', '/', '%', '+', '-', '\\']);
const INTRODUCER = /[:=#]["'`*_\s]*$/;
/** The other field of a pair: of random serial numbers of 64 bits, 1 in 1,800 has no letter. */
const BEFORE_HASH = /^["']?[ \t]{0,3}[,;\t|][ \t]{0,3}["']?[0-9a-f]{64}(?![0-9a-z])/i;
const HEX_16 = /^[0-9a-f]{16}$/i;
