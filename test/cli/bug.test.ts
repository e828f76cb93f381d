import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  DENIED,
  type FakeBug,
  failure,
  serveBugzilla,
} from '../sources/bugzilla/bugzilla-server.ts';
import { FULL_3, PRELIMINARY_3 } from '../sources/bugzilla/reports.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, linesOf, run, runJson, start } from './support/program.ts';

const [A, B, C] = samples(3) as [Sample, Sample, Sample];
type Sample = ReturnType<typeof samples>[number];

const BUG: FakeBug = {
  id: 1970259,
  summary: 'Test CA: wrong\u202E subjects \u001B[31m',
  comments: [{ text: PRELIMINARY_3 }, { text: FULL_3 }],
  attachments: [
    { id: 100, file_name: 'old.txt', data: list([C]), is_obsolete: 1 },
    { id: 101, file_name: 'cert_urls.txt', data: list([A]) },
    { id: 102, file_name: '../../precert_urls.txt', data: list([B]) },
    { id: 103, file_name: 'shot.png', content_type: 'image/png', data: 'PNG' },
  ],
};

/** What `--from` and the date stand for: everything is at hand. */
const LOCAL = ['--from', 'all.pem', '--as-of', '2026-11-01'];
const FILES = { 'all.pem': bundle([A, B, C]) };

describe('a bug where an appendix is expected', () => {
  it('is its attachments', async () => {
    const { page } = await serveBugzilla(BUG);
    const cwd = folderOf(FILES);
    const { status, impact, stderr } = await runJson([page(1970259), ...LOCAL], { cwd });
    expect(status).toBe(0);
    expect(impact.certificates.total).toBe(2);
    expect(impact.groups.map(({ name }) => name)).toEqual([
      'bug 1970259 attachment 101 cert_urls.txt',
      'bug 1970259 attachment 102 precert_urls.txt',
    ]);
    expect(stderr).toContain('note: bug 1970259: attachment 100 old.txt is left out: obsolete\n');
    expect(stderr).toContain('note: bug 1970259: the report is comment 1 by ca@example.org');
    // control and bidirectional characters of strangers
    for (const hostile of ['\u202E', '\u001B']) expect(stderr).not.toContain(hostile);
  });

  it('can stand beside files', async () => {
    const { page } = await serveBugzilla(BUG);
    const cwd = folderOf({ ...FILES, 'c.txt': list([C]) });
    const args = ['c.txt', page(1970259), ...LOCAL];
    expect((await runJson(args, { cwd })).impact.certificates.total).toBe(3);
  });

  it.each([
    ['build', [], A.sha256],
    ['facts', [], B.sha256],
  ])('does for %s', async (command, more, shown) => {
    const { page } = await serveBugzilla(BUG);
    const dates = command === 'facts' ? LOCAL.slice(0, 2) : LOCAL;
    const args = [command, page(1970259), ...dates, ...more, '--no-store'];
    const { status, stdout } = await run(args, { cwd: folderOf(FILES) });
    expect(stdout).toContain(shown);
    expect(status).toBe(0);
  });

  it('is read as far as --attachment says', async () => {
    const { page } = await serveBugzilla(BUG);
    const args = [page(1970259), '--attachment', '100', '--attachment', '101', ...LOCAL, '-q'];
    const { impact, stderr } = await runJson(args, { cwd: folderOf(FILES) });
    expect(impact.certificates.total).toBe(2);
    expect(impact.groups.map(({ name }) => name)[0]).toBe('bug 1970259 attachment 100 old.txt');
    expect(stderr).toBe('');
  });

  it('is told who asks for it', async () => {
    const { page, headers } = await serveBugzilla(BUG);
    const args = [page(1970259), ...LOCAL, '--contact', 'pki@example.org'];
    await run(args, { cwd: folderOf(FILES) });
    expect(headers[0]?.['user-agent']).toMatch(/^cert-impact\/\S+ \(\+mailto:pki@example\.org\)$/);
  });
});

