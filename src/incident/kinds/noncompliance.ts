import { type Draft, draftOf, type Statement } from '../draft.ts';
import { datesIn, matchesOf, spanOf } from '../phrases/sentence.ts';
import { cue, RANGE } from './grammar.ts';

/** What is said to have lasted from one date to another, and is no issuance. */
const LASTED = [
  cue(
    ` (?:was|were|been) (?:not (?:updated|available|published|accessible|reachable|renewed|served|responding|compliant|operational)|expired|unavailable|inaccessible|unreachable|offline|down|stale|outdated|out of date|unresponsive|interrupted|non-compliant) (?:\\S+ ){0,3}?(?:from|between) ${RANGE}(?= )`,
  ),
  cue(
    ` (?:error|bug|issue|problem|misconfiguration|defect|condition|violation|non-compliance|noncompliance|flaw|incident|outage|disruption|interruption|downtime|unavailability|failure) (?:\\S+ )?(?:existed|exists|persisted|lasted|occurred|was present|was active|was live|was in place|ran|took place|continued) (?:from|between) ${RANGE}(?= )`,
  ),
  cue(
    ` from ${RANGE} (?:, )?(?:(?!# |NP |ALL |certificates )\\S+ ){0,3}?(?:was|were|did not|had|have|suffered|experienced|served|responded|returned|failed)(?= (?!issued |misissued ))`,
  ),
  cue(
    ` (?:non-compliance|noncompliance|misconfiguration|violation|non-compliant period) (?:\\S+ ){0,4}?(?:from|between) ${RANGE}(?= )`,
  ),
];
const SINCE = cue(
  ' (?:(?:been|were|was|are) (?:\\S+ )?non-compliant (?:\\S+ ){0,4}?|(?:has|have) not been (?:compliant|conformant|in compliance) (?:\\S+ ){0,4}?|(?:non-compliance|noncompliance) |(?:bug|issue|problem|error|misconfiguration|defect|flaw|violation) (?:has |had )?(?:existed|persisted|been present|been active|been in place|exists) (?:(?!issued |certificates |NP |DEF )\\S+ ){0,3}?)since @(?= )',
);
const STARTED = cue(
  ' (?:this|the) (?:bug|issue|incident|non-compliance|problem|violation|error|misconfiguration|defect|vulnerability|outage|condition|situation|misissuance) (?:has |first |was |had been |has been )?(?:started|began|introduced) (?:(?!@ |by |reported |report |received |comment )\\S+ ){0,6}?(?:on|in|at|since) @(?= )',
);
const PERIOD = [
  cue(
    ' (?:period|time|state) of (?:non-compliance|noncompliance|misissuance) (?:began|started|lasted|ran|was|is|extended|extends|runs) (?:on |at |from |between )?@ (?:and )?(?:ended|to|until|lasted until|finished)(?: (?:on|at))? @(?= )',
  ),
  cue(
    ' (?:non-compliance|noncompliance|issue|problem|incident|misconfiguration|bug|error|defect|flaw|outage) (?:began|started|was introduced) (?:on|at|in) @ (?:(?!@ )\\S+ ){0,4}?and (?:ended|fixed|resolved|corrected|remediated|was (?:fixed|resolved|corrected|remediated)|lasted until|continued until)(?: (?:on|at))? @(?= )',
  ),
];
const ENDED = cue(
  ' (?:this|the) (?:bug|issue|incident|non-compliance|problem|violation|error|misconfiguration|defect|vulnerability|outage|condition|situation|misissuance) (?:(?:was|has been) (?:corrected|fixed|resolved|remediated)|ended) (?:on|in|at) @(?= )',
);

/** Reads when non-compliance began and ended, where the text says so in these words. */
export function readNoncompliance(statement: Statement): Draft[] {
  const { sentence } = statement;
  const drafts: Draft[] = [];
  const read = (
    pattern: RegExp,
    kinds: readonly ('noncompliance-start' | 'noncompliance-end')[],
  ): void => {
    for (const match of matchesOf(sentence, pattern)) {
      const { from, to } = spanOf(sentence, match.index, match.index + match[0].length);
      const dates = datesIn(sentence, { from, to });
      for (const [index, kind] of kinds.entries()) {
        if (dates[index] !== undefined)
          drafts.push(draftOf(kind, dates[index], statement, from, to));
      }
      return;
    }
  };
  for (const pattern of LASTED) {
    if (/ (?:issued|misissued) (?:\S+ ){0,3}from @ /.test(sentence.form)) continue;
    read(pattern, ['noncompliance-start', 'noncompliance-end']);
  }
  for (const pattern of PERIOD) read(pattern, ['noncompliance-start', 'noncompliance-end']);
  read(SINCE, ['noncompliance-start']);
  read(STARTED, ['noncompliance-start']);
  read(ENDED, ['noncompliance-end']);
  return drafts;
}
