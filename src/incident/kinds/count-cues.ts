/** What tells, before and behind "8 EV certificates", whether they are those of the incident. */
import { isPhrase } from '../phrases/phrase.ts';
import type { Sentence } from '../phrases/sentence.ts';
import { PASSIVE } from './grammar.ts';

/** Tried on the words before a phrase; each ends where the phrase begins. */
export const NOT_THESE_BEFORE: readonly RegExp[] = [
  // the population that was looked at, not what was found in it
  / (?:check|checks|checked|checking|review|reviews|reviewed|reviewing|scan|scanned|scanning|analy[sz]ed|examined|examining|inspected|tested|testing|verified|verifying|verify|investigate|investigated|investigating|sampled|sampling|audited|validated|processed|queried|evaluated|assessed|compared|monitored|monitoring|linted|linting)(?: (?:of|through|on|for|over|against|all|we|approximately|in|total|a|sample|our|the|at|least)){0,4} $/,
  / (?:missed|overlooked|(?:not|never) (?:found|detected|identified|included|logged)) (?:only )?$/,
  / (?:population|sample|samples|subset|pool|corpus|base|inventory|volume|limit|maximum|minimum) of (?:the |all )?$/,
  / (?:replace|replaced|replacing|reissue|reissued|reissuing|re-issued|renew|renewed|renewing|unaffected|unexpired)(?: (?:by|with|the|all|of|to|for)){0,2} $/,
  // all that a CA has
  / (?:our|the|this|each) (?:\S+ )?(?:ca|cas|pki|hierarchy|platform) (?:currently |now )?(?:has|have|had|holds|hold|manages|serves)(?: (?:a|total|of|about|around)){0,3} $/,
  // what might be
  / (?:would|could|might|can|cannot|will|shall|if|unless|should)(?: (?!issue|issued|of|revoke|revoked|affect|impact|confirm|say|see|state|report|read|that|, )\S+){0,3} $/,
  / (?:per|every|each) $/,
  // what certificates of CAs issued in turn
  /(?:^|[.;,:]) (?:(?:these|those|they|both|the (?:\S+ ){0,2}ones|DEF|DEFNP|NP|all of (?:them|these|those)) )(?:(?:have|has|had|together|then) ){0,2}(?:issued|signed) (?:(?:a|total|of|about|around|some|over|approximately) )*$/,
  // what there is of a CA's
  / (?:cas?|icas?|customers?|subscribers?|organi[sz]ations?|company|hierarchy|root|intermediates?|database|inventory|system|platform) (?:\S+ )?(?:currently )?(?:has|have|had|holds|contains|manages|counts)(?: (?:about|approximately|around|over|a|total|of|issued))* $/,
  // what others found, or had
  / (?:another|other|different|second|third|one other|two other|several other) (?:public |trusted )?(?:ca|cas|tsp|tsps|issuer|issuers|ca-owner) (?:(?!us |our |we |, |; )\S+ ){0,6}$/,
  // what a first report said, of what was found later
  / (?:first|second|initial|original|earlier|previous) (?:\S+ ){0,2}(?:reports?|notifications?|complaints?|e-?mails?) (?:(?:that|which|was|were|only|had|already|we|received) ){0,4}(?:concerned|about|covered|named|contained|listed|mentioned|included|on|of|for|reported) (?:only )?$/,
  / in (?:our|the|my) (?:very )?(?:first|initial|original|earlier|previous|preliminary) (?:\S+ )?(?:reports?|comments?|posts?|lists?|versions?|statements?|disclosures?) (?:, )?(?:(?!, |; |now )\S+ ){0,6}$/,
  // what was said or thought before it was corrected
  / (?:(?:originally|previously|initially|formerly|earlier|wrongly|first) (?:had |have |been )?(?:reported|stated|estimated|assumed|disclosed|announced|communicated|claimed|believed|thought|suspected|expected|counted)|(?:reported|stated|estimated|assumed|believed|thought|counted|expected) (?:originally|previously|initially|earlier|at first|first)) (?:(?!, |; )\S+ ){0,5}$/,
  / (?:first|initial|original|earlier|previous|preliminary) (?:post|posting|comment|report|version|statement|disclosure|number|figure|count) (?:(?!, |; )\S+ ){0,2}?(?:said|says|stated|states|gave|gives|named|told|spoke of|reported|read|was)(?: (?:that|there|were|of|about))* $/,
  / not (?:only )?$/,
  / (?:responses?|crls?|requests?|status|statuses|entries) (?:for|of|about|to) (?:the |all )?$/,
  / in (?:(?:bug|bugs|ticket) (?:\S+ )?|(?:the |a |our )(?:previous|other|earlier|related|sister|separate) (?:bug|incident|report) (?:# )?),? ?(?:(?:we|it|was|were|had|have|already) ){0,3}(?:(?:reported|disclosed|described|listed|addressed|misissued|to revoke) )?(?:a total of )?$/,
  / (?:bug|bugs|report|ticket) (?:\S+ )?(?:, )?in which (?:\S+ ){0,3}(?:reported|disclosed|described) (?:a total of )?$/,
  / (?:crl|crls) (?:\S+ )?(?:contain|contains|contained|listed|lists|included|includes|showed) (?:a total of |only )?$/,
  / (?:together|altogether|combined|typically|usually|normally|annually|regularly) issued? (?:about |over )?$/,
];

/** Tried on the words behind a phrase; each begins where the phrase ends. */
export const NOT_THESE_BEHIND: readonly RegExp[] = [
  /^ (?:(?:that|which|we|were|had|been|have) ){0,3}(?:examined|checked|reviewed|scanned|sampled|inspected|linted)(?= )/,
  /^ (?:\S+ ){0,8}?,? ?(?:none|not one|neither) of (?:which|them|these|those) (?:is|are|was|were|has been|have been) (?:affected|impacted|misissued|involved|non-compliant) /,
  new RegExp(
    `^ (?:that |which )?(?:${PASSIVE})?(?:checked|reviewed|scanned|analy[sz]ed|examined|inspected|tested|verified|sampled|audited|unaffected|(?:not|never) (?:\\w+ )?(?:affected|impacted|misissued|issued|involved|subject))`,
  ),
  /^ (?:(?!, |; |# |NP |and |but |which |that )\S+ ){0,6}?(?:are|were|is|was|have been|has been) (?:therefore |thus )?(?:not|never) (?:affected|impacted|misissued|involved|concerned)(?= )/,
  /^ (?:\S+ ){0,3}(?:(?:per|each|every) (?:customer|subscriber|account|order|domain)|(?:per|a|each|every) (?:day|week|month|year|hour|second|minute)) /,
  /^ (?:\S+ ){0,4}in (?:the |a |our |an )?(?:sister|related|previous|other|another|separate|earlier) (?:bug|incident|report|ticket)/,
  // "2 were issued on … and another 3 on …": neither is all
  /^ (?:(?:was|were|have been) )?issued on @ (?:and|,) (?:(?:another|a|further|the|other) ){0,2}(?:#|NP) (?:more )?on @ /,
  /^ (?:in|from) (?:our|the) (?:sample|database|population|system|inventory)/,
];

/** A part of them: what became of it, or what only it has. */
export const SELECTED_BEHIND: readonly RegExp[] = [
  new RegExp(
    `^ (?:that |which )?(?:${PASSIVE})?(?:logged|installed|deployed|reported (?:to|by)|contained in|missed|overlooked)(?= )`,
  ),
  /^ (?:that |which )?(?:use|uses|using|used) (?:(?:an?|the|only) )?(?:ecc|ecdsa|rsa|p-\d+|elliptic)(?= )/,
  /^ (?:issued|generated|created) for (?:\S+ )?(?:testing|test|tests|demonstration) (?:purposes )?(?:[.,;] |$)/,
];

/** Words before that say that the incident made, or somebody found, these certificates. */
export const THESE_BEFORE: readonly RegExp[] = [
  / (?:identifying|finding|discovering|detecting|uncovering|revealing|confirming|yielding|returning|flagging|issued|misissued|identified|found|discovered|detected|uncovered|located|revealed|showed|shows|shown|showing|yielded|confirmed|determined|flagged|returned|listed|produced|enumerated|highlighted|noticed|observed)(?: (?:that|there|we|had|have|has|were|are|was|is|:|the|a|an|and|,|list|batch|set|group|of|out|certificates|another|limited|to|it|they|at|present|in|total|only|following|just|so|far|all|exactly|initially|overall|as|\w+ly|-|\u2013)){0,5} $/,
  / (?:affects?|affected|affecting|impacts?|impacted|impacting|involves?|involved|involving|concerns?|concerning|concerned|comprises?|comprising|covers?|covering|encompass\w*|totals?|totaling|totalling|amount\w* to|adds? up to|consists? of|relates? to|related to|relating to|touche[sd]|touching|hits?|pertains? to|extends? to|extended to|regarding|limited to|resulted in|resulting in|led to|leading to|caused|causing|affect on|effect on|impact on|impact of|influenced?)(?: (?:a|an|the|set|batch|total|of|only|approximately|issuance|misissuance|misissuing|creation|all|in|issue|just|exactly|:|-|\u2013)){0,5} $/,
  / (?:issuance|misissuance|publication|generation|creation|signing|existence|incident report|report|incident|misissuing|issuing)(?: (?:of|for|on|about|regarding|the|a|an|total|in|preliminary)){1,4} $/,
  / (?:revocation of|revocation for|delay for|delay of|revoke|revoking|revocations of)(?: (?:a|the|all|total|of|these|set|batch|affected|remaining|delayed)){0,4} $/,
  / (?:scope|corpus)(?: (?:of|is|includes|included|:|this|the|incident|issue|are|was|covers)){1,5} $/,
  / (?:aware|notified|informed|notification|alerted|advised|told)(?: (?:of|about|that|there|are|were|is|was|the|us|a|an|by|regarding|we|have|had|issued)){1,6} $/,
  / (?:appears?|appeared|occurs?|occurred|present|exists?|existed|observed|seen|found) (?:only )?in (?:only |a total of )?$/,
  / (?:affected|impacted|misissued|total|count|impact|scope) : $/,
  / (?:affects?|affected|impacts?|impacted|misissued) (?:(?!not )\S+ ){0,12}\( $/,
  / should (?:read|say|be|have (?:been|read|said)) $/,
  / there (?:are|were|is|was|'s|have been|has been)(?: (?:a|an|total|of|only|just|in|still|currently|exactly|also|the|about)){0,5} $/,
  / (?:there's|only|just|these are|they are|those are) $/,
  / (?:used|leveraged|exploited|abused|allowed) (?:to (?:issue|sign|produce|generate)|(?<=(?:template|profile|configuration) (?:was|has been) used )for)(?: (?:a|total|of|at|least)){0,4} $/,
  /^ for $/,
];

/** Words before that say as much only together with something else. */
export const PERHAPS_BEFORE: readonly RegExp[] = [
  / (?:reported|reporting|report|submitted|list|set|batch|group)(?: (?:a|an|the|us|of|that|to|about|on)){0,4} $/,
];

/** What those of a population that are of the incident are, or have. */
export const HAVE_IT =
  '(?:(?:are|were|was|is|have been|has been) (?:found |identified |actually |also )?(?:affected|impacted|misissued|non-compliant|incorrect|missing|wrong|lacking|to be)|had(?! (?:\\S+ ){0,2}(?:been|revoked|expired|replaced) )|contain|contains|contained|lacked|lack|failed|violated|did not|carried|(?:have|has) (?:the|this|that|an?) (?:same )?(?:error|problem|issue|defect|flaw|wrong|incorrect|invalid))';

const LOOKED_AT =
  '(?:issued|sampled|reviewed|checked|examined|scanned|selected|inspected|tested|analy[sz]ed)';
const SOME_HAVE_IT = `(?:of which #|# of (?:which|them|these|those)) ${HAVE_IT}`;

const POPULATIONS: readonly RegExp[] = [
  new RegExp(
    ` ${LOOKED_AT} (?:a (?:total|sample|random sample) of )?(NP) (?:(?!of which |NP )\\S+ ){0,20}?${SOME_HAVE_IT}(?= )`,
  ),
  new RegExp(
    ` (NP) (?:${PASSIVE})?${LOOKED_AT} (?:(?!of which |NP )\\S+ ){0,20}?${SOME_HAVE_IT}(?= )`,
  ),
  new RegExp(
    ` ${LOOKED_AT} (?:a (?:total|sample|random sample) of )?(NP) (?:(?!# |NP )\\S+ ){0,8}?NP ${HAVE_IT}(?= )`,
  ),
  new RegExp(
    ` (NP) ,? ?(?:of which (?:only )?#|(?:only )?# of (?:which|them|these)) (?:was|were|is|are) (?:actually )?(?:wrong|incorrect|affected|impacted|misissued|non-compliant|faulty)(?= )`,
  ),
  new RegExp(` (?:of|among) (NP|DEFNP) (?:(?!# |NP )\\S+ ){0,12}?, (?:only )?# ${HAVE_IT}(?= )`),
];

/**
 * Where a sentence counts what was issued or looked at, of which some are of the incident: "we issued 9,000
 * certificates, of which 312 had the error". The place of that phrase in the sentence's form.
 */
export function populationIn({ form, elements, places }: Sentence): number | undefined {
  for (const [index, pattern] of POPULATIONS.entries()) {
    const match = pattern.exec(form);
    if (match === null) continue;
    const place = match.index + match[0].indexOf(` ${match[1]!} `) + 1;
    if (index !== OF_NAMED_PART) return place;
    // "66 of these certificates have the error"
    const isPart = elements.some(
      (element, at) => isPhrase(element) && element.isPart && places[at]! > place,
    );
    if (isPart) return place;
  }
  return undefined;
}

const OF_NAMED_PART = 2;

/** "The number of affected certificates is 1", "in total", "a total of". */
export const SUM_BEFORE: readonly RegExp[] = [
  / (?:a |the |grand |sum |overall )*total (?:number |nr |count |amount )?(?:of |is |was |: |- |to )?(?:the |all )?$/,
  / (?:in total|altogether|overall|in all|all in all|in sum|total) (?:, |: )?(?:there (?:are|were) |we (?:have )?(?:issued|misissued|identified|found) )?$/,
  / (?:totaling|totalling|summing up to|amounting to) $/,
  / (?:count|number|total|figure|tally|sum)(?: of (?!these |them )\S+(?: \S+)?)? (?:now |currently |therefore |thus )?(?:stands|stood|comes|came|adds up|added up|amounts|amounted|rises|rose) (?:at|to)(?: (?:now|a|total|of))* $/,
];

/** "… in total" behind. */
export const SUM_BEHIND: readonly RegExp[] = [
  /^ (?:\S+ ){0,2}(?:in total|altogether|in all|in sum|overall) /,
];

/** Words behind that say what happened to the certificates, or what is wrong with them. */
export const THESE_BEHIND: readonly RegExp[] = [
  /^ [:,(] (?:(?:the|all|both) )?(?:first|earliest|issued|misissued) /,
  new RegExp(
    `^ (?:(?:and|,|plus|or) (?:NP|DEFNP) )?(?:(?:that|which|in total|in question|of this type|, |\\( \\S+ \\)) ?){0,3}${PASSIVE}(?:affected|impacted|misissued|involved|issued|found|identified|detected|discovered|incorrect|wrong|wrongly|non-compliant|invalid|in scope|concerned|generated|created|signed|subject|erroneous|incorrectly|encoded|malformed|missing|responding|returning|using|implicated|influenced)`,
  ),
  /^ (?:(?:that|which|,|all|each|both|still|also|actually|either|\w+ly|currently) ){0,4}(?:contain|contains|contained|containing|include|included|includes|had|have|has|having|without|lacking|missing|lacks?|lacked|violat\w+|issued|misissued|exceed\w*|did|do|does not|fail\w*|carry\w*|carried|where|whose|for which|in which|affected|impacted|involved|identified|found|showed|not compliant|non-compliant|referenced|failing|chain|chained|chaining|of which|of these|some of which)(?= )/,
  /^ (?:that |which )?(?:will|must|need|needs|needed|have|has|had|require|requires|required|requiring|should|scheduled|planned|are|were|is|was)(?: (?:to|be|being|for|immediate|scheduled|planned|currently|still|required|have|in|the|process|of)){0,5} (?:revoked|revocation|replaced|replacement|reissued) /,
  /^ (?:that |which )?(?:fall|fell|falling|come|are|were) (?:with)?in (?:the )?scope /,
  /^ (?:that |which )?(?:may|might|could) (?:potentially |also )?(?:have been|be) (?:affected|impacted|misissued)/,
];

/** Says as much only together with something before. */
export const PERHAPS_BEHIND: readonly RegExp[] = [
  /^ (?:(?:that|which|,) ){0,2}(?:with|using|were|was|are|is|for|under|from|on|by|in the|reported)(?= )/,
];
