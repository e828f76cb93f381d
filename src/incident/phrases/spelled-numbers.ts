import type { Token } from '../tokens/token.ts';

/** Makes one number of those that are written apart: `three hundred and six`, and `12/15` before what it counts. */
export function joinNumbers(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const share = shareAt(tokens, at);
    if (share !== undefined) {
      joined.push(...share);
      at += share.length;
      continue;
    }
    const first = tokens[at]!;
    const spelled = spelledFrom(tokens, at);
    const number = spelled.number ?? first.number;
    const next = number === undefined ? at + 1 : echoBehind(tokens, spelled.next, number);
    const isJoined = number !== undefined && next > at + 1;
    joined.push(
      isJoined ? { ...first, kind: 'number', number, end: tokens[next - 1]!.end } : first,
    );
    at = next;
  }
  return joined;
}

/** Behind `three (3)`. */
function echoBehind(tokens: readonly Token[], at: number, number: number): number {
  const [open, echo, close] = tokens.slice(at, at + 3);
  const isEcho = open?.word === '(' && echo?.number === number && close?.word === ')';
  return isEcho ? at + 3 : at;
}

/** `[two thousand] three hundred [and] six`; not what is written in digits. */
function spelledFrom(
  tokens: readonly Token[],
  at: number,
): { number: number | undefined; next: number } {
  let sum = 0;
  let next = at;
  for (const scale of SCALES) {
    const ones = spelledAt(tokens, next);
    if (ones === undefined || tokens[next + 1]?.word !== scale.word) continue;
    sum += ones * scale.value;
    next += 2;
  }
  if (next === at) return { number: undefined, next: at + 1 };
  const rest = tokens[next]?.word === 'and' ? next + 1 : next;
  const ones = spelledAt(tokens, rest);
  if (ones === undefined || ones >= 100) return { number: sum, next };
  return { number: sum + ones, next: rest + 1 };
}

const SCALES = [
  { word: 'thousand', value: 1000 },
  { word: 'hundred', value: 100 },
] as const;

function spelledAt(tokens: readonly Token[], at: number): number | undefined {
  const token = tokens[at];
  if (token?.word === 'a') return 1;
  return token?.kind === 'number' && /^\p{L}/u.test(token.word) ? token.number : undefined;
}

/** `12/15 revoked` is 12 of 15; anywhere else it may be a date or a fraction. */
function shareAt(tokens: readonly Token[], at: number): Token[] | undefined {
  const [part, slash, whole, next] = tokens.slice(at, at + 4);
  if (part === undefined || slash?.word !== '/' || whole === undefined) return undefined;
  if (part.end !== slash.start || slash.end !== whole.start) return undefined;
  if (!DIGITS.test(part.word) || !DIGITS.test(whole.word)) return undefined;
  const [number, all] = [part, whole].map(({ word }) => Number(word.replaceAll(',', '')));
  if (number! > all! || next === undefined || !COUNTED.has(next.word)) return undefined;
  return [
    { ...part, kind: 'number', number: number! },
    { ...slash, kind: 'word', word: 'of' },
    { ...whole, kind: 'number', number: all! },
  ];
}

const DIGITS = /^(?:\d{1,3}(?:,\d{3})+|\d{1,9})$/;
const COUNTED: ReadonlySet<string> = new Set(
  'certificates certs precertificates affected impacted misissued revoked expired have has had are were'.split(
    ' ',
  ),
);
