import type { ServerResponse } from 'node:http';
import { describe, expect, it, onTestFinished } from 'vitest';
import { parseBugName } from '../../../src/sources/bugzilla/bug-address.ts';
import {
  type BugArchive,
  MAX_ATTACHMENT_BYTES,
  openBugzilla,
} from '../../../src/sources/bugzilla/bugzilla.ts';
import type { HttpTiming } from '../../../src/sources/http/timing.ts';
import { answer } from '../crt-sh-server.ts';
import { QUICK } from '../http/setting.ts';
import {
  type BugzillaServer,
  DENIED,
  type FakeBug,
  failure,
  type Interference,
  json,
  RATE_LIMIT,
  serveBugzilla,
} from './bugzilla-server.ts';

const BUG: FakeBug = {
  id: 7,
  summary: 'Test CA: wrong subjects',
  comments: [{ text: 'first' }, { text: 'third', count: 2 }],
  attachments: [
    { id: 12, file_name: 'b.txt', data: 'newer' },
    { id: 11, file_name: 'a.txt', data: 'older'.repeat(100), is_obsolete: 1 },
  ],
};

describe('a bug', () => {
  it('is read with its comments and what is known of its attachments', async () => {
    const { bug, server } = await opened(BUG);
    expect(bug.bug).toEqual({ id: 7, summary: 'Test CA: wrong subjects', status: 'ASSIGNED' });
    expect(bug.comments.map(({ number, text }) => [number, text])).toEqual([
      [0, 'first'],
      [2, 'third'],
    ]);
    expect(bug.attachments).toMatchObject([
      { id: 11, fileName: 'a.txt', size: 500, isObsolete: true, contentType: 'text/plain' },
      { id: 12, fileName: 'b.txt', size: 5, isObsolete: false },
    ]);
    expect(server.asked).toEqual([
      '/rest/bug/7?include_fields=id,summary,status,resolution',
      '/rest/bug/7/comment',
      '/rest/bug/7/attachment?exclude_fields=data',
    ]);
    expect(server.headers[0]).toMatchObject({
      accept: 'application/json',
      'user-agent': 'cert-impact/0 (+test)',
    });
  });

  it('gives the bytes of one attachment at a time, those alone', async () => {
    const { bug, server } = await opened(BUG);
    expect((await bug.data(bug.attachments[0]!)).toString()).toBe('older'.repeat(100));
    expect(server.asked.slice(3)).toEqual([
      '/rest/bug/attachment/11?include_fields=id,bug_id,data',
    ]);
  });

  it('that is not there is told so', async () => {
    await expectFailure({ ...BUG, id: 8 }, undefined, 'there is no such bug at 127.0.0.1');
  });

  it.each([
    [401, 102, DENIED],
    [400, 410, 'You must log in before using this part of Bugzilla.'],
    [200, 102, DENIED],
  ])('that is restricted is told so (status %i, number %i)', async (status, code, message) => {
    const { asked } = await expectFailure(
      BUG,
      (_path, response) => failure(response, status, code, message),
      'it is restricted',
    );
    expect(asked, 'asked once').toHaveLength(1);
  });

  it('with an error of another number is told in Bugzilla’s words, not all of them', async () => {
    await expectFailure(
      BUG,
      (_path, response) => failure(response, 400, 108, `no field ${'x'.repeat(5_000)}`),
      /answered with error 108: no field x{50,200}…$/,
    );
  });
});

describe('a Bugzilla that is asked too much', () => {
  it.each<[string, (response: ServerResponse) => true]>([
    ['400 and words', (response) => failure(response, 400, 32000, RATE_LIMIT)],
    ['429 and a page', (response) => gone(response, 429)],
    ['429 and JSON', (response) => failure(response, 429, 32000, 'Too many')],
  ])('and says so with %s is asked again after a pause', async (_, refuse) => {
    const notes: string[] = [];
    const { bug } = await opened(BUG, (_path, response, before) => before < 2 && refuse(response), {
      onNote: (text) => notes.push(text),
    });
    expect(bug.comments).toHaveLength(2);
    expect(notes[0]).toMatch(/too many requests.*, pausing for/);
  });

  it('and never answers again is given up', async () => {
    const refuse: Interference = (_path, response) => failure(response, 400, 32000, RATE_LIMIT);
    await expectFailure(BUG, refuse, /too many requests/, { maxPausedMs: 100 });
  });
});

