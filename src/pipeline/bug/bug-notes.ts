/** What of a bug was taken, and why, for people. */
import { formatCount } from '../../impact/count.ts';
import type { ChosenReport } from '../../sources/bugzilla/choose-report.ts';
import type { Attachment } from '../../sources/bugzilla/records.ts';

/** Older reports that are named. */
const MAX_NAMED = 5;

export function wordReport(chosen: ChosenReport | undefined): string[] {
  if (chosen === undefined) {
    return ['no comment looks like an incident report; --comment names one'];
  }
  const { comment, kind, older } = chosen;
  const what = kind === undefined ? 'which looks like no incident report' : `a ${kind} report`;
  const by = `comment ${comment.number} by ${comment.author || 'nobody'}, ${comment.time}`;
  const named = older.slice(-MAX_NAMED).map((one) => `comment ${one.comment.number} (${one.kind})`);
  const before = named.length === 0 ? '' : `; it replaces ${named.join(', ')}`;
  return [`the report is ${by}, ${what}${before}`];
}

export function wordTaken(attachment: Attachment): string {
  const { contentType, size, author, time } = attachment;
  const about = `${contentType}, ${formatCount(size)} ${size === 1 ? 'byte' : 'bytes'}`;
  return `${named(attachment)} is taken (${about}, by ${author || 'nobody'}, ${time})`;
}

export function wordSkipped(attachment: Attachment, why: string): string {
  return `${named(attachment)} is left out: ${why}`;
}

function named({ id, fileName, summary }: Attachment): string {
  const about = summary === '' || summary === fileName ? '' : ` "${summary}"`;
  return `attachment ${id} ${fileName}${about}`;
}
