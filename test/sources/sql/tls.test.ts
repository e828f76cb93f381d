import { generateKeyPairSync, webcrypto } from 'node:crypto';
import { chmodSync, chownSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import 'reflect-metadata';
import * as x509 from '@peculiar/x509';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type Certwatch, hasCertwatch, startCertwatch } from '../../support/certwatch.ts';
import { pem } from '../material.ts';
import { collectAll, someCertificates, sqlSource } from './material.ts';

describe.skipIf(!hasCertwatch())('a database that offers TLS', () => {
  const certificates = someCertificates();
  const folder = mkdtempSync(join(tmpdir(), 'cert-impact-tls-'));
  let certwatch: Certwatch;

  beforeAll(async () => {
    const [certificate, key] = await selfSigned();
    const paths = { certificate: join(folder, 'server.pem'), key: join(folder, 'server.key') };
    writeFileSync(paths.certificate, certificate);
    writeFileSync(paths.key, key, { mode: 0o600 });
    if (process.getuid?.() === 0) chownSync(paths.key, 65534, 65534);
    chmodSync(folder, 0o755);
    const settings = ['ssl=on', `ssl_cert_file=${paths.certificate}`, `ssl_key_file=${paths.key}`];
    certwatch = await startCertwatch({ certificates, settings });
  });
  afterAll(async () => {
    await certwatch.close();
    rmSync(folder, { recursive: true });
  });

  it.each([
    ['', true],
    ['?sslmode=require', true],
    ['?sslmode=disable', false],
  ])('is asked with %s in TLS: %s', async (query, tls) => {
    const seen: unknown[] = [];
    const asker = sqlSource(`${certwatch.url}${query}`, { batch: 200 });
    const { found } = await collectAll(asker, certificates, {
      async onFound(row) {
        if (row !== 0) return;
        const rows = await certwatch.psql(
          `SELECT DISTINCT ssl FROM pg_stat_ssl JOIN pg_stat_activity USING (pid)
           WHERE application_name = 'cert-impact/test'`,
        );
        seen.push(...rows);
      },
    });
    expect(found).toBe(certificates.length);
    expect(seen).toEqual([{ ssl: tls }]);
  });

  it('is not asked when it should prove who it is and cannot', async () => {
    const asker = sqlSource(`${certwatch.url}?sslmode=verify-full`);
    const { unavailable } = await collectAll(asker, certificates);
    expect(unavailable).toHaveLength(certificates.length);
    expect(unavailable[0]).toMatch(/self-signed certificate/);
  });
});

async function selfSigned(): Promise<readonly [certificate: string, key: string]> {
  x509.cryptoProvider.set(webcrypto);
  const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
  const algorithm = { name: 'ECDSA', namedCurve: 'P-256', hash: 'SHA-256' };
  const pkcs8 = privateKey.export({ format: 'der', type: 'pkcs8' });
  const spki = publicKey.export({ format: 'der', type: 'spki' });
  const { subtle } = webcrypto;
  const certificate = await x509.X509CertificateGenerator.createSelfSigned({
    serialNumber: '01',
    name: 'CN=127.0.0.1',
    notBefore: new Date('2025-01-01T00:00:00Z'),
    notAfter: new Date('2035-01-01T00:00:00Z'),
    signingAlgorithm: algorithm,
    keys: {
      privateKey: await subtle.importKey('pkcs8', pkcs8, algorithm, true, ['sign']),
      publicKey: await subtle.importKey('spki', spki, algorithm, true, ['verify']),
    },
  });
  return [
    pem(new Uint8Array(certificate.rawData)),
    privateKey.export({ format: 'pem', type: 'pkcs8' }) as string,
  ];
}
