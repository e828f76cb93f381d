import { describe, expect, it } from 'vitest';
import { type CrlBlock, decodeCrlFile } from '../../src/revocation/crl-file.ts';
import { makeCrlCa, toPem } from '../support/make-crl.ts';

const ca = makeCrlCa();
const crls = ['01', '02', '03'].map((number) => ca.crl({ number, entries: [{ serial: number }] }));

function decode(text: string | Uint8Array): CrlBlock[] {
  return [...decodeCrlFile(typeof text === 'string' ? Buffer.from(text, 'latin1') : text)];
}

function octets(blocks: readonly CrlBlock[]): Uint8Array[] {
  return blocks.map(({ der }) => new Uint8Array(der));
}

describe('a file of CRLs', () => {
  it('is one of DER', () => {
    expect(decode(crls[0]!)).toEqual([{ der: crls[0], line: null, problem: null }]);
  });

  it('is any number of PEM, with text between', () => {
    const text = `of our CA\n${crls.map((der) => toPem('X509 CRL', der)).join('and another\r\n\r\n')}`;
    const blocks = decode(text);
    expect(octets(blocks)).toEqual(crls);
    const lines = text.split('\n');
    for (const { line, problem } of blocks) {
      expect(lines[line! - 1]).toContain('-----BEGIN X509 CRL-----');
      expect(problem).toBeNull();
    }
  });

  it('is read with any line breaks, and with none', () => {
    const pem = toPem('X509 CRL', crls[0]!);
    for (const lineEnd of ['\r\n', '\r', ' \t\n', '']) {
      expect(octets(decode(pem.replaceAll('\n', lineEnd)))).toEqual([crls[0]]);
    }
    const [begin, body, end] = pem.split(/(?<=BEGIN X509 CRL-----)|(?=-----END)/);
    expect(octets(decode(`${begin}${body!.replaceAll(/./g, '$& ')}${end}`))).toEqual([crls[0]]);
  });

  it('has none when it is anything else', () => {
    expect(decode('')).toEqual([]);
    expect(decode('<html>')).toEqual([]);
    expect(decode(toPem('CERTIFICATE', ca.certificate))).toEqual([]);
  });

  it('says where base64 is not base64', () => {
    const [block] = decode(toPem('X509 CRL', crls[0]!).replace('\n', '\n!\u00e9'));
    expect(block).toMatchObject({ problem: 'bad-base64', der: Buffer.from(crls[0]!) });
  });

  it('says where the text breaks off, at the end and before another', () => {
    const pem = toPem('X509 CRL', crls[0]!);
    const cut = pem.slice(0, pem.indexOf('-----END'));
    expect(decode(cut)).toEqual([{ der: Buffer.from(crls[0]!), line: 1, problem: 'no-end-line' }]);
    const blocks = decode(cut + pem);
    expect(blocks.map(({ problem }) => problem)).toEqual(['no-end-line', null]);
    expect(octets(blocks)).toEqual([crls[0], crls[0]]);
  });

  it('is read in one pass, however often it begins', () => {
    const started = performance.now();
    const text = '-----BEGIN X509 CRL-----'.repeat(100_000);
    expect(decode(text).length).toBe(100_000);
    expect(decode(`${text}-----END X509 CRL-----`).length).toBe(100_000);
    expect(decode('-----END X509 CRL-----'.repeat(100_000))).toEqual([]);
    expect(performance.now() - started).toBeLessThan(20_000);
  });

  it('may be large, and any length', () => {
    for (const length of [49_151, 49_152, 49_153, 1_000_000]) {
      const der = Uint8Array.from({ length }, (_, i) => i * 7);
      const [block] = decode(toPem('X509 CRL', der));
      expect(Buffer.compare(block!.der, der)).toBe(0);
    }
  });
});
