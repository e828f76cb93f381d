import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { makeCrlCa, toPem } from '../support/make-crl.ts';
import { AS_OF } from './checked.ts';
import { type OpensslVerdict, SCENARIOS, type Scenario } from './scenarios.ts';

const CERTIFICATE_REVOKED = '23';
const CERTIFICATE_EXPIRED = '10';

let dir: string;
beforeAll(() => {
  dir = mkdtempSync(join(tmpdir(), 'cert-impact-crl-'));
});
afterAll(() => {
  rmSync(dir, { recursive: true, force: true });
});

function hasOpenssl(): boolean {
  const { status, stdout } = spawnSync('openssl', ['version'], { encoding: 'utf8' });
  const there = status === 0 && stdout.startsWith('OpenSSL 3');
  if (!there) console.info('skipped: there is no openssl 3 on this machine');
  return there;
}

/** What `openssl verify -crl_check` says of the certificate at as-of, the CA being trusted. */
function verdictOf({ ca: options = {}, leaf = {}, crls }: Scenario): OpensslVerdict {
  const ca = makeCrlCa(options);
  const files: Record<string, string> = {
    'ca.pem': toPem('CERTIFICATE', ca.certificate),
    'leaf.pem': toPem('CERTIFICATE', ca.issue(leaf)),
    'crls.pem': (typeof crls === 'function' ? crls(ca) : crls)
      .map((crl) => toPem('X509 CRL', ca.crl(crl)))
      .join(''),
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(dir, name), text);
  const path = (name: string): string => join(dir, name);
  const { stdout, stderr, status } = spawnSync(
    'openssl',
    [
      ...['verify', '-crl_check', '-attime', `${AS_OF}`, '-CAfile', path('ca.pem')],
      ...(files['crls.pem'] === '' ? [] : ['-CRLfile', path('crls.pem')]),
      path('leaf.pem'),
    ],
    { encoding: 'utf8' },
  );
  if (status === 0) return 'ok';
  const code = /error (\d+) at/.exec(stderr + stdout)?.[1];
  if (code === CERTIFICATE_REVOKED) return 'revoked';
  return code === CERTIFICATE_EXPIRED ? 'expired' : 'unknown';
}

function expectedVerdict(expected: string): OpensslVerdict {
  if (expected === 'notRevoked') return 'ok';
  if (expected.startsWith('revoked')) return 'revoked';
  if (expected === 'expired') return expected;
  return 'unknown';
}

describe.skipIf(!hasOpenssl())('openssl verify -crl_check', () => {
  const agreeing = SCENARIOS.filter(({ openssl }) => openssl === undefined);
  const differing = SCENARIOS.filter(({ openssl }) => openssl !== undefined);

  it.each(agreeing)('agrees that this is $expected: $name', (scenario) => {
    expect(verdictOf(scenario)).toBe(expectedVerdict(scenario.expected));
  });

  it.each(differing)('differs on $name: $openssl.because', (scenario) => {
    expect(verdictOf(scenario)).toBe(scenario.openssl!.says);
  });
});
