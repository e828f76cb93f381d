import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it, onTestFinished } from 'vitest';
import {
  type BugOptions,
  isBug,
  openBug,
  type OpenedBug,
} from '../../../src/pipeline/bug/open-bug.ts';
import type { Input } from '../../../src/pipeline/input.ts';
import {
  failure,
  type FakeAttachment,
  type FakeBug,
  type Interference,
  json,
  serveBugzilla,
} from '../../sources/bugzilla/bugzilla-server.ts';
import { FULL_2, FULL_3, PRELIMINARY_3 } from '../../sources/bugzilla/reports.ts';
import { buildZip } from '../../sources/zip-builder.ts';

const LINK = `https://crt.sh/?sha256=${'ab'.repeat(32)}`;
const OTHER = `https://crt.sh/?sha256=${'cd'.repeat(32)}`;
const PNG = Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex');

const BUG: FakeBug = {
  id: 7,
  summary: 'Test CA: wrong subjects',
  comments: [
    { text: PRELIMINARY_3 },
    { text: FULL_2 },
    { text: 'Thanks', creator: 'root@example.org' },
    { text: FULL_3, creator: 'pki@example.org' },
    { text: 'Any news?' },
  ],
  attachments: [
    { id: 10, file_name: 'old.txt', data: `${OTHER}\n`, is_obsolete: 1 },
    { id: 11, file_name: 'cert_urls.txt', data: `${LINK}\n` },
    { id: 12, file_name: 'screenshot.png', content_type: 'image/png', data: PNG },
    { id: 13, file_name: 'fix.patch', data: '--- a\n+++ b\n', is_patch: 1 },
    { id: 14, file_name: 'timeline.txt', data: 'First we met, then we met again.\n' },
    {
      id: 15,
      file_name: 'more.zip',
      content_type: 'application/zip',
      data: buildZip([{ name: 'list.csv', bytes: Buffer.from(`${OTHER}\n`) }]),
    },
    { id: 16, file_name: 'picture.txt', data: PNG },
  ],
};

describe('a bug as input', () => {
  it('goes on without an attachment that comes damaged, and names it', async () => {
    const interfere: Interference = (path, response) =>
      path.includes('attachment/11') &&
      json(response, 200, { attachments: { 11: { data: '!!! no base64 !!!' } } });
    const bug = await opened(BUG, {}, interfere);
    expect(bug.appendices.map(({ name }) => name)).toEqual(['bug 7 attachment 15 more.zip']);
    expect(bug.notes.join('\n')).toMatch(/attachment 11 cert_urls\.txt is left out: .*came as/);
    const asked = opened(BUG, { attachments: [11] }, interfere);
    await expect(asked).rejects.toMatchObject({ code: 'attachment-damaged' });
  });

  it('is the newest full report and the attachments that list certificates', async () => {
    const { report, appendices } = await opened(BUG);
    expect(report).toEqual({
      text: FULL_3,
      comment: 3,
      author: 'pki@example.org',
      time: '2025-06-13T12:00:00Z',
      name: 'bug 7 comment 3',
    });
    expect(appendices.map(({ name }) => name)).toEqual([
      'bug 7 attachment 11 cert_urls.txt',
      'bug 7 attachment 15 more.zip',
    ]);
    expect(await textOf(appendices[0]!)).toBe(`${LINK}\n`);
    expect(await textOf(appendices[0]!), 'read again').toBe(`${LINK}\n`);
  });

  it('says what was taken, what was left out, and why', async () => {
    const { notes } = await opened(BUG);
    expect(notes).toEqual([
      expect.stringMatching(/^bug 7 at 127\.0\.0\.1:\d+: Test CA: wrong subjects$/),
      'bug 7: the report is comment 3 by pki@example.org, 2025-06-13T12:00:00Z, a full report; ' +
        'it replaces comment 0 (preliminary), comment 1 (full)',
      'bug 7: attachment 10 old.txt is left out: obsolete',
      'bug 7: attachment 12 screenshot.png is left out: no list of certificates (image/png)',
      'bug 7: attachment 13 fix.patch is left out: a patch',
      expect.stringContaining(
        'bug 7: attachment 11 cert_urls.txt is taken (text/plain, 88 bytes, by ',
      ),
      'bug 7: attachment 14 timeline.txt is left out: no certificate is listed here',
      expect.stringContaining('bug 7: attachment 15 more.zip is taken (application/zip, '),
      'bug 7: attachment 16 picture.txt is left out: a png picture, not a text',
    ]);
  });

  it('does not download what is no list by its name and type', async () => {
    const server = await serveBugzilla(BUG);
    await openBug(server.page(7), options());
    const downloads = server.asked.flatMap((path) => /attachment\/(\d+)/.exec(path)?.[1] ?? []);
    expect(downloads).toEqual(['11', '14', '15', '16']);
  });

  it('takes the comment and the attachments that were asked for, and no others', async () => {
    const chosen = await opened(BUG, { comment: 1, attachments: [10, 14] });
    expect(chosen.report).toMatchObject({ comment: 1, text: FULL_2 });
    expect(chosen.appendices.map(({ name }) => name)).toEqual([
      'bug 7 attachment 10 old.txt',
      'bug 7 attachment 14 timeline.txt',
    ]);
  });

  it('takes the comment that its link leads to', async () => {
    const server = await serveBugzilla(BUG);
    const { report } = await openBug(`${server.page(7)}#c1`, options());
    expect(report?.comment).toBe(1);
  });

  it('takes the appendix in the report where no attachment has one', async () => {
    const text = FULL_3.replace('See the attachment.', LINK);
    const { appendices, notes } = await opened({ id: 7, comments: [{ text }] });
    expect(appendices.map(({ name }) => name)).toEqual(['bug 7 comment-0.md']);
    expect(notes.at(-1)).toMatch(/^bug 7: the appendix in comment 0 is taken, as no attachment/);
  });

  it('without report and lists is nothing, and says so', async () => {
    const { report, appendices, notes } = await opened({ id: 7, comments: [{ text: 'Hello' }] });
    expect(report).toBeUndefined();
    expect(appendices).toEqual([]);
    expect(notes[1]).toBe('bug 7: no comment looks like an incident report; --comment names one');
  });

  it('is not given without a list that could not be downloaded', async () => {
    const interfere: Interference = (path, response) =>
      path.includes('attachment/15') && failure(response, 401, 304, 'private');
    await expect(opened(BUG, {}, interfere)).rejects.toMatchObject({ code: 'bug-unavailable' });
  });

  it('is bounded in all, and says how to choose', async () => {
    const attachments = Array.from({ length: 5 }, (_, at): FakeAttachment => ({
      id: at + 1,
      file_name: `${at}.csv`,
      data: LINK,
      size: 30 << 20,
    }));
    await expect(opened({ id: 7, attachments })).rejects.toMatchObject({
      code: 'limit-exceeded',
      hint: expect.stringContaining('--attachment') as string,
    });
  });

  it('is not asked for offline', async () => {
    const server = await serveBugzilla(BUG);
    await expect(openBug(server.page(7), { ...options(), offline: true })).rejects.toMatchObject({
      code: 'bad-option',
    });
    expect(server.asked).toEqual([]);
  });
});

