import { once } from 'node:events';
import { createServer, type AddressInfo, type Server } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { freePort } from '../../support/certwatch/postgres.ts';
import { startTcpProxy, type TcpProxy } from '../../support/tcp-proxy.ts';
import { fakeDer } from '../material.ts';
import { type Asker, collectAll, resolveAll, someCertificates, sqlSource } from './material.ts';

const certificates = someCertificates();

describe.skipIf(!hasCertwatch())('a database behind a bad network', () => {
  const all = { found: certificates.length, notFound: 0, mismatched: [], unavailable: [] };
  let certwatch: Certwatch;
  let proxy: TcpProxy;

  beforeAll(async () => {
    certwatch = await startCertwatch({ certificates });
    proxy = await startTcpProxy({ port: certwatch.port });
  });
  beforeEach(() => {
    proxy.mode = 'pass';
    proxy.faultAfterBytes = 0;
  });
  afterAll(async () => {
    await proxy.close();
    await certwatch.close();
  });

  const throughProxy = (timing: Parameters<typeof sqlSource>[1] = {}): Asker =>
    sqlSource(`postgres://guest@127.0.0.1:${proxy.port}/certwatch`, timing);

  it('goes on with smaller batches on new connections when each is cut', async () => {
    proxy.faultAfterBytes = 60_000;
    proxy.mode = 'cut';
    const before = proxy.connections;
    expect(await collectAll(throughProxy(), certificates)).toEqual(all);
    expect(proxy.connections - before).toBeGreaterThan(2);
  });

  it('does not wait for an answer that has stalled', async () => {
    const asker = throughProxy({ queryTimeoutMs: 300 });
    let stalled = false;
    const account = await collectAll(asker, certificates, {
      onFound() {
        if (stalled) return;
        stalled = true;
        proxy.mode = 'stall';
        setTimeout(() => (proxy.mode = 'pass'), 500);
      },
    });
    expect(account).toEqual(all);
  });

  it('takes a slow line as it is', async () => {
    proxy.mode = 'slow';
    proxy.pieceBytes = 4_000;
    proxy.pieceMs = 1;
    expect(await collectAll(throughProxy(), certificates)).toEqual(all);
  });

  it('hands on nothing that was corrupted on the way, and a rerun completes', async () => {
    proxy.faultAfterBytes = 2_000;
    proxy.mode = 'corrupt';
    const asker = throughProxy({ queryTimeoutMs: 300 });
    const account = await collectAll(asker, certificates);
    expect(account.found).toBeLessThan(certificates.length);
    proxy.mode = 'pass';
    expect(await collectAll(throughProxy(), certificates)).toEqual(all);
  });

  it('survives any flipped byte of a session', async () => {
    const wanted = certificates.slice(0, 2);
    proxy.mode = 'corrupt';
    for (let at = 0; at < 2_500; at += at < 700 ? 37 : 301) {
      proxy.faultAfterBytes = at;
      const asker = throughProxy({ queryTimeoutMs: 60, connectTimeoutMs: 200, firstPauseMs: 1 });
      const { found, unavailable, mismatched, notFound } = await collectAll(asker, wanted);
      expect(found + unavailable.length + mismatched.length + notFound).toBe(wanted.length);
    }
  }, 60_000);

  it('says within moments that nobody answers, and asks no more', async () => {
    const asker = sqlSource(`postgres://guest@127.0.0.1:${await freePort()}/certwatch`);
    const account = await collectAll(asker, certificates);
    expect(account.unavailable).toEqual(certificates.map(() => 'connection refused'));
    expect(asker.notes).toEqual([`${asker.source.name}: given up: connection refused`]);
    const answers = await resolveAll(asker, ['1']);
    expect(answers).toEqual([{ outcome: 'unavailable', reason: 'connection refused' }]);
    expect(asker.notes).toHaveLength(1);
  });

  it('says so of a host that does not exist', async () => {
    const asker = sqlSource('postgres://guest@nowhere.invalid/certwatch');
    const { unavailable } = await collectAll(asker, certificates.slice(0, 2));
    expect(unavailable[0]).toMatch(/^(?:no such host|the host name cannot be looked up)$/);
  });

  it('tries a firewall that swallows everything twice, no more', async () => {
    const silent = await listen(createServer());
    const asker = sqlSource(silent, { connectTimeoutMs: 150 });
    const before = performance.now();
    const account = await collectAll(asker, certificates);
    expect(account.unavailable).toEqual(certificates.map(() => 'no connection in time'));
    expect(performance.now() - before).toBeLessThan(2_000);
    expect(asker.notes).toHaveLength(1);
  });

  it('gives up in the middle when connections are refused from then on', async () => {
    const asker = throughProxy({ batch: 10 });
    const account = await collectAll(asker, certificates, {
      onFound: () => void (proxy.mode = 'refuse'),
    });
    expect(account.found).toBeGreaterThan(0);
    expect(account.found + account.unavailable.length).toBe(certificates.length);
    expect(asker.notes).toEqual([expect.stringContaining('given up: ')]);
    proxy.mode = 'pass';
    expect(await collectAll(throughProxy(), certificates)).toEqual(all);
  });

  it('ends at once when aborted while it waits', async () => {
    const controller = new AbortController();
    let found = 0;
    const running = collectAll(throughProxy({ batch: 5 }), certificates, {
      signal: controller.signal,
      onFound: () => {
        if (++found === 7) proxy.mode = 'stall';
      },
    });
    setTimeout(() => {
      controller.abort(new Error('enough'));
    }, 400);
    const before = performance.now();
    await expect(running).rejects.toThrow('enough');
    expect(performance.now() - before).toBeLessThan(700);
    proxy.mode = 'pass';
    await expect.poll(() => proxy.open).toBe(0);
  });

  it('ends at once when aborted while it connects', async () => {
    const asker = sqlSource(await listen(createServer()));
    const signal = AbortSignal.timeout(100);
    const before = performance.now();
    await expect(collectAll(asker, certificates, { signal })).rejects.toThrow();
    expect(performance.now() - before).toBeLessThan(500);
  });

  it.each(['fast', 'immediate'] as const)(
    'goes on after a restart of the server in the middle (%s)',
    async (how) => {
      const asker = sqlSource(certwatch.url, { batch: 5, firstPauseMs: 50, maxPauseMs: 2_000 });
      let found = 0;
      let restarted: Promise<void> | undefined;
      const account = await collectAll(asker, certificates, {
        async onFound() {
          if (++found !== 7) return;
          await certwatch.stop(how);
          restarted = pause(200).then(() => certwatch.start());
        },
      });
      await restarted;
      expect(account).toEqual(all);
    },
  );

  it('answers for everything when the server goes away for good, and a rerun completes', async () => {
    const asker = sqlSource(certwatch.url, { batch: 5 });
    const wanted = [...certificates, fakeDer(1)];
    const account = await collectAll(asker, wanted, { onFound: () => certwatch.stop() });
    expect(account.found).toBeGreaterThan(0);
    expect(account.unavailable.length).toBe(wanted.length - account.found);
    await certwatch.start();
    expect(await collectAll(sqlSource(certwatch.url), wanted)).toEqual({ ...all, notFound: 1 });
  });
});

