import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { hit, serve } from '../sources/crt-sh-server.ts';
import { bundle, list, samples } from './support/certificates.ts';
import { folderOf, run } from './support/program.ts';

const [ONE, TWO] = samples(2) as [ReturnType<typeof samples>[0], ReturnType<typeof samples>[0]];

describe('cert-impact inspect', () => {
  it('tells a person what is in a file, PEM, DER or standard input', async () => {
    const cwd = folderOf({ 'one.pem': ONE.pem, 'one.der': ONE.der });
    const all = await Promise.all([
      run(['inspect', 'one.pem'], { cwd }),
      run(['inspect', 'one.der'], { cwd }),
      run(['inspect', '-'], { cwd, stdin: ONE.pem }),
    ]);
    for (const { stdout, stderr, status } of all) {
      expect(stdout).toBe(all[0].stdout);
      expect(stdout).toContain(ONE.sha256);
      expect(stdout).toContain('0.example');
      expect(stderr).toBe('');
      expect(status).toBe(0);
    }
  });

  const names: [string, string][] = [
    ['a fingerprint', ONE.sha256],
    ['a fingerprint with colons, in capitals', ONE.sha256.toUpperCase().replace(/..(?=.)/g, '$&:')],
    ['a fingerprint with spaces', ONE.sha256.replace(/..(?=.)/g, '$& ')],
    ['a crt.sh link', `https://crt.sh/?sha256=${ONE.sha256.toUpperCase()}&opt=zlint`],
  ];

  it.each(names)('finds %s in a bundle', async (_, name) => {
    const cwd = folderOf({ 'all.pem': bundle([TWO, ONE]) });
    const { stdout, status } = await run(['inspect', name, '--from', 'all.pem'], { cwd });
    expect(stdout).toContain(ONE.sha256);
    expect(stdout).not.toContain(TWO.sha256);
    expect(status).toBe(0);
  });

  it('asks crt.sh for a link with an id', async () => {
    const server = await serve((d, response) => {
      if (d === '1234') hit(response, ONE.der);
      else response.writeHead(404).end();
    });
    const from = ['--from', `crt.sh@${server.url}`, '--rate', '0'];
    const { stdout, status } = await run(['inspect', 'https://crt.sh/?id=1234', ...from]);
    expect(stdout).toContain(ONE.sha256);
    expect(status).toBe(0);
    expect(server.asked).toEqual(['1234']);
  });

  it('prints JSON, a document for each certificate, and to a file', async () => {
    const cwd = folderOf({ 'one.pem': ONE.pem });
    const args = ['inspect', 'one.pem', '--format', 'json'];
    const { stdout, status } = await run([...args], { cwd });
    expect(JSON.parse(stdout)).toBeTypeOf('object');
    expect(stdout).toContain(ONE.sha256);
    expect(status).toBe(0);
    await run([...args, '-o', 'out.json'], { cwd });
    expect(readFileSync(join(cwd, 'out.json'), 'utf8')).toBe(stdout);
  });

  it('shows every certificate of a list or bundle', async () => {
    const cwd = folderOf({ 'all.pem': bundle([ONE, TWO]), list: list([ONE, TWO]) });
    const both = await Promise.all([
      run(['inspect', 'all.pem'], { cwd }),
      run(['inspect', 'list', '--from', 'all.pem'], { cwd }),
    ]);
    for (const { stdout } of both) {
      expect(stdout).toContain(ONE.sha256);
      expect(stdout).toContain(TWO.sha256);
    }
  });

  it('says which certificate it could not obtain', async () => {
    const cwd = folderOf({ 'all.pem': bundle([TWO]) });
    const { stdout, stderr, status } = await run(['inspect', ONE.sha256, '--from', 'all.pem'], {
      cwd,
    });
    expect(stdout).toBe('');
    expect(stderr).toContain('not found');
    expect(stderr).toContain(ONE.sha256);
    expect(status).toBe(3);
  });

  it.each(['nonsense', 'missing.pem', 'abc'])('takes %s for a missing file', async (name) => {
    const { stdout, stderr, status } = await run(['inspect', name]);
    expect(stdout).toBe('');
    expect(stderr).toBe(
      `cert-impact: ${name}: neither a file nor a fingerprint\n` +
        'hint: give a file, 64 hex digits, or a crt.sh link\n',
    );
    expect(status).toBe(2);
  });

  it('shows what can be shown of bytes that are hardly a certificate', async () => {
    const cwd = folderOf({
      'x.der': ONE.der.slice(0, 200),
      'y.der': Buffer.from('3003020101', 'hex'),
    });
    for (const name of ['x.der', 'y.der']) {
      const { stdout, stderr, status } = await run(['inspect', name], { cwd });
      expect(stdout, stderr).not.toBe('');
      expect([0, 3]).toContain(status);
    }
  });
});
