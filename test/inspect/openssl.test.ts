import { spawnSync } from 'node:child_process';
import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/inspect/inspect.ts';
import type { Inspection } from '../../src/inspect/inspection.ts';
import { HAS_CORPUS, sampleOf, WITHOUT_CORPUS } from './corpus.ts';
import { extensionsOf, itemOf, sectionOf } from './find.ts';

const HAS_OPENSSL = spawnSync('openssl', ['version']).status === 0;
const WITHOUT_OPENSSL = HAS_OPENSSL ? WITHOUT_CORPUS : ' (skipped: no openssl on this machine)';

describe.skipIf(!HAS_CORPUS || !HAS_OPENSSL)(`what openssl prints${WITHOUT_OPENSSL}`, () => {
  const samples = HAS_CORPUS ? sampleOf('sample-candidates.pem', 12) : [];

  it.each(samples.map((der, i) => [i, der] as const))(
    'is what we say of sample %i',
    async (_, der) => {
      const inspection = await decodeCertificate(der);
      const printed = openssl(der);

      const serial = itemOf(sectionOf(inspection, 'Identity'), 'serial number')?.value ?? '';
      expect(BigInt(`0x${serial}`)).toBe(BigInt(`0x${value(printed, 'serial') ?? ''}`));
      expect(inspection.sha256).toBe(
        value(printed, 'sha256 Fingerprint')?.replaceAll(':', '').toLowerCase(),
      );
      expect(validity(inspection)).toEqual([
        seconds(value(printed, 'notBefore')),
        seconds(value(printed, 'notAfter')),
      ]);
      expect(dnsNames(inspection)).toEqual(
        [...printed.matchAll(/\bDNS:([^,\s]+)/g)].map(([, name]) => name),
      );
      expect(keyIdentifier(inspection)).toBe(
        /Subject Key Identifier:[^\n]*\n\s*([0-9A-F:]+)/
          .exec(printed)?.[1]
          ?.replaceAll(':', '')
          .toLowerCase(),
      );
      const [constraints = []] = extensionsOf(inspection, '2.5.29.19');
      expect(itemOf(constraints, 'CA')?.value === 'yes').toBe(printed.includes('CA:TRUE'));
    },
  );
});

function openssl(der: Uint8Array): string {
  const extensions = 'subjectAltName,subjectKeyIdentifier,basicConstraints';
  const args = ['-serial', '-fingerprint', '-sha256', '-dates', '-ext', extensions];
  const { stdout } = spawnSync('openssl', ['x509', '-inform', 'DER', '-noout', ...args], {
    input: der,
    encoding: 'utf8',
  });
  return stdout;
}

function value(printed: string, name: string): string | undefined {
  const line = printed
    .split('\n')
    .find((each) => each.toLowerCase().startsWith(`${name.toLowerCase()}=`));
  return line?.slice(name.length + 1);
}

function seconds(date: string | undefined): number {
  return Date.parse(date ?? '');
}

function validity(inspection: Inspection): number[] {
  const items = sectionOf(inspection, 'Validity');
  return ['notBefore', 'notAfter'].map((label) => seconds(itemOf(items, label)?.value));
}

function dnsNames(inspection: Inspection): readonly string[] {
  return itemOf(extensionsOf(inspection, '2.5.29.17')[0] ?? [], 'dNSName')?.values ?? [];
}

function keyIdentifier(inspection: Inspection): string | undefined {
  return itemOf(extensionsOf(inspection, '2.5.29.14')[0] ?? [], 'key identifier')?.hex;
}
