/** Which of a bug's comments is the report that holds now. */
import { CertImpactError } from '../../errors.ts';
import type { Comment } from './records.ts';
import { type ReportKind, reportKind } from './report-kind.ts';

export interface ChosenReport {
  readonly comment: Comment;
  /** `undefined` for a comment that was asked for and looks like no report. */
  readonly kind: ReportKind | undefined;
  /** Reports that it replaces, the oldest first. */
  readonly older: readonly { readonly comment: Comment; readonly kind: ReportKind }[];
}

/**
 * The newest full report; while there is none, the newest preliminary one.
 * @param wanted the number of a comment, which is taken whatever it is
 * @returns `undefined` where no comment is a report
 * @throws {CertImpactError} `bad-option` where there is no comment of this number
 */
export function chooseReport(
  comments: readonly Comment[],
  wanted?: number,
): ChosenReport | undefined {
  const reports = comments.flatMap((comment) => {
    const kind = reportKind(comment.text);
    return kind === undefined ? [] : [{ comment, kind }];
  });
  if (wanted !== undefined) {
    const comment = comments.find(({ number }) => number === wanted);
    if (comment === undefined) throw noComment(comments, wanted);
    return { comment, kind: reports.find((one) => one.comment === comment)?.kind, older: [] };
  }
  const full = reports.filter(({ kind }) => kind === 'full');
  const chosen = full.at(-1) ?? reports.at(-1);
  if (chosen === undefined) return undefined;
  return { ...chosen, older: reports.filter(({ comment }) => isBefore(comment, chosen.comment)) };
}

function isBefore(comment: Comment, other: Comment): boolean {
  return comment.number < other.number;
}

function noComment(comments: readonly Comment[], wanted: number): CertImpactError {
  const last = comments.at(-1)?.number ?? 0;
  return new CertImpactError('bad-option', `there is no comment ${wanted} that can be read`, {
    hint: `--comment takes a number from 0 to ${last}`,
  });
}
