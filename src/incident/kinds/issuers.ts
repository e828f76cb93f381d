import { type Draft, sourceOf, type Statement } from '../draft.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { cue } from './grammar.ts';
import { readNames } from './issuer-names.ts';

/**
 * Reads the issuing CAs that a sentence names as such: a name that only a CA has, a distinguished name or
 * crt.sh's link of a CA. The owner of the CA alone ("issued by Actalis") is no issuer.
 */
export function readIssuers(statement: Statement): Draft[] {
  const { sentence, passage } = statement;
  const { text } = passage.content;
  const drafts: Draft[] = [];
  for (const match of matchesOf(sentence, ISSUED_BY)) {
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const last = sentence.elements[Math.min(to, sentence.elements.length) - 1];
    const first = sentence.elements[from];
    if (last === undefined || first === undefined) continue;
    if (STATUS_SERVICE.test(sentence.form.slice(0, match.index + 1))) continue;
    if (UNAFFECTED.test(sentence.form.slice(match.index + match[0].length))) continue;
    const names = readNames(text, last.end);
    for (const { name, end } of names) {
      drafts.push({
        kind: 'issuer',
        value: name,
        qualifier: null,
        statement,
        ...sourceOf(statement, first.start, end),
        strength: 'plain',
      });
    }
    if (names.length > 0) return drafts;
  }
  return readIssuingSubjects(statement);
}

/** "Example TLS CA 1 and Example TLS CA 2 have misissued 3 certificates". */
function readIssuingSubjects(statement: Statement): Draft[] {
  const { sentence, passage } = statement;
  const { text } = passage.content;
  const start = sentence.elements[0]?.start ?? 0;
  const end = Math.min(sentence.elements.at(-1)?.end ?? 0, start + MAX_LOOKED_AT);
  for (const match of text.slice(start, end).matchAll(NAME_BEGINS)) {
    const names = readNames(text, start + match.index + match[0].length);
    const last = names.at(-1);
    if (last === undefined || !ISSUES.test(text.slice(last.end, last.end + MAX_BEHIND))) continue;
    return names.map(({ name, end: nameEnd }) => ({
      kind: 'issuer',
      value: name,
      qualifier: null,
      statement,
      ...sourceOf(statement, nameEnd - name.length, nameEnd),
      strength: 'plain',
    }));
  }
  return [];
}

const MAX_LOOKED_AT = 1000;
const MAX_BEHIND = 200;
/** Where a capital begins a name, behind the words that begin sentences. */
const NAME_BEGINS =
  /(?<![\p{L}\p{N}'-])(?<!\p{Lu}\S{0,40} )(?:(?:The|Our|Their|Its|This|A|An|All|Both|Only|From|Under|On|In|By|At|For|Of|Since|While|When|As|After|Before|Because|But|And|Also|However,?|Recently,?) (?:the |our )?)?(?=["']?(?:\p{Ll}{1,4}-?)?\p{Lu})/gu;
const ISSUES =
  /^["')]*(?: (?:issuing|intermediate|subordinate|sub-?)? ?(?:CA|ICA|intermediate|hierarchy|certificate)s?)?(?: \([^()]{0,100}\))?,? (?:(?:has|have|had|also|which|that|only|wrongly|erroneously|mistakenly|incorrectly) ){0,4}(?:mis-?issued|issued|signed|(?:(?:was|were|is|are) )?used (?:to (?:mis-?)?(?:issue|sign)|for (?:issuing|signing|issuance))|(?:was|were|is|are) (?:the )?(?:only )?(?:affected|impacted|concerned))(?! (?:\S+ ){0,5}?(?:CRLs?|OCSP|responses?|responders?)\b)(?![\p{L}\d-])/u;

/**
 * Reads a list of issuing CAs: lines of nothing but a name below one that announces them ("The affected
 * issuing CAs are:").
 */
export function readIssuerList(statements: readonly Statement[]): Draft[] {
  const drafts: Draft[] = [];
  let isList = false;
  for (const statement of statements) {
    const { text } = statement.passage.content;
    const names = isList
      ? readNames(text, /^[\s\u2022*\u2013-]{0,4}(?:\d{1,2}[.)] )?/.exec(text)![0].length)
      : [];
    const [name] = names;
    const isWhole = name !== undefined && text.slice(name.end).trim().length <= MAX_REST;
    if (isList && isWhole) {
      const place = sourceOf(statement, name.end - name.name.length, name.end);
      drafts.push({
        kind: 'issuer',
        value: name.name,
        qualifier: null,
        statement,
        ...place,
        strength: 'plain',
      });
      continue;
    }
    isList = ANNOUNCES.test(statement.sentence.form);
  }
  return drafts;
}

/** "The CRL of the issuing CA …" is told of, and no certificate. */
const STATUS_SERVICE =
  / (?:crls?|arls?|ocsp|responses?|responders?|keys?) (?:(?:service|responder|file|url) )?(?:of |for |from )?(?:(?:the|our|an|issuing|intermediate|subordinate) )*$/;

const UNAFFECTED =
  / (?:(?:are|were|is|was) (?:therefore |thus |also )?not (?:affected|impacted|involved|concerned)|unaffected|not in scope)(?= )/;

/** "(SHA-256: …)" and the like may stand behind a name. */
const MAX_REST = 90;
const ANNOUNCES =
  / (?:issuers?|issuing|intermediates?|subordinate|icas?|sub-cas?|cas|hierarchy|hierarchies) (?:\S+ ){0,12}: $| (?:issued|misissued) (?:by|from|under) (?:\S+ ){0,6}: $/;

/** After these begins the name of an issuing CA. */
const ISSUED_BY = cue(
  ' (?:(?:certificates|any certificate|NP|DEF|ALL|DEFNP|ONE) (?:from|under)|ca(?= ["(])|(?:cas|icas|intermediates|issuers|sub-cas)(?: (?:are|were|involved|affected|concerned))?(?= :)|(?:issued|misissued|signed|chained|chaining|chain|chains|generated)(?: (?!(?:by|from|under) )\\S+){0,6}?(?: (?:by|from|under|via|through|off|to))|(?:from|under|by|via|of)(?= (?:the |our |an |a )?(?:issuing|intermediate|subordinate|sub-ca|ica|sub))|(?:intermediate|subordinate|issuing) (?:ca|cas|certificate|root|certificates)|intermediates?|sub-ca|sub-cas|ica|icas|issuers?|(?:affected|impacted|involved|concerned) (?:ca|cas))' +
    '(?: (?:the|our|(?<= (?:issuing|affected|impacted|involved|concerned|said) (?:\\S+ )?(?:ca|cas|icas?|intermediates?|issuers?|sub-cas?) )(?:is|are|was|were|include|includes|included)|namely|following|an|a|intermediate|subordinate|issuing|sub-ca|certification|authority|authorities|cas|icas|subcas|sub-cas|roots|ac|acs|subca|ca|ica|cas|two|one|three|named|called|certificate|certificates|:|(?:involved|affected|concerned)(?: (?:is|are|was|were))?|\\(|"|\'|root(?= \\()|\u2013|-)){0,7}(?= )',
);
