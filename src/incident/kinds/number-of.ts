import type { ClaimKind } from '../claim.ts';
import { type Draft, draftOf, type Statement } from '../draft.ts';
import { qualifierBefore } from '../phrases/front.ts';
import { has, isPhrase } from '../phrases/phrase.ts';
import { matchesOf, spanOf } from '../phrases/sentence.ts';
import { AFFECTED, LIVE } from '../phrases/vocabulary.ts';
import { HAVE_IT, populationIn } from './count-cues.ts';
import { cue } from './grammar.ts';

/** "The number of affected certificates is 1". */
export function readNumberOf(statement: Statement): Draft[] {
  const { sentence } = statement;
  const drafts: Draft[] = [];
  for (const match of [
    ...matchesOf(sentence, NUMBER_IS),
    ...matchesOf(sentence, SUM_IS),
    ...matchesOf(sentence, RIGHT_IS),
    ...matchesOf(sentence, IN_TOTAL),
    ...matchesOf(sentence, THERE_ARE_IN_TOTAL),
    ...(statement.passage.section === 'impact' ? matchesOf(sentence, TOTAL_IS) : []),
  ]) {
    if (BELIEVED.test(sentence.form.slice(0, match.index + 1))) continue;
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const number = sentence.elements[to - 1];
    const count = isPhrase(number) ? number.count : number?.number;
    if (count === undefined) continue;
    const qualifier = isPhrase(number)
      ? number.qualifier
      : qualifierBefore(sentence.elements, to - 1);
    drafts.push(
      draftOf(kindOfNumber(match[0]), count, statement, from, to, { qualifier, strength: 'sum' }),
    );
  }
  return drafts;
}

const SUM_IS = cue(
  ' (?:(?:bring|brings|bringing|brought|raise|raises|raising|raised|increasing|increased|increases|correcting|corrected|updating|updated) (?:the |our )(?:overall |grand |affected )?(?:total|count|number)(?: of (?:affected |impacted |misissued |revoked |expired |valid |active )?(?:certificates|DEF))?(?: (?:from #|count|number))? to|(?:number|count|total) of (?:affected |impacted |misissued |revoked |expired |valid |active )?(?:certificates|DEF) (?:has |have |was |had |is )?(?:been )?(?:risen|rose|grown|grew|increased|increases|decreased|fallen|fell|changed|changes|corrected|updated|revised) (?:from #(?: certificates)? )?to) (?:(?:>|<|~|only|approximately|about|at|least|over|exactly|a|total|of) ){0,4}(?:#|NP)(?= )',
);
/** "64 more are; so there are 66 in total". */
const THERE_ARE_IN_TOTAL = cue(
  ' (?:there (?:are|were)|so|which (?:makes|gives)|making) (?:now )?#(?= (?:in total|altogether|in all|overall) )',
);
/** "All certificates issued since …, in total 1,406, are affected". */
const IN_TOTAL = cue(
  ' (?:ALL|DEF|certificates) (?:(?!# |NP )\\S+ ){0,12}?[,(\u2013-] (?:in total|a total of|altogether|totall?ing|in sum) (?:approximately |about |around |over )?#(?= [,).\u2013-])',
);
/** "The total is 1,406." */
const TOTAL_IS = cue(
  '^ (?:so |hence |thus |therefore )?(?:, )?(?:the|our|this) (?:\\w+ )?total (?:number |count )?(?:is|was|becomes) (?:therefore |thus |now )?#(?= [.;]? ?$)',
);
/** "We had believed that the number of certificates was 1,402". */
const BELIEVED =
  / (?:had|have|has|was|were|initially|originally|first|at first|previously) (?:\w+ )?(?:believed|thought|assumed|estimated|supposed|expected|presumed|calculated|stated|reported|said|written|announced|communicated) (?:that )?(?:the |our )?$/;