describe('a bug that is saved', () => {
  it('can be read again offline, with the same result', async () => {
    const save = join(folder(), 'saved');
    const live = await opened(BUG, { save });
    expect(await isBug(save)).toBe(true);
    const again = await openBug(save, { ...options(), offline: true });
    expect(again.report).toEqual(live.report);
    expect(again.appendices.map(({ name }) => name)).toEqual(
      live.appendices.map(({ name }) => name),
    );
    expect(await textOf(again.appendices[0]!)).toBe(`${LINK}\n`);
    expect(again.notes.slice(1)).toEqual(live.notes.slice(1));
  });

  it('is a manifest with sizes and hashes, and the files', async () => {
    const save = join(folder(), 'saved');
    await opened(BUG, { save });
    const manifest = JSON.parse(readFileSync(join(save, 'manifest.json'), 'utf8')) as {
      files: { file: string; size: number; sha256: string }[];
    };
    expect(manifest).toMatchObject({
      format: 'cert-impact bug 1',
      bug: 7,
      page: expect.stringContaining('/show_bug.cgi?id=7') as string,
      savedAt: '2025-07-01T00:00:00.000Z',
    });
    expect(readdirSync(save).sort()).toEqual(
      [...manifest.files.map(({ file }) => file), 'manifest.json'].sort(),
    );
    for (const { file, size, sha256 } of manifest.files) {
      const bytes = readFileSync(join(save, file));
      expect(bytes.length).toBe(size);
      expect(createHash('sha256').update(bytes).digest('hex')).toBe(sha256);
    }
    expect(readFileSync(join(save, 'comment-3.md'), 'utf8')).toBe(FULL_3);
    expect(readFileSync(join(save, 'attachment-11-cert_urls.txt'), 'utf8')).toBe(`${LINK}\n`);
  });

  it('stays in its folder whatever its files are called', async () => {
    const parent = folder();
    const names = [
      '../escape.txt',
      '/tmp/escape.txt',
      '..\\escape.txt',
      '.',
      'manifest.json',
      'x\0.txt',
    ];
    const attachments = names.map((file_name, at) => ({
      id: at + 1,
      file_name,
      data: `${LINK}\n`,
    }));
    const save = join(parent, 'saved');
    const { appendices } = await opened({ id: 7, attachments }, { save });
    expect(readdirSync(parent)).toEqual(['saved']);
    expect(readdirSync(save).sort()).toEqual([
      'attachment-1-escape.txt',
      'attachment-2-tmp_escape.txt',
      'attachment-3-escape.txt',
      'attachment-4',
      'attachment-5-manifest.json',
      'attachment-6-x_.txt',
      'attachments.json',
      'bug.json',
      'comments.json',
      'manifest.json',
    ]);
    for (const { name } of appendices) expect(name).not.toMatch(/[/\\\0]/);
  });

  it('overwrites nothing, and asks for nothing first', async () => {
    const parent = folder();
    writeFileSync(join(parent, 'mine.txt'), 'mine');
    const server = await serveBugzilla(BUG);
    for (const save of [parent, join(parent, 'mine.txt')]) {
      await expect(openBug(server.page(7), { ...options(), save })).rejects.toMatchObject({
        code: 'write-failed',
      });
    }
    expect(server.asked).toEqual([]);
    expect(readFileSync(join(parent, 'mine.txt'), 'utf8')).toBe('mine');
  });

  it('takes the place of an empty folder, and leaves nothing where it cannot be written', async () => {
    const parent = folder();
    const save = join(parent, 'empty');
    mkdirSync(save);
    await opened(BUG, { save });
    expect(existsSync(join(save, 'manifest.json'))).toBe(true);
    const long = join(parent, 'x'.repeat(300));
    await expect(opened(BUG, { save: long })).rejects.toMatchObject({ code: 'write-failed' });
    expect(readdirSync(parent)).toEqual(['empty']);
  });

  it('is not there where the download failed', async () => {
    const parent = folder();
    const interfere: Interference = (path, response) =>
      path.includes('attachment/15') && failure(response, 401, 304, 'private');
    await expect(opened(BUG, { save: join(parent, 's') }, interfere)).rejects.toThrow();
    expect(readdirSync(parent)).toEqual([]);
  });

  it.each<[string, (save: string) => void, RegExp]>([
    [
      'changed',
      (save) => {
        writeFileSync(join(save, 'attachment-11-cert_urls.txt'), `${OTHER}\n`);
      },
      /attachment-11-cert_urls\.txt is not what was saved/,
    ],
    [
      'lost',
      (save) => {
        rmSync(join(save, 'attachment-11-cert_urls.txt'));
      },
      /is missing/,
    ],
    [
      'of other comments',
      (save) => {
        writeFileSync(join(save, 'comments.json'), '{}');
      },
      /comments\.json is not what was saved/,
    ],
    [
      'named in another folder',
      (save) => {
        const path = join(save, 'manifest.json');
        const text = readFileSync(path, 'utf8').replace('"comments.json"', '"../comments.json"');
        writeFileSync(path, text);
      },
      /names a file of another folder/,
    ],
    [
      'of another bug',
      (save) => {
        const path = join(save, 'manifest.json');
        writeFileSync(path, readFileSync(path, 'utf8').replace('"bug": 7', '"bug": 8'));
      },
      /not whole/,
    ],
  ])('with a file that is %s is refused', async (_, spoil, message) => {
    const save = join(folder(), 'saved');
    await opened(BUG, { save });
    spoil(save);
    await expect(openBug(save, options())).rejects.toMatchObject({
      code: 'bug-unavailable',
      file: save,
      message: expect.stringMatching(message) as string,
    });
  });

  it('has not what was not downloaded', async () => {
    const save = join(folder(), 'saved');
    await opened(BUG, { save });
    const asked = openBug(save, { ...options(), attachments: [12] });
    await expect(asked).rejects.toThrow('attachment 12 was not saved');
  });

  it('is told from folders of other kinds', async () => {
    const parent = folder();
    expect(await isBug(parent)).toBe(false);
    for (const text of ['{}', 'null', '[]', '{', '{"format": "cert-impact bug 1"}', '"x"']) {
      writeFileSync(join(parent, 'manifest.json'), text);
      expect(await isBug(parent), text).toBe(false);
    }
  });
});

function options(): BugOptions {
  return {
    userAgent: 'cert-impact/0 (+test)',
    env: {},
    rate: 0,
    now: () => Date.parse('2025-07-01T00:00:00Z'),
    signal: new AbortController().signal,
  };
}

async function opened(
  bug: FakeBug,
  more: Partial<BugOptions> = {},
  interfere?: Interference,
): Promise<OpenedBug> {
  const server = await serveBugzilla(bug, interfere);
  return openBug(server.page(7), { ...options(), ...more });
}

async function textOf(input: Input): Promise<string> {
  const parts: Uint8Array[] = [];
  for await (const part of input.open()) parts.push(part);
  return Buffer.concat(parts).toString();
}

function folder(): string {
  const path = mkdtempSync(join(tmpdir(), 'cert-impact-bug-'));
  onTestFinished(() => {
    rmSync(path, { recursive: true, force: true });
  });
  return path;
}