describe('a server in trouble', () => {
  it('is asked again', async () => {
    const { bug } = await opened(BUG, (_path, response, before) => {
      if (before === 0) return gone(response, 503);
      if (before > 1) return false;
      response.destroy();
      return true;
    });
    expect(bug.comments).toHaveLength(2);
  });

  it.each<[string, (response: ServerResponse) => unknown, RegExp]>([
    ['that stays down', (response) => gone(response, 500), /answered 500/],
    ['that is silent', () => true, /no complete answer in time/],
    ['that drips', drip, /no complete answer in time/],
    [
      'that cuts its JSON short',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"bugs": [');
      },
      /JSON that is damaged/,
    ],
    ['that is no Bugzilla', (response) => gone(response, 404), /404: no REST API of Bugzilla/],
    ['that answers with a page', (response) => gone(response, 200), /no REST API of Bugzilla/],
    ['that answers with other JSON', (response) => json(response, 200, []), /something else than/],
    ['that answers with null', (response) => json(response, 200, null), /something else than/],
    [
      'with JSON that nests without end',
      (response) => {
        response.writeHead(200, { 'content-type': 'application/json' }).end('['.repeat(1 << 20));
      },
      /JSON that is damaged/,
    ],
    [
      'that sends to another machine',
      (response) => {
        response.writeHead(302, { location: 'http://127.0.0.2:1/rest/bug/7' }).end();
      },
      /a redirect that is not followed/,
    ],
    [
      'that sends in a circle',
      (response) => {
        response.writeHead(302, { location: '/rest/bug/7' }).end();
      },
      /redirects/,
    ],
  ])('%s is given up, with the reason', async (_, behave, reason) => {
    const interfere: Interference = (_path, response) => {
      behave(response);
      return true;
    };
    await expectFailure(BUG, interfere, reason, { wholeTimeoutMs: 600 });
  });

  it('cannot be waited for when the user has had enough', async () => {
    const server = await serveBugzilla(BUG, () => true);
    const abort = new AbortController();
    const opening = openAt(server, {}, {}, abort.signal);
    setTimeout(() => {
      abort.abort(new Error('enough'));
    }, 50);
    await expect(opening).rejects.toThrow('enough');
  });
});

describe('an attachment', () => {
  it('that is said to be huge is not downloaded', async () => {
    const size = MAX_ATTACHMENT_BYTES + 1;
    const attachments = [{ id: 11, file_name: 'a.txt', data: 'x', size }];
    const { bug, server } = await opened({ ...BUG, attachments });
    await expect(bug.data(bug.attachments[0]!)).rejects.toMatchObject({ code: 'limit-exceeded' });
    expect(server.asked.filter((path) => path.includes('attachment/11'))).toEqual([]);
  });

  it('that is huge although it is said to be small is not read to its end', async () => {
    let sent = 0;
    const { bug } = await opened(
      BUG,
      (path, response) => {
        if (!path.includes('attachment/11')) return false;
        response.writeHead(200, { 'content-type': 'application/json' });
        const piece = Buffer.alloc(1 << 20, 'A');
        const more = (): void => {
          if (response.destroyed || (sent += piece.length) > 8 * MAX_ATTACHMENT_BYTES) return;
          response.write(piece, more);
        };
        response.write('{"attachments": {"11": {"data": "', more);
        return true;
      },
      {},
      { wholeTimeoutMs: 20_000, idleTimeoutMs: 5_000 },
    );
    await expect(bug.data(bug.attachments[0]!)).rejects.toThrow(
      /answered with more than \d+ bytes/,
    );
    expect(sent).toBeLessThan(3 * MAX_ATTACHMENT_BYTES);
  });

  it.each([
    ['another size', { data: 'b2xk' }, /came as 3 bytes instead of 500/],
    ['something that is no base64', { data: '<html>' }, /something else than its contents/],
    ['no data', {}, /something else than its contents/],
  ])('with %s is refused', async (_, record, reason) => {
    const { bug } = await opened(BUG, (path, response) => {
      return path.includes('attachment/11') && json(response, 200, { attachments: { 11: record } });
    });
    await expect(bug.data(bug.attachments[0]!)).rejects.toThrow(reason);
  });

  it('with records of every kind of nonsense is read as far as that goes', async () => {
    const list = [null, 1, 'x', {}, { id: 'y' }, { id: 3 }, { id: '4', file_name: 5, size: -1 }];
    const { bug } = await opened(BUG, (path, response) => {
      return path.includes('exclude') && json(response, 200, { bugs: { 7: list } });
    });
    expect(bug.attachments).toMatchObject([
      { id: 3, fileName: '', size: 0 },
      { id: 4, fileName: '', size: 0 },
    ]);
  });
});

async function opened(
  bug: FakeBug,
  interfere?: Interference,
  more: { onNote?: (text: string) => void } = {},
  timing: Partial<HttpTiming> = {},
): Promise<{ bug: BugArchive; server: BugzillaServer }> {
  const server = await serveBugzilla(bug, interfere);
  const archive = await openAt(server, more, timing);
  onTestFinished(() => archive.close?.());
  return { bug: archive, server };
}

function openAt(
  server: BugzillaServer,
  more: { onNote?: (text: string) => void },
  timing: Partial<HttpTiming>,
  signal = new AbortController().signal,
): Promise<BugArchive> {
  return openBugzilla(parseBugName(server.page(7)), {
    userAgent: 'cert-impact/0 (+test)',
    now: Date.now,
    requestsPerSecond: 0,
    signal,
    timing: { ...QUICK, ...timing },
    ...more,
  });
}

async function expectFailure(
  bug: FakeBug,
  interfere: Interference | undefined,
  message: string | RegExp,
  timing: Partial<HttpTiming> = {},
): Promise<BugzillaServer> {
  const server = await serveBugzilla(bug, interfere);
  await expect(openAt(server, {}, timing)).rejects.toMatchObject({
    code: 'bug-unavailable',
    file: 'bug 7',
    message: expect.stringMatching(message) as string,
  });
  return server;
}

function gone(response: ServerResponse, status: number): true {
  answer(response, status, '<html>');
  return true;
}

function drip(response: ServerResponse): void {
  response.writeHead(200, { 'content-type': 'application/json' });
  const timer = setInterval(() => response.write(' '), 50);
  response.on('close', () => {
    clearInterval(timer);
  });
}
