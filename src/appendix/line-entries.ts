/** Everything that one line of text names. */
import type { Fingerprint } from '../fingerprint/fingerprint.ts';
import { CLAIMED, type Expectation, type HexMark, type Mark } from './forms/form.ts';
import { FORMS } from './forms/forms.ts';
import { mergeLinkLabels } from './forms/link-label.ts';
import { readLoneHex } from './forms/lone-hex.ts';
import { namesCertificate, pairSerials } from './forms/serial-pair.ts';
import type { Entry, LineProblem } from './line.ts';
import { normalizeSerial } from './serial-number.ts';

export interface LineEntries {
  readonly entries: Entry[];
  readonly problems: LineProblem[];
}

/** The entries on a line in their order, and the problems with what looks like one. */
export function readLineEntries(text: string, expects: Expectation): LineEntries {
  const marks = mergeLinkLabels(text, findMarks(text, expects));
  const { serials, serialOf } = pairSerials(marks);
  const allSerials = new Set<Mark>(serials);
  const paired = new Set<Mark>(serialOf.values());
  const named = marks.some(namesCertificate);
  const entries: Entry[] = [];
  const problems: LineProblem[] = [];
  let before: Mark | undefined;
  for (const mark of marks) {
    const isRest = before !== undefined && isRestOfBroken(text, before, mark);
    before = mark;
    if (paired.has(mark) || isRest) continue;
    const serial = serialOf.get(mark)?.digits;
    if (mark.kind === 'problem') {
      problems.push(mark.problem);
    } else if (mark.kind === 'entry') {
      const { entry } = mark;
      entries.push(serial === undefined ? entry : { ...entry, serial: normalizeSerial(serial) });
      if (mark.problem !== undefined) problems.push(mark.problem);
    } else if (serial !== undefined) {
      const fingerprint = mark.digits as Fingerprint;
      entries.push({ form: 'serial+fingerprint', fingerprint, serial: normalizeSerial(serial) });
    } else if (!named || !isSecondDigest(mark, allSerials)) {
      const reading = readLoneHex(mark, expects);
      if (reading === undefined) continue;
      if ('form' in reading) entries.push(reading);
      else problems.push(reading);
    }
  }
  return { entries, problems };
}

// A SHA-1 or MD5 beside a certificate that is named: it hides nothing.
function isSecondDigest(mark: HexMark, serials: ReadonlySet<Mark>): boolean {
  return mark.digits.length <= 40 && !serials.has(mark);
}

// A hash that a space or line wrap broke in two: its second half is no serial number.
function isRestOfBroken(text: string, before: Mark, mark: Mark): boolean {
  if (mark.kind !== 'hex' || mark.label !== undefined || mark.prefixed) return false;
  if (mark.digits.length >= 40 || mark.start - before.end > 2) return false;
  const isBroken =
    before.kind === 'hex'
      ? before.digits.length > 40 && before.digits.length < 64
      : before.kind === 'problem' && before.problem.code === 'truncated-hash';
  return isBroken && text.slice(before.end, mark.start).trim() === '';
}

function findMarks(text: string, expects: Expectation): Mark[] {
  const marks: Mark[] = [];
  let open = text;
  for (const form of FORMS) {
    const found = form.find(open, expects);
    if (found.length === 0) continue;
    if (found[0]?.start === 0 && found[0].end === text.length) return found;
    if (form !== FORMS.at(-1)) open = claim(open, found);
    for (const mark of found) marks.push(mark);
  }
  return marks.length < 2 ? marks : marks.sort((a, b) => a.start - b.start);
}

function claim(text: string, marks: readonly Mark[]): string {
  const parts: string[] = [];
  let at = 0;
  for (const { start, end } of marks) {
    parts.push(text.slice(at, start), CLAIMED.repeat(end - start));
    at = end;
  }
  parts.push(text.slice(at));
  return parts.join('');
}
