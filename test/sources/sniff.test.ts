import { gzipSync } from 'node:zlib';
import { describe, expect, it } from 'vitest';
import { type ContentKind, sniff } from '../../src/sources/scan/sniff.ts';
import { fakeDer, pem } from './material.ts';
import { buildZip } from './zip-builder.ts';

const A = fakeDer(1);
const HASH = '0a'.repeat(32);

describe('the kind of content', () => {
  it.each<[string, Uint8Array | string, ContentKind]>([
    ['nothing', '', 'empty'],
    ['white space', ' \r\n\t', 'empty'],
    ['a PEM', pem(A), 'pem'],
    ['a PEM behind text and a mark', `\ufeffsubject=x\n${pem(A)}`, 'pem'],
    ['a PEM in UTF-16', Buffer.from(`\ufeff${pem(A)}`, 'utf16le'), 'pem'],
    ['a PEM in a tar', Buffer.concat([Buffer.alloc(512), Buffer.from(pem(A))]), 'pem'],
    ['a DER', A, 'der'],
    ['a cut DER', A.subarray(0, 100), 'der'],
    ['a DER of indefinite length', Buffer.from('30800500', 'hex'), 'der'],
    ['a short DER', Buffer.from('3003020105', 'hex'), 'der'],
    ['bare base64', A.toString('base64'), 'base64'],
    ['bare base64 in lines', pem(A).split('\n').slice(1, -2).join('\r\n'), 'base64'],
    ['a zip', buildZip([{ name: 'a', bytes: A }]), 'zip'],
    ['an empty zip', buildZip([]), 'zip'],
    ['a gzip', gzipSync('x'), 'gzip'],
    ['a list of links', `https://crt.sh/?sha256=${HASH}\n`, 'text'],
    ['a list that begins with 0', `0a${HASH.slice(2)}\n`, 'text'],
    ['a list in UTF-16', Buffer.from(`\ufeff${HASH}\n`, 'utf16le'), 'text'],
    ['a list signed with PGP', `-----BEGIN PGP SIGNED MESSAGE-----\n\n${HASH}\n`, 'text'],
    ['Latin-1', Buffer.from('Zertifikate für Österreich', 'latin1'), 'text'],
    ['a picture', Buffer.from('89504e470d0a1a0a0000000d', 'hex'), 'binary'],
    ['a digit before NUL', Buffer.from('3000ff', 'hex'), 'binary'],
  ])('of %s is told', (_name, head, kind) => {
    expect(sniff(Buffer.from(head))).toBe(kind);
  });

  it('of a DER is told from its first bytes and the length of the file', () => {
    const short = Buffer.from('3003020105', 'hex');
    expect(sniff(short, 5)).toBe('der');
    expect(sniff(short, 50)).toBe('binary');
  });
});
