/** Numbers of certificates as people write them. */

export interface ReadNumber {
  readonly value: number;
  /** Exclusive, in the text. */
  readonly end: number;
  /** Four digits without a separator: it may be a year. */
  readonly isYearLike: boolean;
}

/** Reads the number in digits that begins at `at`: `5079`, `26,668`, `2.601`, `1 234`, `1.8million`, `1.7M`. */
export function readNumber(text: string, at: number): ReadNumber | undefined {
  NUMBER.lastIndex = at;
  const match = NUMBER.exec(text);
  if (match === null) return undefined;
  const { grouped, plain, scale } = match.groups ?? {};
  const factor = SCALES.get(scale?.toLowerCase() ?? '') ?? 1;
  let value: number;
  if (grouped !== undefined && factor === 1) value = Number(grouped.replaceAll(/\D/g, ''));
  else value = Number((grouped ?? plain)!.replaceAll(',', '.').replaceAll(/[' ]/g, '')) * factor;
  value = Math.round(value);
  if (!Number.isSafeInteger(value)) return undefined;
  return {
    value,
    end: at + match[0].length,
    isYearLike: /^(?:19|20)\d\d$/.test(match[0]),
  };
}

/** A number in words, up to ninety-nine and the round ones. */
export function numberOfWord(word: string): number | undefined {
  const known = WORDS.get(word);
  if (known !== undefined) return known;
  const [tens, ones, ...rest] = word.split('-');
  if (ones === undefined || rest.length > 0) return undefined;
  const [ten, one] = [WORDS.get(tens!), WORDS.get(ones)];
  return ten !== undefined && ten >= 20 && one !== undefined && one > 0 && one < 10
    ? ten + one
    : undefined;
}

/**
 * A point before three digits separates thousands (`2.601` is what D-Trust writes of certificates); of
 * other digits it begins a fraction, which only a scale makes a number of certificates.
 */
const NUMBER =
  /(?:(?<grouped>\d{1,3}(?:,\d{2})*(?:,\d{3})+|\d{1,3}(?:\.\d{3})+|\d{1,3}(?:'\d{3})+|\d{1,3}(?: \d{3})+)(?![\d,.']?\d)|(?<plain>\d{1,15}(?:\.\d{1,2}(?=\s?(?:million|mio|m\b|billion|k\b|thousand)))?))(?:\s?(?<scale>million|mio|billion|thousand|m|k)(?![\w-]))?(?![\w]|[.,:-]\d|(?<!,\d{3})\/\d|\s?%)/iy;

const SCALES: ReadonlyMap<string, number> = new Map([
  ['k', 1e3],
  ['thousand', 1e3],
  ['m', 1e6],
  ['mio', 1e6],
  ['million', 1e6],
  ['billion', 1e9],
]);

const WORDS: ReadonlyMap<string, number> = new Map([
  ...(
    'zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen ' +
    'fifteen sixteen seventeen eighteen nineteen twenty'
  )
    .split(' ')
    .map((word, index) => [word, index] as const),
  ['single', 1],
  ['dozen', 12],
  ['thirty', 30],
  ['forty', 40],
  ['fifty', 50],
  ['sixty', 60],
  ['seventy', 70],
  ['eighty', 80],
  ['ninety', 90],
]);
