/** Signature algorithms and OIDs that a sentence names. */
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { isPhrase } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { cue } from './grammar.ts';
import { OTHERS_HAVE } from './heuristics.ts';
import { isPolicyOid } from './policy-oid.ts';

/** Reads the algorithm that the certificates are signed with; a hash of a file is none. */
export function readSignatureAlgorithm(statement: Statement): Draft[] {
  const { sentence, passage } = statement;
  if (/ (?:ocsp|crls?) /.test(sentence.form)) return [];
  if (!/ (?:issued|signed|signature|certificates|NP|DEFNP|DEF|ALL) /.test(sentence.form)) return [];
  const seen = new Set<string>();
  return sentence.elements.flatMap((element, at) => {
    if (isPhrase(element)) {
      const weak = element.modifiers.find((word) => WEAK_HASH.test(word));
      if (weak === undefined || element.form === 'NONE') return [];
      const within = passage.content.text.slice(element.start, element.end);
      const name = within.slice(within.toLowerCase().indexOf(weak)).slice(0, weak.length);
      return [draftOf('signature-algorithm', name, statement, at, at + 1)];
    }
    if (element.kind !== 'word' || !isAlgorithm(element.word, sentence.form)) return [];
    if (
      / (?:not|instead of|must|should|shall|would|required|allowed|only|no|rather than|replaced by|reissued with) (?:\S+ ){0,3}$/.test(
        sentence.form.slice(0, sentence.places[at]),
      )
    )
      return [];
    const name = passage.content.text.slice(element.start, element.end);
    if (seen.has(name)) return [];
    seen.add(name);
    return [draftOf('signature-algorithm', name, statement, Math.max(0, at - 4), at + 1)];
  });
}

const WEAK_HASH = /^(?:sha-?1|md5|md2)$/;

function isAlgorithm(word: string, form: string): boolean {
  if (
    /^(?:(?:ecdsa|rsa|dsa)-?with-?sha-?\d{1,3}|sha-?\d{1,3}-?with-?(?:rsa|ecdsa)(?:encryption)?|rsassa-pss|rsa-pss|ed25519|ed448)$/.test(
      word,
    )
  )
    return true;
  if (/^sha-?(?:224|256|384|512)$/.test(word) && form.includes(' signature algorithm '))
    return true;
  return (
    WEAK_HASH.test(word) &&
    / (?:signed|signature) /.test(form) &&
    !/ (?:fingerprint|thumbprint|digest|hash) /.test(form)
  );
}

/** Reads the policy OID by which the affected certificates can be told. */
export function readHeuristicOid(statement: Statement): Draft[] {
  const { sentence } = statement;
  const drafts: Draft[] = [];
  if (OTHERS_HAVE.test(sentence.form)) return drafts;
  for (const match of matchesOf(sentence, WITH_OID)) {
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const oid = sentence.elements[to - 1] ?? sentence.elements.at(-1)!;
    if (!isPhrase(oid) && isPolicyOid(oid.word))
      drafts.push(
        draftOf(
          'heuristic-oid',
          oid.word,
          statement,
          from,
          Math.min(to + 1, sentence.elements.length),
        ),
      );
  }
  return drafts;
}

const WITH_OID = cue(
  ' (?:NP|DEFNP|ALL|any certificate|any certificates) (?:(?:(?:issued|misissued|issued on|issued by us) )?(?:(?:between|from) @ (?:and|to|until|-) @ ,? ?|(?:since|after|before|on|in) @ )?)?(?:(?:that|which|have|has|had) ){0,3}(?:with|containing|contain|contains|that contain|including|include|having|asserting|assert|asserts|asserted|carrying|carry|bearing|bear) (?:(?:the|a|certificate|policy|identifier|oid|reserved|policies|:|"|\\() ){0,6}%oid(?= )',
);
