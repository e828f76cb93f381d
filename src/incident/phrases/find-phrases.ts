import type { Token } from '../tokens/token.ts';
import { readFront } from './front.ts';
import { readHead, typesOf } from './head.ts';
import type { Element, Phrase, PhraseForm } from './phrase.ts';
import { AFFECTED, DEFINITE, INTERMEDIATES, NUMBERED } from './vocabulary.ts';

/** Finds the phrases about certificates in the tokens of a sentence, and leaves the rest as it is. */
export function findPhrases(tokens: readonly Token[]): Element[] {
  const elements: Element[] = [];
  for (let at = 0; at < tokens.length;) {
    const found = countPhrase(tokens, at, elements) ?? plainPhrase(tokens, at);
    if (found === undefined) {
      elements.push(tokens[at++]!);
      continue;
    }
    // a qualifier or determiner that was pushed already belongs to the phrase
    elements.splice(elements.length - found.before, found.before);
    elements.push(found.phrase);
    at = found.next;
  }
  return elements;
}

interface Found {
  readonly phrase: Phrase;
  /** Elements in front that belong to it. */
  readonly before: number;
  readonly next: number;
}

/** `[all|the] [at least] 13 [(out) of the 90] EV TLS certificates`. */
function countPhrase(
  tokens: readonly Token[],
  at: number,
  before: readonly Element[],
): Found | undefined {
  const token = tokens[at]!;
  if (token.number === undefined) return undefined;
  let next = at + 1;
  // "60+ certificates", "60 or more certificates"
  const more = moreBehind(tokens, next);
  next += more;
  // "12 pieces of certificates"
  if (PIECES.has(tokens[next]?.word ?? '')) next += tokens[next + 1]?.word === 'of' ? 2 : 1;
  const part = partOf(tokens, next);
  const head = readHead(tokens, part?.next ?? next, token.number);
  if (head === undefined) return undefined;
  // "one of our certificates" is anyone's, no count
  if (part !== undefined && token.number === 1 && /\D/.test(token.word)) return undefined;
  const front = readFront(before);
  if (NUMBERED.has(front.previous)) return undefined;
  const modifiers = [...front.modifiers, ...head.modifiers];
  return {
    phrase: {
      kind: 'phrase',
      form: front.isDefinite ? 'DEFNP' : 'NP',
      count: token.number,
      qualifier: more > 0 ? 'at least' : front.qualifier,
      head: head.head,
      modifiers,
      types: typesOf(modifiers),
      // "14 of our certificates" are all that are told of
      isPart: part !== undefined && (part.whole !== undefined || !part.isOwn || isNamed(modifiers)),
      whole: part?.whole,
      isSingular: head.isSingular,
      start: front.start ?? token.start,
      end: tokens[head.next - 1]!.end,
    },
    before: front.length,
    next: head.next,
  };
}

function isNamed(modifiers: readonly string[]): boolean {
  return modifiers.some((word) => AFFECTED.has(word));
}

/** How many tokens of "+" and "or more" stand behind a number. */
function moreBehind(tokens: readonly Token[], at: number): number {
  const [next, last] = tokens.slice(at, at + 2);
  if (next?.word === '+' && next.start === tokens[at - 1]!.end) return 1;
  return (next?.word === 'or' || next?.word === 'and') && last?.word === 'more' ? 2 : 0;
}

/** `(out) of the|these|those|our|all [90]`. */
function partOf(
  tokens: readonly Token[],
  at: number,
): { next: number; whole: number | undefined; isOwn: boolean } | undefined {
  let next = tokens[at]?.word === 'out' ? at + 1 : at;
  if (tokens[next++]?.word !== 'of') return undefined;
  const isOwn = tokens[next]?.word === 'our';
  if (tokens[next]?.word === 'a' && tokens[next + 1]?.word === 'total') next += 3;
  else if (PARTS.has(tokens[next]?.word ?? '')) next++;
  else if (tokens[next]?.number === undefined) return undefined;
  const whole = tokens[next]?.number;
  return { next: whole === undefined ? next : next + 1, whole, isOwn };
}

