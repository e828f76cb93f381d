import { brotliCompressSync, deflateSync, gzipSync } from 'node:zlib';
import type { IncomingMessage, ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { CertImpactError } from '../../../src/errors.ts';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { withheld } from '../../../src/sources/http/withheld.ts';
import { MAX_BODY_BYTES } from '../../../src/sources/http/exchange.ts';
import { urlTemplateSource } from '../../../src/sources/http/url-template.ts';
import { answer, serve } from '../crt-sh-server.ts';
import { collect, fakeDer, pem } from '../material.ts';
import { account, DERS, fromTemplate } from './setting.ts';

const D = DERS[0]!;
const HEX = fingerprintOf(D);

/** A server whose URLs are of any form; `seen` holds the requests. */
async function mirror(
  behave: (request: IncomingMessage, response: ServerResponse) => void,
): Promise<{ url: string; seen: readonly IncomingMessage[] }> {
  const server = await serve((_d, response) => {
    behave(response.req, response);
  });
  return { url: server.url, seen: server.requests };
}

function wrapped(base64: string, width: number): string {
  return base64.replace(new RegExp(`.{${width}}`, 'g'), '$&\n');
}

describe('a URL template', () => {
  it.each([
    ['/certificates/{sha256}', `/certificates/${HEX}`],
    ['/{SHA256}.der', `/${HEX.toUpperCase()}.der`],
    ['/{sha256}/{SHA256}?again={sha256}', `/${HEX}/${HEX.toUpperCase()}?again=${HEX}`],
    ['?hash={sha256}&form=der#top', `/?hash=${HEX}&form=der`],
    ['/a%20b/ü/{sha256}', `/a%20b/%C3%BC/${HEX}`],
  ])('%s is asked for as %s', async (template, path) => {
    const { url, seen } = await mirror((_request, response) => {
      response.end(D);
    });
    expect(await collect(fromTemplate(url + template), [D])).toEqual(['0 found']);
    expect(seen.map((request) => request.url)).toEqual([path]);
    expect(seen[0]!.headers.authorization).toBeUndefined();
  });

  it.each([
    ['https://x.example/{sha1}', '{sha1} is no placeholder'],
    ['https://x.example/{}/{sha256}', '{} is no placeholder'],
    ['https://x.example/certificates/', 'no {sha256} in the URL'],
    ['https://{sha256}.example/', '{sha256} stands outside of the path and the query'],
    ['https://{SHA256}.example/', '{sha256} stands outside of the path and the query'],
    ['https://x.example/#{sha256}', '{sha256} stands outside of the path and the query'],
    ['https://x{sha256}:y@x.example/', '{sha256} stands outside of the path and the query'],
    ['https://{sha256}@x.example/{sha256}', '{sha256} stands outside of the path and the query'],
    ['ftp://x.example/{sha256}', 'not an http or https URL'],
    ['https:///{sha256}', '{sha256} stands outside of the path and the query'],
  ])('%s is refused: %s', (template, message) => {
    let error: unknown;
    try {
      urlTemplateSource({ template, userAgent: '', now: Date.now });
    } catch (thrown) {
      error = thrown;
    }
    expect(error).toBeInstanceOf(CertImpactError);
    expect(error).toMatchObject({ code: 'bad-option', message });
    expect((error as CertImpactError).hint).toContain('https://certificates.example/{sha256}');
  });

  const base64 = D.toString('base64');
  it.each<[string, string | Buffer, Record<string, string>]>([
    ['DER', D, { 'content-type': 'application/pkix-cert' }],
    ['DER that is called a page', D, { 'content-type': 'text/html' }],
    ['PEM', pem(D), { 'content-type': 'application/x-pem-file' }],
    ['PEM with CRLF', pem(D, { eol: '\r\n' }), {}],
    ['PEM behind a text', `subject=CN = x\n\n${pem(D)}`, {}],
    ['PEM of a chain', pem(DERS[1]!) + pem(D) + pem(DERS[2]!), {}],
    ['DER of a chain', Buffer.concat([DERS[1]!, D]), {}],
    ['base64 in one line', base64, { 'content-type': 'text/plain' }],
    ['base64 with a line break at the end', `${base64}\n`, {}],
    ['base64 in lines of 76', wrapped(base64, 76), {}],
    ['gzip', gzipSync(D), { 'content-encoding': 'gzip' }],
    ['deflate', deflateSync(pem(D)), { 'content-encoding': 'Deflate' }],
    ['brotli', brotliCompressSync(pem(D)), { 'content-encoding': 'br' }],
  ])('takes %s for an answer', async (_name, body, headers) => {
    const { url } = await mirror((_request, response) => {
      response.writeHead(200, headers).end(body);
    });
    expect(await collect(fromTemplate(`${url}/{sha256}`), [D])).toEqual(['0 found']);
  });

  const bomb = gzipSync(Buffer.alloc(50_000_000));
  it.each<[string, string | Buffer, Record<string, string>, string]>([
    [
      'a page',
      '<html>',
      { 'content-type': 'text/html' },
      'unavailable: answered with an error page',
    ],
    ['an empty answer', '', {}, 'unavailable: answered with something that is no certificate'],
    ['JSON', '{"error":"x"}', {}, 'unavailable: answered with something that is no certificate'],
    ['half of it', D.subarray(0, 400), {}, 'unavailable: answered with a part of a certificate'],
    ['another one', DERS[1]!, {}, 'mismatched: answered with another certificate'],
    ['broken gzip', D, { 'content-encoding': 'gzip' }, 'unavailable: damaged content (gzip)'],
    [
      'a bomb of gzip',
      bomb,
      { 'content-encoding': 'gzip' },
      `unavailable: answered with more than ${MAX_BODY_BYTES} bytes`,
    ],
    [
      'a strange encoding',
      'xyz',
      { 'content-encoding': 'x' },
      'unavailable: answered with something that is no certificate',
    ],
    ['too much', Buffer.alloc(MAX_BODY_BYTES + 1), {}, 'unavailable: answered with more than'],
  ])('takes %s for none', async (_name, body, headers, outcome) => {
    const { url } = await mirror((_request, response) => {
      response.writeHead(200, headers).end(body);
    });
    const told = await collect(fromTemplate(`${url}/{sha256}`), [D]);
    expect(told).toHaveLength(1);
    expect(told[0]).toContain(`0 ${outcome}`);
  });

  it.each([404, 410])('takes a %i for the last word', async (status) => {
    const { url, seen } = await mirror((_request, response) => {
      answer(response, status);
    });
    expect(account(await collect(fromTemplate(`${url}/{sha256}`), DERS))).toEqual({ notFound: 40 });
    expect(seen).toHaveLength(40);
  });

  it('sends credentials, and prints them nowhere', async () => {
    const notes: string[] = [];
    const { url, seen } = await mirror((_request, response) => {
      answer(response, 401);
    });
    const template = `${url.replace('//', '//jane%40ca:s%3Acret@')}/{sha256}?key=topsecret`;
    const source = fromTemplate(template, { onNote: (text) => notes.push(text) });
    const told = await collect(source, DERS);
    expect(seen[0]!.headers.authorization).toBe(
      `Basic ${Buffer.from('jane@ca:s:cret').toString('base64')}`,
    );
    expect(seen[0]!.url).toBe(`/${HEX}?key=topsecret`);
    expect(source.name).toBe(`${url}/{sha256}?key=…`);
    const printed = [source.name, ...told, ...notes].join('\n');
    expect(printed).not.toMatch(/jane|cret|topsecret/);
    expect(notes).toHaveLength(1);
    expect(() => fromTemplate('https://jane:secret@x.example/')).toThrow(
      expect.objectContaining({ file: 'https://x.example/' }) as Error,
    );
  });

  it('sends no credentials to where a redirect leads, unless it is the same host', async () => {
    const other = await mirror((_request, response) => {
      response.end(D);
    });
    let location = `${other.url}/x`;
    const { url, seen } = await mirror((request, response) => {
      if (request.url === '/moved') response.end(D);
      else answer(response, 302, '', { location });
    });
    const template = `${url.replace('//', '//jane:secret@')}/{sha256}`;
    const told = await collect(fromTemplate(template), [D]);
    expect(told).toEqual([
      `0 unavailable: answered 302: a redirect that is not followed, to ${other.url}; name that instead if you trust it`,
    ]);
    expect(other.seen).toEqual([]);
    location = '/moved';
    expect(await collect(fromTemplate(template), [D])).toEqual(['0 found']);
    expect(seen.at(-1)!.headers.authorization).toMatch(/^Basic /);
  });

  it('withholds what may be secret from a URL that is no URL too', () => {
    expect(withheld('https://a:b@x.example/?k=v&d={sha256}')).toBe(
      'https://x.example/?k=…&d={sha256}',
    );
    expect(withheld('https://x.example/{sha256}')).toBe('https://x.example/{sha256}');
  });

  it('asks for each once, and for more than one at a time', async () => {
    const many = Array.from({ length: 100 }, (_, i) => fakeDer(i, 300));
    const byPath = new Map(many.map((der) => [`/${fingerprintOf(der)}`, der]));
    const { url, seen } = await mirror((request, response) => {
      response.end(byPath.get(request.url!));
    });
    expect(account(await collect(fromTemplate(`${url}/{sha256}`), many), 100)).toEqual({
      found: 100,
    });
    expect(seen).toHaveLength(100);
  });
});