describe('a server that is none', () => {
  const few = certificates.slice(0, 3);

  it('does not end the program by breaking the protocol', async () => {
    const url = await listen(
      hostile(() => [message('D', Buffer.from([0x7f, 0xff, 0, 0, 0, 9, 1]))]),
    );
    const account = await collectAll(sqlSource(url), few);
    expect(account.unavailable).toHaveLength(few.length);
    expect(account.unavailable[0]).toBe('the server breaks the protocol');
  });

  it('does not keep the program busy for ever with a text that does not end', async () => {
    const error = message('E', Buffer.from('SX'));
    const early = createServer((socket) => {
      socket.on('data', ({ length }) => socket.write(length === SSL_REQUEST_BYTES ? 'N' : error));
    });
    for (const server of [early, hostile(() => [error])]) {
      const account = await collectAll(sqlSource(await listen(server)), few);
      expect(account.unavailable).toEqual(few.map(() => 'the server breaks the protocol'));
    }
  });

  it('is not listened to without end', async () => {
    const head = Buffer.from([0x44, 0x7f, 0xff, 0xff, 0xff]);
    const zeros = Buffer.alloc(1 << 20);
    const url = await listen(
      hostile(function* () {
        yield head;
        for (;;) yield zeros;
      }),
    );
    const account = await collectAll(sqlSource(url), few.slice(0, 1));
    expect(account.unavailable).toEqual(['the answer is larger than 67108864 bytes']);
  });

  it('is given up after three questions without a word', async () => {
    const asker = sqlSource(await listen(hostile(() => [])), { queryTimeoutMs: 100 });
    const account = await collectAll(asker, few);
    expect(account.unavailable).toEqual(few.map(() => 'no answer in time'));
    expect(asker.notes).toHaveLength(1);
  });

  it('is told apart from one that is asked in vain: it speaks another language', async () => {
    const web = createServer((socket) => {
      socket.on('error', () => undefined);
      socket.end('HTTP/1.1 400 Bad Request\r\n\r\n');
    });
    const account = await collectAll(sqlSource(await listen(web)), few);
    expect(account.unavailable).toHaveLength(few.length);
  });
});

/** Its URL; it is closed with the test. */
async function listen(server: Server): Promise<string> {
  server.on('connection', (socket) => {
    socket.on('error', () => undefined);
    onTestFinished(() => void socket.destroy());
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  onTestFinished(() => void server.close());
  return `postgres://guest@127.0.0.1:${(server.address() as AddressInfo).port}/certwatch`;
}

/** Logs everybody in, and answers the first question with `answer`. */
function hostile(answer: () => Iterable<Buffer>): Server {
  return createServer((socket) => {
    let loggedIn = false;
    socket.on('data', (data: Buffer) => {
      if (loggedIn) {
        void send();
      } else if (data.length === SSL_REQUEST_BYTES) {
        socket.write('N');
      } else {
        loggedIn = true;
        socket.write(message('R', Buffer.alloc(4)));
        socket.write(message('Z', Buffer.from('I')));
      }
    });
    async function send(): Promise<void> {
      for (const piece of answer()) {
        if (socket.destroyed) return;
        await new Promise((resolve) => socket.write(piece, resolve));
      }
    }
  });
}

/** What asks for TLS; a startup message is longer. */
const SSL_REQUEST_BYTES = 8;

/** A message of PostgreSQL's protocol 3.0: a letter, a length, and what it holds. */
function message(letter: string, content: Buffer): Buffer {
  const head = Buffer.alloc(5);
  head.write(letter, 'latin1');
  head.writeInt32BE(content.length + 4, 1);
  return Buffer.concat([head, content]);
}