const RIGHT_IS = cue(
  ' (?:NP|DEFNP|ALL|DEF|certificates) (?:\\S+ ){0,12}?(?:correct|right|actual|true|final|updated|revised) (?:number|count|total|figure) (?:is|was|should be|should have been) (?:#|NP)(?= )',
);
const NUMBER_IS = cue(
  ' (?:number|count|amount|quantity) of (?:(?!is |was |in )\\S+ ){0,4}?(?:certificates|DEF|ALL) (?:(?!is |was |are |were |, |but |by |per |checked |examined |scanned |reviewed |inspected |tested |sampled |analy[sz]ed |linted |in (?:the|our) (?:database|system|sample|inventory|population)|not (?!(?:yet |already )?revoked ))\\S+ ){0,9}?(?:is|was|are|were|equals|:|=|totals|\\() (?:(?:>|<|~|only|approximately|about|at|least|over|exactly|currently|more|than|estimated|to|be|:) ){0,4}(?:#|NP)(?= )',
);

function kindOfNumber(form: string): ClaimKind {
  if (/ (?:valid|active|still-valid|remaining-valid|unrevoked-unexpired) /.test(form))
    return 'remaining-valid';
  if (/ (?:unrevoked|not revoked) /.test(form)) return 'not-revoked';
  if (form.includes(' revoked ')) return 'revoked';
  return form.includes(' expired ') ? 'expired' : 'total';
}

/** "; 25 were issued", "we checked 50 certificates, 2 of which were affected". */
export function readSome(statement: Statement): Draft[] {
  const { sentence } = statement;
  const isOfPopulation = populationIn(sentence) !== undefined;
  const cues = isOfPopulation
    ? [SOME_ARE, SOME_OF, SOME_FOUND]
    : [SOME_ARE, SOME_OF_EXAMINED, SOME_FOUND];
  if (!/ (?:certificates|NP|DEFNP|ALL|DEF|of them|of these) /.test(sentence.form)) return [];
  return cues.flatMap((pattern) =>
    Array.from(matchesOf(sentence, pattern)).flatMap((match) => {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const at = sentence.elements.findIndex(
        (element, index) => index >= from && !isPhrase(element) && element.number !== undefined,
      );
      const number = sentence.elements[at];
      if (number === undefined || isPhrase(number) || at >= to) return [];
      const qualifier = qualifierBefore(sentence.elements, at);
      const strength = pattern === SOME_ARE ? 'weak' : 'plain';
      return [draftOf('total', number.number!, statement, from, to, { qualifier, strength })];
    }),
  );
}

/** "1071 certificates (2143 including pre-certificates)": both are told as totals. */
export function readWithPrecertificates(statement: Statement, { strength }: Draft): Draft[] {
  const { sentence } = statement;
  for (const match of matchesOf(sentence, WITH_PRECERTIFICATES)) {
    const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
    const number = sentence.elements
      .slice(from + 1, to)
      .find((element) => !isPhrase(element) && element.number !== undefined);
    if (number === undefined || isPhrase(number)) continue;
    const rest = { qualifier: 'including precertificates', strength };
    return [draftOf('total', number.number!, statement, from, to, rest)];
  }
  return [];
}

const WITH_PRECERTIFICATES = cue(
  ' (?:NP|DEFNP) (?:\\(|,|or|\u2013|-) (?:(?:or|a|total|of|in) )*# (?:(?:in|total|if|when|,) )*(?:including|incl|incl \\.|counting|with|together with|included) (?:(?:the|their|all|corresponding|associated|you|we) )*(?:precertificates|pre-certificates|precerts|pre-certs|NP|DEF)(?= )',
);

const SOME_ARE = cue(
  '(?:^| (?:;|,|and|:)) # (?:of (?:them|these) )?(?:have been|were|was|are) (?:misissued|issued|affected|impacted)(?= (?:[.;] )?$)',
);
/** "Of 5,000 certificates examined, 31 had …". */
const SOME_OF_EXAMINED = cue(
  ' (?:of|from|among) (?:NP|DEFNP|ALL) (?:(?:that|which|we|were|had|been|have) ){0,4}(?:examined|checked|reviewed|scanned|sampled|analy[sz]ed|inspected|tested|verified|linted) (?:(?!# )\\S+ ){0,6}?, (?:(?:only|a|total|of) ){0,3}#(?= )',
);
const SOME_OF = cue(
  ` (?:of which #|# of (?:which|them|these|those)|, (?:only )?#) ${HAVE_IT}(?= )`,
);
/** "We scanned 600,000 certificates and found 66 affected". */
const SOME_FOUND = cue(
  ' (?:found|identified|detected|discovered) (?:that )?(?:only )?# (?:to be |were |are |as |of (?:them|these|which) )?(?:affected|impacted|misissued)(?= )',
);

