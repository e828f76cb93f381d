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
  for (const source of sources) {
    const { name, asked, found, notFound, unavailable, mismatched, remembered } = source;
    if (asked === 0) continue;
    const rest = [
      notFound > 0 ? `${formatCount(notFound)} not found` : '',
      unavailable > 0 ? `${formatCount(unavailable)} unavailable` : '',
      mismatched > 0 ? `${formatCount(mismatched)} with other bytes than asked for` : '',
      remembered > 0
        ? `${formatCount(remembered)} of these remembered from before, not asked for`
        : '',
    ].filter((part) => part !== '');
    const seconds = Math.round(source.milliseconds / 1000);
    const time = seconds < 1 ? '' : ` in ${formatCount(seconds)} s`;
    const had = `${formatCount(found)} of ${formatCount(asked)} found${time}`;
    note(`${name}: ${[had, ...rest].join(', ')}`, io, quiet);
  }
  if (siblings !== undefined) note(wordSiblings(siblings), io, quiet);
  if (unsettled > 0) {
    const which =
      unsettled === 1 ? '1 certificate is' : `${formatCount(unsettled)} certificates are`;
    note(
      `${which} gone, and could not be compared with the precertificate of its serial number`,
      io,
      quiet,
    );
  }
  if (notes.textLines > 0) {
    const one = notes.textLines === 1;
    const lines = one
      ? '1 line of text names'
      : `${formatCount(notes.textLines)} lines of text name`;
    note(`${lines} no certificate${one ? '' : ', the first'}: ${notes.firstTextLine}`, io, quiet);
  }
}

/**
 * Says how to go on, where asking once more may help.
 * @param kept whether something was fetched and is in the store
 */
export function noteResume({ outcomes }: Impact, kept: boolean, io: Io, quiet: boolean): void {
  const { unavailable, mismatched } = outcomes;
  const open = unavailable + mismatched;
  if (open === 0) return;
  const rest = open === 1 ? 'the one' : `the ${formatCount(open)}`;
  const others = kept ? '; what was fetched is in the store' : '';
  note(`the same command asks again for ${rest} that could not be had${others}`, io, quiet);
}

/** Names what was listed and not examined, with its line. */
export function noteUnexamined(
  { unexamined, outcomes, entries }: Impact,
  io: Io,
  quiet: boolean,
): void {
  noteEach(unexamined, io, quiet);
  const total = Math.max(unexamined.length, entries.unique - outcomes.examined);
  if (total > MAX_NAMED) {
    note(
      `… and ${formatCount(total - MAX_NAMED)} more: cert-impact impact --format json names them`,
      io,
      quiet,
    );
  }
}

/** Names the first of them. */
export function noteEach(
  unexamined: readonly Impact['unexamined'][number][],
  io: Io,
  quiet: boolean,
): void {
  for (const { file, sheet, line, entry, outcome, reason } of unexamined.slice(0, MAX_NAMED)) {
    const list = sheet === undefined ? file : `${file} [${sheet}]`;
    const place = line > 0 ? `${list}:${line}` : list;
    const why = reason === '' ? '' : ` (${reason})`;
    note(`${place}: ${entry}: ${OUTCOME_WORDS[outcome]}${why}`, io, quiet);
  }
}

function wordSiblings(counts: NonNullable<Run['siblings']>): string {
  const { asked, found, listed, none, unavailable, different } = counts;
  if (asked > 0 && unavailable === asked) {
    return `siblings: not known (${counts.reason ?? 'the source could not be asked'})`;
  }
  const verb = (count: number, one: string, many: string): string =>
    `${formatCount(count)} ${count === 1 ? one : many}`;
  const parts = [
    `${formatCount(found)} of ${verb(asked, 'certificate', 'certificates')} found to have one`,
    listed > 0 ? `of these ${verb(listed, 'is', 'are')} listed` : '',
    none > 0 ? `${verb(none, 'has', 'have')} none that is known` : '',
    unavailable > 0
      ? `${formatCount(unavailable)} could not be asked for (${counts.reason ?? 'no answer'})`
      : '',
    different > 0
      ? `${verb(different, 'shares', 'share')} a serial number with other contents`
      : '',
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
