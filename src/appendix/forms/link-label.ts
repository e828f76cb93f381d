/** The two halves of a Markdown or HTML link, `[label](target)` and `<a href="target">label</a>`. */
import type { LineProblem } from '../line.ts';
import type { Mark } from './form.ts';

/**
 * `marks` without those that name, in the label of a link, the certificate that the link names:
 * both halves are one entry. A label that holds a serial number or another fingerprint stays.
 */
export function mergeLinkLabels(text: string, marks: readonly Mark[]): readonly Mark[] {
  if (!text.includes('](') && !HREF.test(text)) return marks;
  const dropped = new Set<Mark>();
  marks.forEach((target, index) => {
    const markdown = text.charAt(target.start - 1) === '(' || text.charAt(target.start - 1) === '<';
    const labels = markdown ? markdownLabel(text, marks, index) : htmlLabel(text, marks, index);
    for (const label of labels) {
      const loser = namedTwice(label, target);
      if (loser !== undefined) dropped.add(loser);
    }
  });
  return dropped.size === 0 ? marks : marks.filter((mark) => !dropped.has(mark));
}

function markdownLabel(text: string, marks: readonly Mark[], index: number): Mark[] {
  const target = marks[index];
  if (target === undefined) return [];
  const from = Math.max(0, target.start - MAX_LABEL);
  const before = text.slice(from, target.start);
  const close = before.lastIndexOf('](');
  if (close < 0 || close < before.length - 3) return [];
  const bracket = before.lastIndexOf('[', close);
  if (bracket < 0) return [];
  const open = from + bracket;
  const labels: Mark[] = [];
  for (let at = index - 1; at >= 0; at--) {
    const mark = marks[at];
    if (mark === undefined || mark.start <= open) break;
    labels.push(mark);
  }
  return labels;
}

function htmlLabel(text: string, marks: readonly Mark[], index: number): Mark[] {
  const target = marks[index];
  if (target === undefined) return [];
  if (!HREF_END.test(text.slice(Math.max(0, target.start - 12), target.start))) return [];
  const close = text.slice(target.end, target.end + MAX_LABEL).search(ANCHOR_END);
  const labels: Mark[] = [];
  for (let at = index + 1; at < marks.length; at++) {
    const mark = marks[at];
    if (mark === undefined || mark.start >= target.end + close) break;
    labels.push(mark);
  }
  return labels;
}

// The one of the two to drop.
function namedTwice(label: Mark, target: Mark): Mark | undefined {
  const labelName = fingerprintIn(label);
  const targetName = fingerprintIn(target);
  const labelNames =
    labelName !== undefined || (label.kind === 'entry' && label.entry.form !== 'serial');
  if (target.kind !== 'entry') {
    return labelNames && problemOf(target)?.code === 'foreign-link' ? target : undefined;
  }
  if (labelName !== undefined) {
    if (targetName === undefined) return target;
    return labelName === targetName ? label : undefined;
  }
  const serialLike = label.kind === 'hex' && label.digits.length <= 40;
  return serialLike ? undefined : label;
}

function fingerprintIn(mark: Mark): string | undefined {
  if (mark.kind === 'entry') return mark.entry.fingerprint;
  return mark.kind === 'hex' && mark.digits.length === 64 ? mark.digits : undefined;
}

function problemOf(mark: Mark): LineProblem | undefined {
  return mark.kind === 'problem' ? mark.problem : undefined;
}

/** A label longer than this is read as text of its own; keeps a row of `](` linear. */
const MAX_LABEL = 512;
const HREF = /\bhref\b/i;
const HREF_END = /href\s{0,2}=\s{0,2}["']?$/i;
const ANCHOR_END = /<\/a/i;