describe('the report of a bug', () => {
  /** Before IRG 3.0 the appendix lists all, in any form. */
  const OLD = ['--guideline', '2.0'];
  const LATER = '2026-02-01T10:00:00Z';
  const POSTED: FakeBug = {
    ...BUG,
    comments: [{ text: PRELIMINARY_3 }, { text: FULL_3, time: LATER }],
  };

  it('is held against its attachments, in its place', async () => {
    const { page } = await serveBugzilla(POSTED);
    const args = ['verify', page(1970259), ...LOCAL, ...OLD, '--format', 'json'];
    const { status, stdout } = await run(args, { cwd: folderOf(FILES) });
    const { claims, findings } = JSON.parse(stdout) as Verified;
    expect(claims[0]).toMatchObject({
      ...{ kind: 'total', value: 3, verdict: 'differs', computed: 2, difference: -1, line: 8 },
    });
    expect(findings).toContainEqual(
      expect.objectContaining({
        code: 'claim-count-differs',
        file: 'bug 1970259 comment 1',
        line: 8,
      }),
    );
    expect(status).toBe(1);
  });

  it('can be another one, a file or that of a bug', async () => {
    const { page } = await serveBugzilla(POSTED);
    const cwd = folderOf({
      ...FILES,
      'two.txt': list([A, B]),
      'r.md': 'We misissued 2 certificates.\n',
    });
    const own = await run(['verify', page(1970259), '--report', 'r.md', ...LOCAL], { cwd });
    expect(own.stdout).toContain('r.md:1');
    expect(own.stdout).not.toContain('comment 1');
    const its = await run(['verify', 'two.txt', '--report', page(1970259), ...LOCAL, ...OLD], {
      cwd,
    });
    expect(its.stdout).toContain('bug 1970259 comment 1:8  the report says 3');
    const other = [
      'verify',
      'two.txt',
      '--report',
      page(1970259),
      '--comment',
      '0',
      ...LOCAL,
      ...OLD,
    ];
    expect((await run(other, { cwd })).stdout).not.toContain('comment 1:8');
  });

  it('speaks of the time at which it was posted', async () => {
    const text = FULL_3.replace('certificates:** 3', 'certificates:** 2').replace(
      'certificates:** 0',
      'certificates:** 2',
    );
    const bug = { ...BUG, comments: [{ text, time: '2099-01-01T00:00:00Z' }] };
    const { page } = await serveBugzilla(bug);
    const args = ['verify', page(1970259), '--from', 'all.pem', '--no-store'];
    const { stdout } = await run(args, { cwd: folderOf(FILES) });
    expect(stdout).toContain('claim-remaining-valid-expired');
  });

  it('is none where several bugs are named, and that is said', async () => {
    const { page } = await serveBugzilla(POSTED);
    const cwd = folderOf(FILES);
    await run([page(1970259), '--save', 'saved', ...LOCAL], { cwd });
    const { stdout, stderr } = await run(['verify', 'saved', page(1970259), ...LOCAL], { cwd });
    expect(stderr).toContain('note: several bugs have a report');
    expect(stdout).not.toContain('comment 1:8');
  });

  it('is read for its claims alone, without an attachment', async () => {
    const { page, asked } = await serveBugzilla(POSTED);
    const { status, stdout, stderr } = await run(['claims', page(1970259)], { cwd: folderOf({}) });
    expect(stdout).toContain('bug 1970259 comment 1:8');
    expect(stderr).toContain('the report is comment 1');
    expect(asked.filter((path) => /attachment\/\d+/.test(path))).toEqual([]);
    expect(status).toBe(0);
    const none = await run(['claims', page(1970259), '--comment', '9'], { cwd: folderOf({}) });
    expect(none.stderr).toContain('there is no comment 9');
    expect(none.status).toBe(2);
  });
});

interface Verified {
  readonly claims: readonly unknown[];
  readonly findings: readonly unknown[];
}