/** "We issued a certificate with …": one, where no number is said. */
export function readArticle(statement: Statement): Draft[] {
  const { sentence } = statement;
  return Array.from(matchesOf(sentence, A_CERTIFICATE))
    .filter(({ index }) => !MIGHT.test(sentence.form.slice(0, index + 1)))
    .slice(0, 1)
    .map((match) => {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      return draftOf('total', 1, statement, from, to, { strength: 'weak' });
    });
}

const A_CERTIFICATE = cue(
  ' that an? (?:(?!new |replacement |test )\\S+ ){0,3}?(?:certificate|cert|qwac|ONE) (?:(?!; |not |if )\\S+ ){0,12}?(?:was|had been|has been) (?:mis)?issued(?= )|^ (?:@ ,? ?)?an? (?:\\S+ ){0,3}?(?:certificate|ONE) (?:with|without|containing|whose|having) (?:(?!not |; )\\S+ ){1,10}?(?:was|had been|has been) (?:mis)?issued(?= )| (?:we|ca|has|have) misissued ONE(?= )| (?:issued|misissued|identified|found|detected|discovered|about|concerning|regarding|involving|(?:aware|alerted|notified|informed|reported|report)(?: us| me)? (?:of|about|to)) (?:a|an) (?:(?!new |replacement |test |further |second |different )\\S+ ){0,3}?(?:certificate|cert|qwac|ONE) (?:(?:that|which) )?(?:we (?:had )?(?:mis)?issued|(?:was|had been) (?:mis)?issued|with|without|containing|whose|having|in violation|contains|contained|violates|violating|that|which)(?= )',
);
const MIGHT =
  / (?:if|when|whenever|unless|would|could|can|may|might|will|should|must|shall|to|not|never|cannot|before|after|how|whether|requests?) (?:\S+ ){0,4}$/;

/** "… is the only affected certificate": there is one. */
export function readOnly(statement: Statement): Draft[] {
  const { elements, form, places } = statement.sentence;
  return elements.flatMap((element, at) => {
    if (!isPhrase(element) || element.form !== 'ONE' || !has(element, SOLE)) return [];
    const place = places[at] ?? 0;
    const behind = form.slice(place + element.form.length);
    const isTheirs = has(element, AFFECTED) || ONLY_ONE.test(behind);
    if (!isTheirs || NOT_ONLY.test(form.slice(0, place))) return [];
    return [draftOf('total', 1, statement, Math.max(0, at - 2), at + 2)];
  });
}

const SOLE: ReadonlySet<string> = new Set(['only', 'sole']);
const ONLY_ONE =
  /^ (?:(?:that|which|we|to|have|has|was|is|been|be) ){0,4}(?:affected|impacted|misissued|involved|issued (?:with|without|in violation|incorrectly)|with this (?:problem|issue|error)|found|identified|concerned)(?= )/;
const NOT_ONLY = / (?:not|if|whether|n't|unlikely|necessarily) (?:\S+ ){0,2}$/;

/** "No certificates were affected", "no active certificates are affected". */
export function readNone(statement: Statement): Draft[] {
  const { elements, form, places } = statement.sentence;
  return elements.flatMap((element, at) => {
    if (!isPhrase(element) || element.form !== 'NONE' || element.head !== 'certificate') return [];
    const behind = form.slice((places[at] ?? 0) + element.form.length);
    if (!ARE_AFFECTED.test(behind)) return [];
    const kind = element.modifiers.every((word) => PLAIN.has(word)) ? 'total' : 'remaining-valid';
    if (kind === 'remaining-valid' && !has(element, LIVE)) return [];
    return [draftOf(kind, 0, statement, at, at + 4, { strength: 'weak' })];
  });
}

const ARE_AFFECTED =
  /^ (?:was|were|are|is|have been|has been|had been) (?:actually |directly )?(?:affected|impacted|misissued|involved) /;

/** Words that leave "no certificates" to mean none at all. */
const PLAIN: ReadonlySet<string> = new Set([
  'tls',
  'ssl',
  'server',
  'affected',
  'subscriber',
  'end-entity',
]);
