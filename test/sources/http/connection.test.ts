/** TLS and proxies, with real servers. */
import 'reflect-metadata';
import { execFile } from 'node:child_process';
import { KeyObject, webcrypto } from 'node:crypto';
import { writeFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import { createServer as createTlsServer } from 'node:https';
import type { AddressInfo, Socket } from 'node:net';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { rolldown } from 'rolldown';
import { describe, expect, it, onTestFinished } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { hit, proxyServer, serve } from '../crt-sh-server.ts';
import { collect, temporaryFolder } from '../material.ts';
import { account, crtSh, DERS, fromTemplate, hitFor } from './setting.ts';

const D = DERS[0]!;
const FIVE = DERS.slice(0, 5);

async function selfSigned(): Promise<{ key: string; cert: string }> {
  const { SubjectAlternativeNameExtension, X509CertificateGenerator } =
    await import('@peculiar/x509');
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const keys = await webcrypto.subtle.generateKey(algorithm, true, ['sign', 'verify']);
  const certificate = await X509CertificateGenerator.createSelfSigned({
    name: 'CN=127.0.0.1',
    keys,
    signingAlgorithm: algorithm,
    extensions: [new SubjectAlternativeNameExtension([{ type: 'ip', value: '127.0.0.1' }])],
  });
  const key = KeyObject.from(keys.privateKey).export({ type: 'pkcs8', format: 'pem' });
  return { key: String(key), cert: certificate.toString('pem') };
}

async function tlsServer(): Promise<{ url: string; cert: string; seen: () => number }> {
  const { key, cert } = await selfSigned();
  let seen = 0;
  const server = createTlsServer({ key, cert }, (_request, response) => {
    seen++;
    hit(response, D);
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  const { port } = server.address() as AddressInfo;
  return { url: `https://127.0.0.1:${port}`, cert, seen: () => seen };
}

describe('TLS', () => {
  it('keeps us from talking to a server that cannot prove who it is', async () => {
    const server = await tlsServer();
    for (const source of [crtSh(server.url), fromTemplate(`${server.url}/{sha256}`)]) {
      const told = await collect(source, DERS);
      expect(account(told)).toEqual({ unavailable: DERS.length });
      expect(told.at(-1)).toMatch(
        / unavailable: TLS: self-signed certificate \(NODE_EXTRA_CA_CERTS/,
      );
    }
    expect(server.seen()).toBe(0);
  });

  it('trusts what NODE_EXTRA_CA_CERTS names, which Node reads when it starts', async () => {
    const { url, cert } = await tlsServer();
    const folder = temporaryFolder();
    const [ca, program] = [join(folder, 'ca.pem'), join(folder, 'program.mjs')];
    writeFileSync(ca, cert);
    await bundle(program, url);
    const run = promisify(execFile);
    const env = { ...process.env, NODE_EXTRA_CA_CERTS: ca, NODE_OPTIONS: '' };
    expect((await run(process.execPath, [program], { env })).stdout).toBe('found');
    const without = { ...env, NODE_EXTRA_CA_CERTS: '' };
    expect((await run(process.execPath, [program], { env: without })).stdout).toMatch(/^TLS: /);
  });

  it('is not spoken to a server that speaks plain HTTP', async () => {
    const server = await serve(hitFor);
    const told = await collect(crtSh(server.url.replace('http:', 'https:')), FIVE);
    expect(account(told, 5)).toEqual({ unavailable: 5 });
    expect(told.at(-1)).toMatch(/ unavailable: TLS: there is none at this port$/);
  });
});

describe('a proxy', () => {
  it('is gone through, but not for hosts that are excepted', async () => {
    const server = await serve(hitFor);
    const proxy = await proxyServer();
    const through = crtSh(server.url, { proxy: { http: proxy.url, no: 'example.com' } });
    expect(account(await collect(through, FIVE), 5)).toEqual({ found: 5 });
    expect(proxy.seen[0]).toBe(`CONNECT ${new URL(server.url).host}`);
    proxy.seen.length = 0;
    const past = crtSh(server.url, { proxy: { http: proxy.url, no: '127.0.0.1' } });
    expect(await collect(past, [D])).toEqual(['0 found']);
    expect(proxy.seen).toEqual([]);
    const template = fromTemplate(`${server.url}/?d={sha256}`, { proxy: { http: proxy.url } });
    expect(await collect(template, [D])).toEqual(['0 found']);
    expect(proxy.seen).toHaveLength(1);
  });

  it('does not see into TLS, and cannot pretend to be the server', async () => {
    const server = await tlsServer();
    const proxy = await proxyServer();
    const told = await collect(crtSh(server.url, { proxy: { https: proxy.url } }), FIVE);
    expect(account(told, 5)).toEqual({ unavailable: 5 });
    expect(told.at(-1)).toMatch(/ unavailable: TLS: self-signed certificate/);
    expect(proxy.seen[0]).toBe(`CONNECT ${new URL(server.url).host}`);
    expect(server.seen()).toBe(0);
  });

  it('that is not there, or refuses, is told as such', async () => {
    const gone = { http: 'http://127.0.0.1:1' };
    const told = await collect(crtSh('http://crt.example', { proxy: gone }), FIVE);
    expect(account(told, 5)).toEqual({ unavailable: 5 });
    expect(told.at(-1)).toMatch(/ unavailable: the proxy: connection refused$/);
    // no CONNECT known here: the connection is closed
    let connections = 0;
    const deaf = createServer(() => undefined).on('connection', () => connections++);
    const plain = await refused(deaf, 'the proxy does not tunnel');
    expect(account(plain, 5)).toEqual({ unavailable: 5 });
    expect(connections).toBeLessThan(10);
    const strict = createServer().on('connect', (_request, socket: Socket) => {
      socket.end('HTTP/1.1 407 Proxy Authentication Required\r\nContent-Length: 0\r\n\r\n');
    });
    await refused(strict, 'the proxy answered 407');
  });

  async function refused(server: Server, reason: string): Promise<string[]> {
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    onTestFinished(() => void server.close());
    const { port } = server.address() as AddressInfo;
    const proxy = { http: `http://user:secret@127.0.0.1:${port}` };
    const told = await collect(crtSh('http://crt.example', { proxy }), FIVE);
    expect(told.at(-1)).toMatch(new RegExp(` unavailable: ${reason}$`));
    expect(told.join()).not.toContain('secret');
    return told;
  }
});

/** A program that asks `url` for `D`, as one file of JavaScript. */
async function bundle(path: string, url: string): Promise<void> {
  const entry = join(temporaryFolder(), 'entry.ts');
  const source = new URL('../../../src/', import.meta.url).pathname;
  writeFileSync(
    entry,
    `import { crtShSource } from '${source}sources/http/crt-sh.ts';
     import { FingerprintSet } from '${source}fingerprint/fingerprint-set.ts';
     const fingerprints = new FingerprintSet();
     const rows = Uint32Array.of(fingerprints.add('${fingerprintOf(D)}'));
     const say = (text) => void process.stdout.write(text);
     const sink = {
       found: () => say('found'),
       notFound: () => say('notFound'),
       unavailable: (_row, reason) => say(reason),
       mismatched: (_row, reason) => say(reason),
     };
     const options = { url: '${url}', userAgent: 'test', now: Date.now, timing: { tries: 1 } };
     const source = crtShSource(options);
     await source.collect({ fingerprints, rows }, sink, new AbortController().signal);
     await source.close();`,
  );
  const build = await rolldown({ input: entry, platform: 'node', logLevel: 'silent' });
  await build.write({ file: path, format: 'esm', codeSplitting: false });
  await build.close();
}
