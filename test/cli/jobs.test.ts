import { once } from 'node:events';
import { describe, expect, it } from 'vitest';
import { POISON, rawCertificate } from '../support/raw-certificate.ts';
import { integer, simpleName } from '../support/der.ts';
import { bundle, list, type Sample, sample, sampleOf } from './support/certificates.ts';
import { folderOf, run, start } from './support/program.ts';

/** Enough for threads to be started, and for several batches to each. */
const COUNT = 16_000;
const AS_OF = ['--as-of', '2026-11-01', '--offline'];

/** Of seven issuers; every fifth a precertificate, and its final certificate 4,000 places on. */
function certificate(number: number): Sample {
  if (number % 5 !== 0) return sample(number, `CA ${number % 7}`);
  const isFinal = (number / 5) % 1600 >= 800;
  const pair = isFinal ? number - 4000 : number;
  return sampleOf(
    rawCertificate({
      serial: integer((0x200000 + pair).toString(16)),
      issuer: simpleName(['2.5.4.3', `Pairing CA ${pair % 3}`]),
      extensions: isFinal ? [] : [POISON],
    }),
  );
}

const CERTIFICATES = Array.from({ length: COUNT }, (_, number) => certificate(number));
const BROKEN = '-----BEGIN CERTIFICATE-----\nMIIB!!\n-----END CERTIFICATE-----\n';
const NO_CERTIFICATE = '-----BEGIN CERTIFICATE-----\nMAMBAf8=\n-----END CERTIFICATE-----\n';
const BUNDLE = [
  bundle(CERTIFICATES.slice(0, 12_000)),
  'Further certificates:\n',
  BROKEN,
  bundle(CERTIFICATES.slice(11_000, 14_000)),
  NO_CERTIFICATE,
  `https://crt.sh/?sha256=${'ab'.repeat(32)}\n`,
  bundle(CERTIFICATES.slice(14_000)),
  BROKEN,
].join('');
const SUBSET = CERTIFICATES.filter((_, i) => i % 3 === 0 || i > 13_500);
const FILES = { 'bundle.pem': BUNDLE, list: `${list(SUBSET)}${list(SUBSET.slice(0, 9))}` };

describe('--jobs', () => {
  it.each([
    ['the Impact of a bundle', ['bundle.pem']],
    ['the Impact as JSON', ['bundle.pem', '--format', 'json']],
    ['the Impact of a list', ['list', '--from', 'bundle.pem', '--format', 'json']],
    ['of both', ['list', 'bundle.pem', '--format', 'json']],
    ['facts', ['facts', 'bundle.pem']],
    ['facts of a list', ['facts', 'list', '--from', 'bundle.pem']],
  ])('changes not a byte of %s', async (_, args) => {
    const cwd = folderOf(FILES);
    const asOf = args[0] === 'facts' ? ['--offline'] : AS_OF;
    const alone = await run([...args, ...asOf, '--jobs', '1'], { cwd });
    expect(alone.stdout.length).toBeGreaterThan(1000);
    for (const jobs of ['2', '5']) {
      const together = await run([...args, ...asOf, '--jobs', jobs], { cwd });
      expect(together.stdout === alone.stdout).toBe(true);
      expect(untimed(together.stderr)).toBe(untimed(alone.stderr));
      expect(together.status).toBe(alone.status);
    }
  });

  it('pairs precertificates with final certificates that another thread has read', async () => {
    const cwd = folderOf(FILES);
    const { stdout } = await run(['bundle.pem', ...AS_OF, '--jobs', '3', '--format', 'json'], {
      cwd,
    });
    const { certificates } = JSON.parse(stdout) as { certificates: { pairs: number } };
    expect(certificates.pairs).toBe(1600);
  });

  it('starts threads for many certificates, and none for few or with --jobs 1', async () => {
    const cwd = folderOf({ ...FILES, 'few.pem': bundle(CERTIFICATES.slice(0, 500)) });
    const threads = async (...args: string[]): Promise<number> => {
      const { stderr } = await run([...args, ...AS_OF], { cwd, env: { NODE_DEBUG: 'worker' } });
      return stderr.match(/create new worker/g)?.length ?? 0;
    };
    expect(await threads('bundle.pem', '--jobs', '3')).toBe(2);
    expect(await threads('bundle.pem', '--jobs', '1')).toBe(0);
    expect(await threads('few.pem', '--jobs', '3')).toBe(0);
  });

  it('is refused where it is no number of threads', async () => {
    for (const jobs of ['0', '-1', '1.5', 'all', '1000']) {
      const { status, stderr, stdout } = await run(['x', `--jobs=${jobs}`]);
      expect(stderr).toMatch(/^cert-impact: --jobs is no whole number from 1 to 256\nhint: /);
      expect([status, stdout]).toEqual([2, '']);
    }
  });

  it('stops at once when interrupted with threads at work', async () => {
    const cwd = folderOf({ 'big.pem': BUNDLE.repeat(4) });
    const running = start(['facts', 'big.pem', '--offline', '--jobs', '3', '-o', 'out'], {
      cwd,
      env: { NODE_DEBUG: 'worker' },
    });
    await once(running.stderr, 'data');
    const before = performance.now();
    running.kill('SIGINT');
    const { status } = await running.finished;
    expect(performance.now() - before).toBeLessThan(2000);
    expect(status).toBe(130);
  });
});

function untimed(stderr: string): string {
  return stderr.replaceAll(/ in \d+ s$/gm, '');
}