describe('a bug that is saved', () => {
  it('gives the same result offline', async () => {
    const { page } = await serveBugzilla(BUG);
    const cwd = folderOf(FILES);
    const live = await run([page(1970259), '--save', 'saved', ...LOCAL], { cwd });
    expect(live.status).toBe(0);
    const again = await run(['saved', '--offline', ...LOCAL], { cwd });
    expect(again.status).toBe(0);
    expect(again.stdout).toBe(live.stdout);
    expect(readdirSync(join(cwd, 'saved'))).toContain('attachment-102-precert_urls.txt');
    expect(readFileSync(join(cwd, 'saved/comment-1.md'), 'utf8')).toBe(FULL_3);
  });

  it('is never written over what is there', async () => {
    const { page, asked } = await serveBugzilla(BUG);
    const cwd = folderOf(FILES);
    const { status, stderr } = await run([page(1970259), '--save', '.', ...LOCAL], { cwd });
    expect(status).toBe(2);
    expect(stderr).toMatch(/^cert-impact: \.: there is something in the folder already\nhint: /);
    expect(asked).toEqual([]);
    expect(readdirSync(cwd)).toEqual(['all.pem']);
  });

  it('that was changed is refused', async () => {
    const { page } = await serveBugzilla(BUG);
    const cwd = folderOf(FILES);
    await run([page(1970259), '--save', 'saved', ...LOCAL], { cwd });
    writeFileSync(join(cwd, 'saved/attachment-101-cert_urls.txt'), list([C]));
    const { status, stdout, stderr } = await run(['saved', ...LOCAL], { cwd });
    expect(status).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toMatch(/saved: attachment-101-cert_urls\.txt is not what was saved/);
  });
});

describe('a bug that cannot be read', () => {
  it.each<[string, FakeBug, RegExp]>([
    ['that is not there', { ...BUG, id: 2 }, /bug 1970259: there is no such bug at 127\.0\.0\.1/],
    [
      'without any list',
      { ...BUG, attachments: [] },
      /neither an attachment nor the report lists certificates\nhint: choose with --attachment/,
    ],
  ])('%s ends the program with what to try', async (_, bug, message) => {
    const { page } = await serveBugzilla(bug);
    const { status, stdout, stderr } = await run([page(1970259), ...LOCAL], {
      cwd: folderOf(FILES),
    });
    expect(stderr).toMatch(message);
    expect(stderr).toContain('\nhint: ');
    expect([status, stdout]).toEqual([2, '']);
  });

  it('because it is restricted says so', async () => {
    const { page } = await serveBugzilla(BUG, (_, response) => failure(response, 401, 102, DENIED));
    const { status, stderr } = await run([page(1970259), ...LOCAL], { cwd: folderOf(FILES) });
    expect(stderr).toMatch(/^cert-impact: bug 1970259: it is restricted, /);
    expect(status).toBe(2);
  });

  it('in time is left when the user has had enough', async () => {
    const { page } = await serveBugzilla(BUG, () => true);
    const child = start([page(1970259), ...LOCAL], { cwd: folderOf(FILES) });
    setTimeout(() => child.kill('SIGINT'), 500);
    const { status, stderr, milliseconds } = await child.finished;
    expect(status).toBe(130);
    expect(stderr).toContain('interrupted');
    expect(milliseconds).toBeLessThan(5_000);
  });

  it.each([
    [['bug:x'], /this names no bug by its number/],
    [['bug:7', '--offline'], /--offline forbids to ask for a bug/],
    [['list.txt', '--save', 'x'], /--save goes with one bug, and 0 are named/],
    [['list.txt', '--attachment', '7'], /--attachment goes with one bug/],
    [['bug:7', 'bug:8', '--comment', '0'], /--comment goes with one bug, and 2 are named/],
    [['bug:7', '--comment', 'x'], /--comment is no number: x/],
    [['bug:7', '--comment', '1', '--comment', '2'], /--comment is given more than once/],
    [['bug:7', '--attachment', '1,2'], /--attachment is no number: 1,2/],
  ])('%j is wrong usage, and nobody is asked', async (args, message) => {
    const { status, stderr } = await run(args, { cwd: folderOf({ 'list.txt': list([A]) }) });
    expect(stderr).toMatch(message);
    expect(linesOf(stderr)).toHaveLength(2);
    expect(status).toBe(2);
  });
});