/** `all of the affected certificates`, `these certificates`, `no certificates`, `affected certificates`. */
function plainPhrase(tokens: readonly Token[], at: number): Found | undefined {
  const first = tokens[at]!;
  const form = FORMS.get(first.word) ?? (AFFECTED.has(first.word) ? 'DEF' : undefined);
  if (form === undefined) return undefined;
  let next = FORMS.has(first.word) ? at + 1 : at;
  if (form === 'ALL') {
    if (tokens[next]?.word === 'of') next++;
    if (DEFINITE.has(tokens[next]?.word ?? '')) next++;
  }
  const head = readHead(tokens, next, undefined);
  if (head === undefined) return undefined;
  const { modifiers } = head;
  if (hasVerb(modifiers)) return undefined;
  // "the affected ICAs: …" names issuers
  if (INTERMEDIATES.has(tokens[head.next - 1]?.word ?? '')) return undefined;
  // "the first certificate was issued on …" is read word by word
  if (modifiers.some((word) => ORDINALS.has(word))) return undefined;
  if (form === 'NONE' && modifiers.some((word) => MORE.has(word))) return undefined;
  const isRest =
    modifiers.some((word) => OTHERS.has(word)) || OTHERS.has(tokens[next - 1]?.word ?? '');
  // "the certificate" may be any; "certificate" alone, of an affected one, is the one
  let told: PhraseForm = head.isSingular && form === 'DEF' ? 'ONE' : form;
  if (isRest && form !== 'NONE') told = 'REST';
  const count = told === 'DEF' || told === 'ALL' ? numberInBrackets(tokens, head.next) : undefined;
  if (count !== undefined) told = 'DEFNP';
  const end = count === undefined ? head.next : head.next + 3;
  return {
    phrase: {
      kind: 'phrase',
      form: told,
      count,
      qualifier: null,
      head: head.head,
      modifiers,
      types: typesOf(modifiers),
      isPart: false,
      whole: undefined,
      isSingular: head.isSingular,
      start: first.start,
      end: tokens[end - 1]!.end,
    },
    before: 0,
    next: end,
  };
}

/** "The affected certificates (12)". */
function numberInBrackets(tokens: readonly Token[], at: number): number | undefined {
  const [open, number, close] = tokens.slice(at, at + 3);
  return open?.word === '(' && close?.word === ')' ? number?.number : undefined;
}

/** Whether a verb stands where an adjective would: "the CA stopped issuing certificates". */
function hasVerb(modifiers: readonly string[]): boolean {
  return modifiers.some((word, at) => {
    const before = modifiers[at - 1];
    return (
      before !== undefined && VERBS.has(word) && !before.endsWith('ly') && !AFFECTED.has(before)
    );
  });
}

const VERBS: ReadonlySet<string> = new Set([
  ...'stopped ceased halted suspended paused continued started began resumed stops'.split(' '),
  ...'identified detected found reported discovered issues received checked'.split(' '),
]);

const FORMS: ReadonlyMap<string, PhraseForm> = new Map([
  ['all', 'ALL'],
  ['both', 'ALL'],
  ['every', 'ALL'],
  ['the', 'DEF'],
  ['these', 'DEF'],
  ['those', 'DEF'],
  ['this', 'DEF'],
  ['said', 'DEF'],
  ['such', 'DEF'],
  ['no', 'NONE'],
]);

const PARTS: ReadonlySet<string> = new Set(['the', 'these', 'those', 'our', 'all', 'this']);
const PIECES: ReadonlySet<string> = new Set(['pieces', 'piece', 'pcs', 'pc', 'units']);
/** "No further certificates were issued" is not "no certificates". */
const MORE: ReadonlySet<string> = new Set(['further', 'more', 'additional', 'new', 'longer']);
const ORDINALS: ReadonlySet<string> = new Set(
  'first last earliest latest newest oldest recent second'.split(' '),
);
const OTHERS: ReadonlySet<string> = new Set(['other', 'others', 'remaining', 'rest']);
