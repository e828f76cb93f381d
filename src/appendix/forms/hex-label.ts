/** What the words before hex digits call them. */
import type { HexLabel, HexMark } from './form.ts';

export type Label = Pick<HexMark, 'label' | 'labelled'>;

const UNLABELLED: Label = { label: undefined, labelled: false };

/**
 * The label of the digits at `start`, from the text since `previousEnd`. In a list (`serials: a, b, c`)
 * the label of the one before goes on.
 */
export function labelBefore(
  text: string,
  previousEnd: number,
  start: number,
  previous: HexMark | undefined,
): Label {
  const words = text.slice(Math.max(previousEnd, start - MAX_LABEL_DISTANCE), start);
  if (!HAS_LETTER.test(words)) {
    return previous?.label === undefined ? UNLABELLED : { label: previous.label, labelled: false };
  }
  let last: RegExpExecArray | undefined;
  for (const match of words.matchAll(LABELS)) last = match;
  if (last === undefined) return UNLABELLED;
  const label = labelNamed(last[0].toLowerCase());
  return { label, labelled: LABEL_END.test(words.slice(last.index + last[0].length)) };
}

function labelNamed(word: string): HexLabel {
  if (word === 'serial') return 'serial';
  if (SHA1.test(word) || word === 'thumbprint') return 'sha1';
  return word.startsWith('sha') || word.startsWith('finger') ? 'sha256' : 'other';
}

const MAX_LABEL_DISTANCE = 48;
const HAS_LETTER = /[a-z]/i;
const SHA1 = /^sha[-_ ]?1/;
const LABELS =
  /serial|sha[-_ ]?1(?![0-9])(?:[ _-]{0,3}finger ?print)?|thumbprint|md5|sha-?256|finger ?print|spki|key ?id|\b[sa]ki\b/gi;
const LABEL_END = /^["'`*_\s]*(?:finger ?print|hash|numbers?|num|no|nr)?[.:=#"'`*_\s–-]*$/i;
