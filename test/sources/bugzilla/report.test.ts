import { describe, expect, it } from 'vitest';
import { chooseReport } from '../../../src/sources/bugzilla/choose-report.ts';
import type { Comment } from '../../../src/sources/bugzilla/records.ts';
import { reportAppendix } from '../../../src/sources/bugzilla/report-appendix.ts';
import { reportKind } from '../../../src/sources/bugzilla/report-kind.ts';
import {
  EMPTY_3,
  FULL_1,
  FULL_2,
  FULL_3,
  NUMBERED_1,
  PRELIMINARY_3,
  QUESTIONS_ONLY,
} from './reports.ts';

describe('a comment is a report', () => {
  it.each([
    ['full', 'of version 3.x', FULL_3],
    ['full', 'of version 3.x, with Windows line ends', FULL_3.replaceAll('\n', '\r\n')],
    ['full', 'of version 2.0, with headings in bold', FULL_2],
    ['full', 'of version 2.0, with headings in plain words', FULL_2.replaceAll('**', '')],
    [
      'full',
      'of version 2.0, with headings underlined',
      FULL_2.replaceAll(/\*\*(.*)\*\*/g, '$1\n---'),
    ],
    ['full', 'of version 1.0, with the questions', FULL_1],
    ['full', 'of version 1.0, with numbers only', NUMBERED_1],
    ['full', 'under a title of its own', FULL_3.replace('Full Incident', 'Updated Full Incident')],
    ['full', 'as an attachment’s comment', `Created attachment 9\nlist.csv\n\n${FULL_3}`],
    ['preliminary', 'that says so', PRELIMINARY_3],
    ['preliminary', 'that says so, with an impact', FULL_3.replace('Full', 'Preliminary')],
  ])('%s %s', (kind, _, text) => {
    expect(reportKind(text)).toBe(kind);
  });

  it.each([
    ['nothing', ''],
    ['a question', 'Is the impact known? What is the root cause?'],
    ['an update', 'Update on the action items: all are done.\n\n### Impact\nUnchanged.'],
    ['an empty template', EMPTY_3],
    ['the questions of version 1.0', QUESTIONS_ONLY],
    ['a report that is quoted whole', FULL_3.replaceAll(/^/gm, '> ') + '\nThank you.'],
    ['a closure', `## Report Closure Summary\n${FULL_3.slice(FULL_3.indexOf('###'))}`],
    [
      'numbered questions about a report of 2024',
      Array.from(
        { length: 7 },
        (_, at) => `${at + 1}. ${'Why were the certificates of 2024 not revoked '.repeat(4)}?`,
      ).join('\n'),
    ],
  ])('but not %s', (_, text) => {
    expect(reportKind(text)).toBeUndefined();
  });

  it('is told in linear time of what is made to be slow', () => {
    const hostile = [
      '# '.repeat(50_000),
      '*'.repeat(60_000),
      ' '.repeat(60_000),
      '1. '.repeat(20_000),
    ];
    const start = performance.now();
    for (const text of hostile) reportKind(text);
    for (const text of hostile) reportAppendix(text);
    expect(performance.now() - start).toBeLessThan(1_000);
  });
});

describe('the report of a bug', () => {
  it('is the newest full one, not the comments after it', () => {
    const chosen = chooseReport(comments(FULL_3, 'Thanks', FULL_2, 'Any news?'));
    expect(chosen).toMatchObject({ comment: { number: 2 }, kind: 'full' });
    expect(chosen?.older.map(({ comment }) => comment.number)).toEqual([0]);
  });

  it('is the full one that replaces a preliminary one, even where another preliminary one follows', () => {
    expect(chooseReport(comments(PRELIMINARY_3, FULL_3))?.comment.number).toBe(1);
    expect(chooseReport(comments(FULL_3, PRELIMINARY_3))?.comment.number).toBe(0);
  });

  it('is the newest preliminary one while there is no full one', () => {
    const chosen = chooseReport(comments(PRELIMINARY_3, 'Thanks', PRELIMINARY_3));
    expect(chosen).toMatchObject({ comment: { number: 2 }, kind: 'preliminary' });
  });

  it('is the comment that was asked for, whatever it is', () => {
    const chosen = chooseReport(comments(FULL_3, 'Thanks'), 1);
    expect(chosen).toMatchObject({ comment: { number: 1 }, kind: undefined });
  });

  it('is none where no comment is one', () => {
    expect(chooseReport(comments('Hello', QUESTIONS_ONLY))).toBeUndefined();
    expect(chooseReport([])).toBeUndefined();
  });

  it('cannot be a comment that is not there', () => {
    expect(() => chooseReport(comments(FULL_3), 4)).toThrow(
      expect.objectContaining({
        code: 'bad-option',
        message: expect.stringContaining('comment 4') as string,
      }),
    );
  });
});

describe('the appendix of a report', () => {
  const LINK = `https://crt.sh/?sha256=${'ab'.repeat(32)}`;

  it('is what stands under its heading, in the lines where it stood', () => {
    const text = FULL_3.replace('See the attachment.', `#### Details\n${LINK}`) + '## Other\nNo.\n';
    const lines = reportAppendix(text)?.split('\n') ?? [];
    expect(lines.filter((line) => line !== '')).toEqual(['### Appendix', '#### Details', LINK]);
    expect(lines.indexOf(LINK)).toBe(text.split('\n').indexOf(LINK));
  });

  it('ends with the next section where headings have no depth', () => {
    const text = `${FULL_2}\n**Appendix**\n\n${LINK}\n\n**Lessons learned**\nNone.`;
    expect(reportAppendix(text)).toContain(LINK);
    expect(reportAppendix(text)).not.toContain('None.');
  });

  it('is answer 5 of version 1.0', () => {
    const text = FULL_1.replace('See the attachment.', LINK);
    expect(reportAppendix(text)).toContain(LINK);
    expect(reportAppendix(text)).not.toContain('How your CA');
    expect(reportAppendix(text)).not.toContain('Explanation about');
  });

  it('is not there in a report without one', () => {
    expect(reportAppendix(FULL_2)).toBeUndefined();
  });
});

function comments(...texts: readonly string[]): Comment[] {
  return texts.map((text, number) => ({ number, text, author: 'a', time: '2025-01-01T00:00:00Z' }));
}
