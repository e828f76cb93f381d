import { describe, expect, it } from 'vitest';
import { isBugName, parseBugName } from '../../../src/sources/bugzilla/bug-address.ts';
import {
  chooseAttachments,
  MAX_ATTACHMENTS,
} from '../../../src/sources/bugzilla/choose-attachments.ts';
import { safeFileName, savedFileName } from '../../../src/sources/bugzilla/file-name.ts';
import type { Attachment } from '../../../src/sources/bugzilla/records.ts';

describe('the name of a bug', () => {
  const MOZILLA = 'https://bugzilla.mozilla.org/';

  it.each([
    ['bug:1970259', MOZILLA, 1970259, undefined],
    ['BUG:7', MOZILLA, 7, undefined],
    ['bug:7#c12', MOZILLA, 7, 12],
    ['https://bugzil.la/1970259', MOZILLA, 1970259, undefined],
    ['https://bugzilla.mozilla.org/show_bug.cgi?id=1970259', MOZILLA, 1970259, undefined],
    ['https://bugzilla.mozilla.org/show_bug.cgi?format=x&id=1970259#c7', MOZILLA, 1970259, 7],
    ['https://bugzilla.mozilla.org/rest/bug/1970259', MOZILLA, 1970259, undefined],
    ['https://bugzilla.mozilla.org/rest/bug/1970259/comment', MOZILLA, 1970259, undefined],
    ['http://127.0.0.1:8080/bugs/show_bug.cgi?id=5', 'http://127.0.0.1:8080/bugs/', 5, undefined],
  ])('%s leads to its Bugzilla and its number', (name, bugzilla, bug, comment) => {
    expect(isBugName(name)).toBe(true);
    const address = parseBugName(name);
    expect(address.bugzilla.url.href).toBe(bugzilla);
    expect(address).toMatchObject({ bug, ...(comment !== undefined && { comment }) });
  });

  it.each(['list.csv', '-', './bug:7', 'https://crt.sh/?id=7', 'bugs', '', 'C:\\bug.txt'])(
    '%s is that of something else',
    (name) => {
      expect(isBugName(name)).toBe(false);
    },
  );

  it.each(['bug:', 'bug:x', 'bug:0', 'bug:-1', 'bug:99999999999', 'https://bugzil.la/alias'])(
    '%s is refused, as it names no number',
    (name) => {
      expect(isBugName(name)).toBe(true);
      expect(() => parseBugName(name)).toThrow(expect.objectContaining({ code: 'bad-option' }));
    },
  );

  it('is not repeated with its password', () => {
    const name = 'https://me:secret@bugzilla.example/show_bug.cgi?id=x';
    expect(() => parseBugName(name)).toThrow(
      expect.objectContaining({ file: expect.not.stringContaining('secret') as string }),
    );
  });
});

describe('a file of a stranger', () => {
  it.each([
    ['cert_urls.txt', 'cert_urls.txt'],
    ['../../../etc/passwd', 'etc_passwd'],
    ['..\\..\\boot.ini', 'boot.ini'],
    ['/etc/cron.d/x', 'etc_cron.d_x'],
    ['.bashrc', 'bashrc'],
    ['-rf', 'rf'],
    ['a b\0c\n.csv', 'a_b_c_.csv'],
    ['list\u202Egnp.csv', 'list_gnp.csv'],
    ['zertifikate-für-münchen.csv', 'zertifikate-für-münchen.csv'],
    ['証明書.xlsx', '証明書.xlsx'],
    ['a...csv', 'a.csv'],
    ['..', ''],
    ['', ''],
    [`${'x'.repeat(5_000)}.csv`, 'x'.repeat(40)],
    [`${'x'.repeat(300)}.csv`, `${'x'.repeat(40)}.csv`],
    ['trailing. . .', 'trailing'],
  ])('%j is saved as %j', (fileName, safe) => {
    expect(safeFileName({ fileName })).toBe(safe);
  });

  it('is kept apart from others, and from devices, by its number', () => {
    expect(savedFileName({ id: 7, fileName: 'CON' })).toBe('attachment-7-CON');
    expect(savedFileName({ id: 8, fileName: '..' })).toBe('attachment-8');
  });

  it('fits into what file systems allow', () => {
    const name = savedFileName({ id: 999_999_999, fileName: `${'😀𠮷'.repeat(400)}.csv` });
    expect(Buffer.byteLength(name)).toBeLessThan(255);
  });
});

describe('an attachment', () => {
  const attachment = (changes: Partial<Attachment>): Attachment => ({
    id: 1,
    fileName: 'list.txt',
    summary: '',
    contentType: 'text/plain',
    size: 100,
    author: 'a',
    time: '',
    isObsolete: false,
    isPatch: false,
    ...changes,
  });

  it.each([
    ['list.txt', 'text/plain'],
    ['list.csv', 'application/vnd.ms-excel'],
    ['list.CSV', 'application/octet-stream'],
    ['list.xlsx', 'application/octet-stream'],
    ['certs.zip', 'application/x-zip-compressed'],
    ['certs.pem', 'application/x-x509-ca-cert'],
    ['certificates', 'text/plain'],
    ['certificates', 'application/octet-stream'],
  ])('called %s, of type %s, may be the appendix', (fileName, contentType) => {
    const { taken } = chooseAttachments([attachment({ fileName, contentType })]);
    expect(taken).toHaveLength(1);
  });

  it.each([
    ['screenshot.png', 'image/png', /no list of certificates \(image\/png\)/],
    ['screenshot.png', 'text/plain', /no list/],
    ['report.pdf', 'application/pdf', /no list/],
    ['page.html', 'text/html', /no list/],
    ['D12345', 'text/x-phabricator-request', /no list/],
    ['x', '', /of no type/],
  ])('called %s, of type %s, is left out', (fileName, contentType, why) => {
    const { taken, skipped } = chooseAttachments([attachment({ fileName, contentType })]);
    expect(taken).toEqual([]);
    expect(skipped[0]?.why).toMatch(why);
  });

  it.each([
    ['obsolete', { isObsolete: true }, 'obsolete'],
    ['a patch', { isPatch: true }, 'a patch'],
    ['deleted', { size: 0 }, 'empty, or its contents were deleted'],
  ])('that is %s is left out', (_, changes, why) => {
    expect(chooseAttachments([attachment(changes)])).toMatchObject({
      taken: [],
      skipped: [{ why }],
    });
  });

  it('is replaced by a newer one of its name, unless that is obsolete', () => {
    const all = [
      attachment({ id: 1 }),
      attachment({ id: 2 }),
      attachment({ id: 3, isObsolete: true }),
    ];
    const { taken, skipped } = chooseAttachments(all);
    expect(taken.map(({ id }) => id)).toEqual([2]);
    expect(skipped[0]?.why).toBe('attachment 2 is a newer file of this name');
  });

  it('is taken whatever it is where it is asked for', () => {
    const all = [attachment({ id: 1, isObsolete: true }), attachment({ id: 2 })];
    expect(chooseAttachments(all, [1]).taken.map(({ id }) => id)).toEqual([1]);
    expect(() => chooseAttachments(all, [9])).toThrow(
      expect.objectContaining({ code: 'bad-option', hint: 'it has 1, 2' }),
    );
  });

  it('is one of a bounded number', () => {
    const all = Array.from({ length: MAX_ATTACHMENTS + 1 }, (_, id) =>
      attachment({ id, fileName: `${id}.csv` }),
    );
    expect(() => chooseAttachments(all)).toThrow(
      expect.objectContaining({ code: 'limit-exceeded' }),
    );
  });
});
