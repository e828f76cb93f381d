import { describeEntry } from '../../appendix/describe-entry.ts';
import type { SmimeShare, Terms } from '../../verify/check.ts';
import {
  FORM_CHECKS,
  LISTING_CHECKS,
  TABLE_CHECKS,
  duplicate,
  outcomes,
} from '../../verify/checks.ts';
import type { FindingLog } from '../../verify/finding-log.ts';
import type { Run } from '../run.ts';
import type { ListWatch } from './list-watch.ts';
import { formatPlace } from './place.ts';
import { type ListedCertificates, placeIn } from './listed-certificates.ts';
import { smimeShare } from './smime-share.ts';
import type { TableRows } from './table-rows.ts';

export interface ListingFindings {
  readonly run: Run;
  readonly rows: TableRows;
  readonly watch: ListWatch;
  readonly listed: ListedCertificates;
  readonly log: FindingLog;
  readonly terms: Terms;
}

/** What only the whole listing shows, once everything is obtained that can be. */
export function findInListing(findings: ListingFindings): void {
  checkForms(findings);
  checkTables(findings);
  checkListing(findings);
  checkRepetitions(findings);
  checkOutcomes(findings);
}

function checkTables({ run, watch, log, terms }: ListingFindings): void {
  if (terms.guideline !== '3.2') return;
  for (const { table, place } of watch.tables) {
    const smime = (): SmimeShare => smimeShare(run, place.file);
    for (const check of TABLE_CHECKS) {
      check.check(
        table,
        (kind, detail) => {
          log.add(kind, place, detail);
        },
        smime,
      );
    }
  }
}

function checkForms({ run, watch, listed, log, terms }: ListingFindings): void {
  for (const list of watch.lists.values()) {
    const smime = (): SmimeShare => smimeShare(run, list.place.file);
    const view = { list, certificates: listed.total, smime, terms };
    for (const check of FORM_CHECKS) {
      check.check(view, (kind, detail) => {
        log.add(kind, list.place, detail);
      });
    }
  }
}

function checkListing({ listed, log }: ListingFindings): void {
  for (const check of LISTING_CHECKS) {
    check.check(listed, (kind, certificate, detail) => {
      if (log.isFull(kind)) log.count(kind);
      else log.add(kind, listed.placeOf(certificate), detail);
    });
  }
}

/** Those that the run itself has shown: by an id of crt.sh, and within a row. */
function checkRepetitions({ run, watch, log }: ListingFindings): void {
  const { ledger, examiner } = run;
  for (const { id, file, sheet = null, line, row } of ledger.ids) {
    if (row < 0) continue;
    const first = placeIn(ledger, row);
    if (first.file === file && first.sheet === sheet && first.line === line) continue;
    const otherList = first.file !== file || first.sheet !== sheet;
    const repeated = { entry: `crt.sh id ${id}`, first: formatPlace(first), otherList };
    duplicate.check(repeated, (kind, detail) => {
      log.add(kind, { file, sheet, line }, detail);
    });
  }
  for (const { fingerprint, place, sameColumn } of watch.twiceInRow) {
    // of an examined one, the column that it does not belong in is a finding already
    const { certificates } = examiner.tally;
    const isExamined = certificates.rowOfRow(ledger.fingerprints, fingerprint) >= 0;
    if (isExamined && !sameColumn) continue;
    const entry = ledger.fingerprints.at(fingerprint);
    duplicate.check({ entry, first: formatPlace(place) }, (kind, detail) => {
      log.add(kind, place, detail);
    });
  }
}

function checkOutcomes({ run: { ledger }, log }: ListingFindings): void {
  const reasons = new Map(ledger.unexamined.map(({ entry, reason }) => [entry, reason]));
  for (let row = 0; row < ledger.fingerprints.size; row++) {
    const outcome = ledger.outcomeOf(row);
    if (outcome === 'examined' || outcome === 'pending') continue;
    const kind = outcomes.outcomes[outcome];
    if (log.isFull(kind)) log.count(kind);
    else {
      const actual = ledger.fingerprints.at(row);
      const message = reasons.get(actual) ?? kind.summary;
      log.add(kind, placeIn(ledger, row), { message, actual });
    }
  }
  for (const { id, file, sheet = null, line, row, outcome, reason } of ledger.ids) {
    if (row >= 0 || outcome === 'examined' || outcome === 'pending') continue;
    const actual = describeEntry({ form: 'crt.sh?id', crtShId: id });
    log.add(outcomes.outcomes[outcome], { file, sheet, line }, { message: reason, actual });
  }
}
