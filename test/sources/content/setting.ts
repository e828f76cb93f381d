/** What the tests of fetched contents share: a server that does as it is told, short waits, an account. */
import { type IncomingMessage, type RequestListener, createServer } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { onTestFinished } from 'vitest';
import type { Content } from '../../../src/sources/content/content.ts';
import type { FetchOptions } from '../../../src/sources/content/fetch-contents.ts';
import { specialKind } from '../../../src/sources/content/special-address.ts';
import type { ContentTiming } from '../../../src/sources/content/timing.ts';
import { fetchCrls } from '../../../src/sources/crl/fetch-crls.ts';
import { element, integer, octetString, oid, sequence } from '../../support/der.ts';
import { NEVER } from '../material.ts';

export const QUICK: Partial<ContentTiming> = {
  tries: 3,
  firstPauseMs: 2,
  firstBackOffMs: 5,
  maxBackOffMs: 50,
  connectTimeoutMs: 500,
  idleTimeoutMs: 300,
  wholeTimeoutMs: 1_000,
};

export interface Server {
  readonly url: string;
  readonly port: number;
  readonly requests: IncomingMessage[];
  readonly connections: () => number;
  stop(): Promise<void>;
}

export async function serve(
  behave: RequestListener,
  host = '127.0.0.1',
  port = 0,
): Promise<Server> {
  const requests: IncomingMessage[] = [];
  const sockets = new Set<Socket>();
  let connections = 0;
  const server = createServer((request, response) => {
    requests.push(request);
    behave(request, response);
  });
  server.on('connection', (socket: Socket) => {
    connections++;
    sockets.add(socket);
    socket.on('close', () => sockets.delete(socket));
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, host, resolve);
  });
  const stop = (): Promise<void> =>
    new Promise((resolve) => {
      server.close(() => {
        resolve();
      });
      for (const socket of sockets) socket.destroy();
    });
  onTestFinished(stop);
  const address = server.address() as AddressInfo;
  return {
    url: `http://${host}:${address.port}`,
    port: address.port,
    requests,
    connections: () => connections,
    stop,
  };
}

/** DER with the outline of a CRL, of about `size` bytes that depend on `seed`. */
export function fakeCrl(seed: number, size = 300): Buffer {
  const filler = Buffer.alloc(size);
  for (let at = 0; at < size; at++) filler[at] = (seed * 31 + at * 7 + (at >> 9)) & 0xff;
  const tbs = sequence(
    integer('01'),
    sequence(oid('1.2.3')),
    sequence(),
    element(0x17, Buffer.from('260101000000Z')),
    octetString(filler),
  );
  return Buffer.from(sequence(tbs, sequence(), element(0x03, Buffer.of(0))));
}

export interface Account {
  /** By the URL as given. */
  readonly contents: ReadonlyMap<string, readonly Content[]>;
  readonly notes: readonly string[];
  /** The only content of the only URL. */
  readonly only: Content;
}

export interface FetchSetting extends Partial<FetchOptions> {
  readonly signal?: AbortSignal;
  /** What `take` returns. */
  readonly accept?: (content: Content) => boolean | Promise<boolean>;
}

/** Fetches CRLs; everything is allowed unless the setting says otherwise. */
export async function fetchAll(
  urls: readonly string[],
  { signal = NEVER, accept, ...options }: FetchSetting = {},
): Promise<Account> {
  const contents = new Map<string, Content[]>();
  const notes: string[] = [];
  await fetchCrls(
    urls,
    {
      userAgent: 'cert-impact/0 (+test)',
      now: Date.now,
      timing: QUICK,
      allowPrivate: true,
      onNote: (text) => notes.push(text),
      ...options,
    },
    async (texts, content) => {
      for (const text of texts) contents.set(text, [...(contents.get(text) ?? []), content]);
      return accept?.(content);
    },
    signal,
  );
  return {
    contents,
    notes,
    get only() {
      const [first, ...others] = [...contents.values()].flat();
      if (first === undefined || others.length > 0) throw new Error('not just one content');
      return first;
    },
  };
}

/** As for strangers, but that the tests' own server counts for public. */
export const AS_STRANGERS: FetchSetting = {
  allowPrivate: false,
  specialKind: (address) => (address === '127.0.0.1' ? undefined : specialKind(address)),
};
