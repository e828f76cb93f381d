import type { Token } from '../tokens/token.ts';
import { TYPE_PHRASES } from '../tokens/validation-type.ts';

/** Makes one word of those that mean one thing, however they are spelled. */
export function joinWords(tokens: readonly Token[]): Token[] {
  const joined: Token[] = [];
  for (let at = 0; at < tokens.length;) {
    const token = tokens[at]!;
    const compound = COMPOUND.exec(token.word);
    if (compound !== null && !token.word.startsWith('pre-')) {
      const middle = token.start + compound[1]!.length;
      joined.push({ kind: 'word', word: compound[1]!, start: token.start, end: middle });
      joined.push({ kind: 'word', word: compound[2]!, start: middle + 1, end: token.end });
      at++;
      continue;
    }
    const phrase = PHRASES.get(token.word)?.find(([words]) =>
      words.every((word, index) => tokens[at + index]?.word === word),
    );
    const length = phrase?.[0].length ?? 1;
    const word = phrase?.[1] ?? SPELLINGS.get(token.word);
    const last = tokens[at + length - 1]!;
    joined.push(
      word === undefined ? token : { kind: 'word', word, start: token.start, end: last.end },
    );
    at += length;
  }
  return joined;
}

/** "TLS-certificates", as German has it. */
const COMPOUND = /^(.{1,30})-(certificates?|certs?)$/;

type WordPhrase = readonly [words: readonly string[], word: string];

const LIST: readonly WordPhrase[] = [
  ...TYPE_PHRASES,
  ...same('misissued', [
    ...['mis - issued', 'mis issued', 'miss issued', 'mis - issue', 'wrongly issued'],
    ...['incorrectly issued', 'erroneously issued', 'improperly issued', 'mistakenly issued'],
  ]),
  ...same('misissuance', ['mis - issuance', 'mis issuance', 'miss issuance']),
  ...same('non-compliant', ['non compliant', 'not compliant', 'out of compliance']),
  ...same('unrevoked-unexpired', [
    ...['non-expired , non-revoked', 'non-revoked , non-expired', 'non-expired and non-revoked'],
    ...['non-revoked and non-expired', 'not expired , not revoked', 'not revoked , not expired'],
    ...['non-revoked non-expired', 'non-expired non-revoked', 'unexpired , unrevoked'],
    ...['unrevoked , unexpired', 'unexpired and unrevoked', 'unexpired , non-revoked'],
    ...['not expired and not revoked', 'not revoked and not expired', 'unexpired and non-revoked'],
    ...['unrevoked and unexpired', 'not revoked or expired', 'not expired or revoked'],
    ...['non expired , non revoked', 'non-expired / non-revoked', 'non-expired , not revoked'],
    ...['non-expired and not revoked', 'unexpired and not revoked', 'unexpired unrevoked'],
    ...['neither expired nor revoked', 'neither revoked nor expired', 'not expired nor revoked'],
    ...[
      'not been revoked or expired',
      'not been revoked nor expired',
      'not expired or been revoked',
    ],
    ...['not expired and have not been revoked', 'not been revoked and have not expired'],
    ...['neither been revoked nor expired', 'neither been revoked nor have expired'],
    ...['neither expired nor been revoked', 'not been revoked and not expired'],
  ]),
  ...same('still-valid', [
    ...['still valid', 'still active', 'currently valid', 'currently active', 'in validity'],
    ...['in their validity', 'in their validity period', 'within validity'],
    ...['within their validity', 'within their validity period', 'within the validity period'],
  ]),
  ...same('expired', [
    ...['reached the end of their lifetime', 'reached the end of their life'],
    ...['reached the end of their validity', 'reached the end of their validity period'],
    ...['reached their end of validity', 'reached their expiry', 'reached their expiry date'],
    ...['passed their expiry date', 'past their expiry', 'past their expiry date'],
    ...['past their validity', 'past their validity period', 'run out of validity'],
  ]),
  ...same('time-valid', ['time valid']),
  ...same('remaining-valid', ['remaining valid', 'remaining " valid', 'remaining active']),
  ...same('pre-certificates', ['pre certificates', 'pre certs', 'pre - certificates']),
  ...same('sub-cas', ['sub cas']),
  ...same('sub-ca', ['sub ca']),
];

const PHRASES: ReadonlyMap<string, readonly WordPhrase[]> = byFirstWord(LIST);

const SPELLINGS: ReadonlyMap<string, string> = new Map([
  ...['mis-issued', 'miss-issued', 'mississued', 'mississued', 'misissed'].map(
    (word) => [word, 'misissued'] as const,
  ),
  ...['incorrectly-issued', 'wrongly-issued'].map((word) => [word, 'misissued'] as const),
  ...['mis-issuance', 'mississuance', 'missisuance', 'mississuance', 'mis-issuing'].map(
    (word) => [word, 'misissuance'] as const,
  ),
  ...['lapsed'].map((word) => [word, 'expired'] as const),
  ...['noncompliant', 'non-compliant'].map((word) => [word, 'non-compliant'] as const),
]);

function same(word: string, spellings: readonly string[]): WordPhrase[] {
  return spellings.map((spelling) => [spelling.split(' '), word]);
}

function byFirstWord(list: readonly WordPhrase[]): Map<string, WordPhrase[]> {
  const map = new Map<string, WordPhrase[]>();
  const longestFirst = [...list].sort(([one], [other]) => other.length - one.length);
  for (const phrase of longestFirst) {
    const first = phrase[0][0]!;
    map.set(first, [...(map.get(first) ?? []), phrase]);
  }
  return map;
}
