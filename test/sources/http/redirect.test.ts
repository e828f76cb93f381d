import { describe, expect, it } from 'vitest';
import { judge } from '../../../src/sources/http/answer.ts';
import { AnswerReader } from '../../../src/sources/http/answer-reader.ts';
import { MAX_REDIRECTS, redirected } from '../../../src/sources/http/redirect.ts';
import type { Reply } from '../../../src/sources/http/reply.ts';
import { NEVER } from '../material.ts';

function reply(status: number, location?: string): Reply {
  const body = Buffer.alloc(0);
  const rest = { contentType: '', retryAfterSeconds: undefined, tooLarge: false };
  return { kind: 'http', status, location, body, ...rest };
}

/** The URLs that are asked when the first answer redirects to `location`. */
async function followed(from: string, location: string): Promise<string[]> {
  const asked: string[] = [];
  const get = (url: string): Promise<Reply> => {
    asked.push(url);
    return Promise.resolve(asked.length === 1 ? reply(302, location) : reply(200));
  };
  await redirected(get, () => Promise.resolve())(from, NEVER);
  return asked.slice(1);
}

describe('a redirect', () => {
  it.each([
    ['https://a.example/x', 'https://a.example/y', 'https://a.example/y'],
    ['http://a.example/x', 'http://a.example/y', 'http://a.example/y'],
    ['http://a.example/x', 'https://a.example/x', 'https://a.example/x'],
    ['http://a.example:8080/x', 'https://a.example/x', 'https://a.example/x'],
    ['https://a.example/x', 'https://eve:secret@a.example/y', 'https://a.example/y'],
  ])('from %s to %s is followed', async (from, to, asked) => {
    expect(await followed(from, to)).toEqual([asked]);
  });

  it.each([
    ['https://a.example/x', 'http://a.example/x'],
    ['https://a.example/x', 'https://b.example/x'],
    ['https://a.example/x', 'https://a.example.evil.example/x'],
    ['https://a.example/x', 'https://a.example:8443/x'],
    ['http://a.example/x', 'http://a.example:6379/x'],
    ['http://a.example/x', 'https://a.example:8443/x'],
    ['http://a.example/x', 'http://127.0.0.1/x'],
    ['http://a.example/x', 'http://169.254.169.254/latest/meta-data/'],
    ['https://a.example/x', 'file:///etc/passwd'],
    ['https://a.example/x', 'data:text/plain,x'],
  ])('from %s to %s is not', async (from, to) => {
    expect(await followed(from, to)).toEqual([]);
  });

  it('is followed a few times, each with a turn of its own', async () => {
    let requests = 0;
    let turns = 0;
    const get = (): Promise<Reply> => {
      requests++;
      return Promise.resolve(reply(301, `https://a.example/${requests}`));
    };
    const beforeHop = (): Promise<void> => {
      turns++;
      return Promise.resolve();
    };
    const last = await redirected(get, beforeHop)('https://a.example/', NEVER);
    expect(judge(last, undefined, new AnswerReader())).toMatchObject({
      reason: 'answered 301: more than 3 redirects, one after the other',
    });
    expect([requests, turns]).toEqual([1 + MAX_REDIRECTS, MAX_REDIRECTS]);
  });
});
