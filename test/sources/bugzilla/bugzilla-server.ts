/** A server that plays Bugzilla's REST API, as bugzilla.mozilla.org answers: real sockets on port 0. */
import { createServer, type ServerResponse } from 'node:http';
import { listen } from '../crt-sh-server.ts';

export interface FakeAttachment {
  readonly id: number;
  readonly file_name: string;
  readonly content_type?: string;
  readonly summary?: string;
  readonly data: string | Uint8Array;
  /** What is said of it, where that is another. */
  readonly size?: number;
  readonly is_obsolete?: boolean | number;
  readonly is_patch?: boolean | number;
}

export interface FakeComment {
  readonly text: string;
  readonly creator?: string;
  /** ISO 8601. */
  readonly time?: string;
  /** Private ones are left out, but counted. */
  readonly count?: number;
}

export interface FakeBug {
  readonly id: number;
  readonly summary?: string;
  readonly comments?: readonly FakeComment[];
  readonly attachments?: readonly FakeAttachment[];
}

/** Answers before the server does; true where it has. */
export type Interference = (path: string, response: ServerResponse, before: number) => boolean;

export interface BugzillaServer {
  readonly url: string;
  /** Paths with their queries, in the order in which they were asked for. */
  readonly asked: string[];
  readonly headers: Record<string, string | string[] | undefined>[];
  readonly page: (id: number) => string;
}

export async function serveBugzilla(
  bug: FakeBug,
  interfere: Interference = () => false,
): Promise<BugzillaServer> {
  const asked: string[] = [];
  const headers: BugzillaServer['headers'] = [];
  const server = createServer((request, response) => {
    const path = request.url ?? '';
    const before = asked.filter((other) => other === path).length;
    asked.push(path);
    headers.push(request.headers);
    if (!interfere(path, response, before)) reply(bug, path, response);
  });
  const { url } = await listen(server);
  return { url, asked, headers, page: (id) => `${url}/show_bug.cgi?id=${id}` };
}

export function json(response: ServerResponse, status: number, value: unknown): true {
  response.writeHead(status, { 'content-type': 'application/json; charset=UTF-8' });
  response.end(JSON.stringify(value));
  return true;
}

/** An error in Bugzilla's own words. */
export function failure(
  response: ServerResponse,
  status: number,
  code: number,
  message: string,
): true {
  return json(response, status, { error: true, code, message, documentation: 'https://x/' });
}

export const DENIED = 'You are not authorized to access bug #7.';
export const RATE_LIMIT = 'You have exceeded the rate limit. Please wait and try again.';

function reply(bug: FakeBug, path: string, response: ServerResponse): void {
  const { pathname, searchParams } = new URL(path, 'http://x');
  const data = /^\/rest\/bug\/attachment\/(\d+)$/.exec(pathname)?.[1];
  if (data !== undefined) {
    const found = bug.attachments?.find(({ id }) => String(id) === data);
    if (!found) return void failure(response, 404, 100, 'no such attachment');
    return void json(response, 200, { bugs: {}, attachments: { [data]: shown(bug, found, true) } });
  }
  const [, id, what] = /^\/rest\/bug\/(\d+)(?:\/(comment|attachment))?$/.exec(pathname) ?? [];
  if (id === undefined) return void failure(response, 404, 32614, 'no such resource');
  if (Number(id) !== bug.id) return void failure(response, 404, 101, `Bug #${id} does not exist.`);
  if (what === undefined) {
    const { summary = 'Test CA: certificates' } = bug;
    json(response, 200, {
      bugs: [{ id: bug.id, summary, status: 'ASSIGNED', resolution: '' }],
      faults: [],
    });
  } else if (what === 'comment') {
    const comments = (bug.comments ?? []).map(
      ({ text, creator = 'ca@example.org', count, time }, at) => ({
        id: 1000 + at,
        bug_id: bug.id,
        count: count ?? at,
        text,
        raw_text: text,
        creator,
        author: creator,
        time: time ?? `2025-06-${String(10 + at)}T12:00:00Z`,
        creation_time: time ?? `2025-06-${String(10 + at)}T12:00:00Z`,
        is_private: false,
      }),
    );
    json(response, 200, { bugs: { [id]: { comments } }, comments: {} });
  } else {
    const all = searchParams.get('exclude_fields') !== 'data';
    const list = (bug.attachments ?? []).map((each) => shown(bug, each, all));
    json(response, 200, { bugs: { [id]: list }, attachments: {} });
  }
}

function shown(bug: FakeBug, attachment: FakeAttachment, withData: boolean): object {
  const { data, size, ...rest } = attachment;
  const bytes = Buffer.from(data);
  return {
    content_type: 'text/plain',
    summary: attachment.file_name,
    is_obsolete: 0,
    is_patch: 0,
    is_private: 0,
    creator: 'ca@example.org',
    creation_time: '2025-06-10T12:00:00Z',
    bug_id: bug.id,
    ...rest,
    size: size ?? bytes.length,
    ...(withData && { data: bytes.toString('base64').replaceAll(/.{76}/g, '$&\n') }),
  };
}
