import type { Impact } from '../pipeline/make-impact.ts';
import type { Run } from '../pipeline/run.ts';
import { type Io } from './io.ts';
import { formatCount } from '../pipeline/run-view.ts';
import { note } from './messages.ts';

/** How many of what was not examined are named on standard error; the report names more. */
const MAX_NAMED = 20;

/** Says what the sources did, and which lines were taken for words. */
export function noteRun(
  { notes, sources, siblings, unsettled }: Run,
  io: Io,
  quiet: boolean,
): void {
  for (const { name, asked, found, notFound, unavailable, mismatched, milliseconds } of sources) {
    if (asked === 0) continue;
    const rest = [
      notFound > 0 ? `${notFound} not found` : '',
      unavailable > 0 ? `${unavailable} unavailable` : '',
      mismatched > 0 ? `${mismatched} with other bytes than asked for` : '',
    ].filter((part) => part !== '');
    const time = milliseconds < 1000 ? '' : ` in ${Math.round(milliseconds / 1000)} s`;
    note(`${name}: ${[`${found} of ${asked} found${time}`, ...rest].join(', ')}`, io, quiet);
  }
  if (siblings !== undefined) note(wordSiblings(siblings), io, quiet);
  if (unsettled > 0) {
    const which = unsettled === 1 ? '1 certificate is' : `${unsettled} certificates are`;
    note(
      `${which} gone, and could not be compared with the precertificate of its serial number`,
      io,
      quiet,
    );
  }
  if (notes.textLines > 0) {
    const one = notes.textLines === 1;
    const lines = one ? '1 line of text names' : `${notes.textLines} lines of text name`;
    note(`${lines} no certificate${one ? '' : ', the first'}: ${notes.firstTextLine}`, io, quiet);
  }
}

/** Says how to go on, where asking once more may help. */
export function noteResume({ outcomes }: Impact, io: Io, quiet: boolean): void {
  const { unavailable, mismatched, examined } = outcomes;
  const open = unavailable + mismatched;
  if (open === 0) return;
  const rest = open === 1 ? 'the one' : `the ${formatCount(open)}`;
  const others = examined === 0 ? '' : '; what was found is in the store';
  note(`the same command asks again for ${rest} that could not be had${others}`, io, quiet);
}

/** Names what was listed and not examined, with its line. */
export function noteUnexamined(
  { unexamined, outcomes, entries }: Impact,
  io: Io,
  quiet: boolean,
): void {
  for (const { file, line, entry, outcome, reason } of unexamined.slice(0, MAX_NAMED)) {
    const place = line > 0 ? `${file}:${line}` : file;
    note(
      `${place}: ${entry}: ${OUTCOME_WORDS[outcome]}${reason === '' ? '' : ` (${reason})`}`,
      io,
      quiet,
    );
  }
  const total = Math.max(unexamined.length, entries.unique - outcomes.examined);
  if (total > MAX_NAMED) {
    note(`… and ${formatCount(total - MAX_NAMED)} more: the Impact as JSON names them`, io, quiet);
  }
}

function wordSiblings(counts: NonNullable<Run['siblings']>): string {
  const { asked, found, listed, none, unavailable, different } = counts;
  const parts = [
    `${formatCount(found)} of ${formatCount(asked)} certificates have one`,
    listed > 0 ? `of these ${formatCount(listed)} are listed` : '',
    none > 0 ? `${formatCount(none)} have none that is known` : '',
    unavailable > 0 ? `${formatCount(unavailable)} could not be asked for` : '',
    different > 0 ? `${formatCount(different)} share a serial number with other contents` : '',
  ];
  return `siblings: ${parts.filter((part) => part !== '').join(', ')}`;
}

const OUTCOME_WORDS: Readonly<Record<Impact['unexamined'][number]['outcome'], string>> = {
  notFound: 'not found',
  unavailable: 'could not be obtained',
  mismatched: 'the source has other bytes',
  unreadable: 'unreadable',
  unresolvable: 'cannot be resolved',
  invalid: 'not read',
};
