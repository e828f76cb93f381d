import { describe, expect, it } from 'vitest';
import { readClaims } from '../../../src/incident/read-claims.ts';
import {
  boundReport,
  MAX_COLUMNS,
  MAX_LINE_LENGTH,
  MAX_REPORT_LENGTH,
} from '../../../src/incident/text/bounds.ts';

const TOTAL = '- Total number of certificates: 7\n';

describe('the bounds of a report', () => {
  it('leave out nothing of what people write', () => {
    const { pieces, leftOut } = boundReport(TOTAL);
    expect(pieces).toEqual([{ start: 0, end: TOTAL.length }]);
    expect(leftOut).toEqual([]);
  });

  it('cut a line that is longer than a comment, and go on behind it', () => {
    const report = `${'*a '.repeat(100_000)}\n\n### Impact\n\n${TOTAL}`;
    const { claims, unread } = readClaims(report);
    expect(claims).toMatchObject([{ kind: 'total', value: 7, line: 5 }]);
    const text = `only the first ${MAX_LINE_LENGTH} were read`;
    expect(unread).toEqual([{ label: 'a line of 300000 characters', text, line: 1 }]);
  });

  it('leave out rows of more columns than any table has', () => {
    const row = `|${'a|'.repeat(MAX_COLUMNS + 1)}\n`;
    const report = `${TOTAL}\n${row.repeat(200)}\nFirst certificate issued: 2024-03-01\n`;
    const { claims, unread } = readClaims(report);
    expect(claims).toMatchObject([
      { kind: 'total', value: 7, line: 1 },
      { kind: 'first-issued', value: '2024-03-01', line: 204 },
    ]);
    expect(unread).toHaveLength(5);
    expect(unread[0]).toMatchObject({ label: 'a row of more than 100 columns', line: 3 });
  });

  it('end a report that is longer than any, and say so', () => {
    const report = TOTAL + 'Nothing else.\n'.repeat(MAX_REPORT_LENGTH / 10);
    const { claims, unread } = readClaims(report);
    expect(claims).toMatchObject([{ kind: 'total', value: 7 }]);
    expect(unread[0]?.text).toBe(`only the first ${MAX_REPORT_LENGTH} were read`);
  });
});
