import { describe, expect, it } from 'vitest';
import { decodeCertificate } from '../../src/inspect/inspect.ts';
import type { Inspection, Item } from '../../src/inspect/inspection.ts';
import { renderInspectionJson } from '../../src/inspect/json.ts';
import { renderInspectionText } from '../../src/inspect/text.ts';
import {
  HAS_CORPUS,
  type OracleLine,
  readOracle,
  sampleOf,
  sha256Of,
  WITHOUT_CORPUS,
} from './corpus.ts';
import { extensionsOf, isFullyDecoded, itemOf, sectionOf } from './find.ts';

const SAMPLES_A_FILE = 500;
const TIME_LIMIT_MS = 40_000;

describe.skipIf(!HAS_CORPUS)(`certificates of the corpus${WITHOUT_CORPUS}`, () => {
  const oracle = HAS_CORPUS ? readOracle() : new Map<string, OracleLine>();

  it.each(['real.pem', 'other.pem'])(
    'agree with the oracle wherever a decoder accepted them: %s',
    async (file) => {
      const odd: string[] = [];
      const until = performance.now() + TIME_LIMIT_MS;
      let seen = 0;
      let decoded = 0;
      for (const der of sampleOf(file, SAMPLES_A_FILE)) {
        if (performance.now() > until) break;
        const inspection = await decodeCertificate(der);
        expect(inspection.sha256).toBe(sha256Of(der));
        expect(renderInspectionText(inspection)).toContain(inspection.sha256);
        expect(JSON.parse(renderInspectionJson(inspection))).toEqual(inspection);
        seen++;
        if (!isFullyDecoded(inspection)) continue;
        decoded++;
        const expected = oracle.get(inspection.sha256);
        // of extensions that stand twice the oracle takes one, a person sees both
        if (expected === undefined || expected.duplicate_ext !== undefined) continue;
        odd.push(...differences(inspection, expected));
      }
      expect(odd, odd.join('\n')).toHaveLength(0);
      expect(seen).toBeGreaterThan(100);
      expect(decoded / seen).toBeGreaterThan(0.8);
    },
  );

  it('have the same hash for CT when they are a pair of precertificate and certificate', async () => {
    const hashes = new Map<string, Set<string>>();
    for (const der of sampleOf('pairs.pem', 100)) {
      const inspection = await decodeCertificate(der);
      const items = sectionOf(inspection, 'Hashes');
      const item = itemOf(items, 'TBS SHA-256, CT form') ?? itemOf(items, 'TBS SHA-256');
      const hash = item?.value ?? '';
      const kinds = hashes.get(hash) ?? new Set<string>();
      hashes.set(hash, kinds.add(inspection.title.split(' ', 1)[0] ?? ''));
    }
    const pairs = [...hashes.values()].filter((kinds) => kinds.size === 2);
    // of the 62 on purpose only these; the hashes are those of pyca's tbs_precertificate_bytes
    expect(pairs).toHaveLength(6);
  });
});

function differences(inspection: Inspection, expected: OracleLine): string[] {
  const identity = sectionOf(inspection, 'Identity');
  const summary = sectionOf(inspection, 'Certificate');
  const validity = sectionOf(inspection, 'Validity');
  const hashes = sectionOf(inspection, 'Hashes');
  const pairs: [field: string, ours: unknown, theirs: unknown][] = [
    ['serial', integer(itemOf(identity, 'serial number')?.value), integer(expected.serial_hex)],
    ['issuer', issuerOf(summary), expected.issuer_rfc4514],
    ['notBefore', itemOf(validity, 'notBefore')?.value, expected.not_before],
    ['notAfter', itemOf(validity, 'notAfter')?.value, expected.not_after],
    ['tbs', itemOf(hashes, 'TBS SHA-256')?.value, expected.tbs_sha256],
    ['spki', itemOf(hashes, 'public key SHA-256')?.value, expected.spki_sha256],
    ['precertificate', inspection.title.startsWith('pre'), expected.is_precert],
    ['policies', policies(inspection), expected.policy_oids],
    ['purposes', purposes(inspection), expected.eku_oids],
    ['dnsNames', dnsNames(inspection), expected.dns_names_count],
    ['scts', scts(inspection), expected.scts?.map((s) => `${s.log_id} ${s.timestamp_ms}`)],
  ];
  return pairs
    .filter(([, , theirs]) => theirs !== undefined && theirs !== null)
    .filter(([, ours, theirs]) => JSON.stringify(ours) !== JSON.stringify(theirs))
    .map(
      ([field, ours, theirs]) =>
        `${inspection.sha256} ${field}: ${JSON.stringify(ours)} != ${JSON.stringify(theirs)}`,
    );
}

function issuerOf(summary: readonly Item[]): string | undefined {
  const value = itemOf(summary, 'issuer')?.value;
  return value === '(empty)' ? '' : value;
}

function integer(hex: string | undefined): string | undefined {
  if (hex === undefined) return undefined;
  const [sign, digits] = hex.startsWith('-') ? ['-', hex.slice(1)] : ['', hex];
  return `${sign}${BigInt(`0x${digits}`).toString(16)}`;
}

function policies(inspection: Inspection): string[] {
  return extensionsOf(inspection, '2.5.29.32')
    .flat()
    .flatMap(({ oid }) => oid ?? []);
}

function purposes(inspection: Inspection): string[] {
  return extensionsOf(inspection, '2.5.29.37')
    .flatMap((items) => itemOf(items, 'purposes')?.values ?? [])
    .map((purpose) => /([\d.]+)\)?$/.exec(purpose)?.[1] ?? '?');
}

function dnsNames(inspection: Inspection): number {
  return extensionsOf(inspection, '2.5.29.17')
    .map((items) => itemOf(items, 'dNSName')?.values?.length ?? 0)
    .reduce((sum, count) => sum + count, 0);
}

function scts(inspection: Inspection): string[] {
  return extensionsOf(inspection, '1.3.6.1.4.1.11129.2.4.2').flatMap((items) =>
    items
      .filter((item) => item.label.startsWith('SCT '))
      .map(({ items: fields = [] }) => {
        const log = fields.find((field: Item) => field.label === 'log ID' && field.note === 'hex');
        const time = fields.find((field: Item) => field.label === 'timestamp');
        return `${log?.value ?? '?'} ${time?.note?.replace(' ms', '') ?? '?'}`;
      }),
  );
}
