import { validationTypeOf, validationTypes } from '../../impact/statistics/validation-types.ts';
import type { SmimeShare } from '../../verify/check.ts';
import type { Run } from '../run.ts';

/** What the certificates that a file lists are, as far as they were examined. */
export function smimeShare({ ledger, examiner: { tally } }: Run, file: string): SmimeShare {
  const known = new Map<number, boolean>();
  let share: SmimeShare = 'all';
  for (const group of ledger.groups) {
    if (group.file !== file) continue;
    if (group.ids.some((place) => ledger.ids[place]!.row < 0) || group.serials > 0) {
      share = 'unknown';
    }
    for (const row of [...group.rows, ...group.ids.map((place) => ledger.ids[place]!.row)]) {
      if (row < 0) continue;
      if (ledger.outcomeOf(row) !== 'examined') {
        share = 'unknown';
        continue;
      }
      const note = tally.noteOf(
        validationTypes,
        tally.certificates.rowOfRow(ledger.fingerprints, row),
      );
      let isSmime = known.get(note);
      if (isSmime === undefined) {
        isSmime = validationTypeOf(note, tally.dictionaries).type.includes('S/MIME');
        known.set(note, isSmime);
      }
      if (!isSmime) return 'not all';
    }
  }
  return share;
}
