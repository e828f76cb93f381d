import { createHash } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { type CertificateFacts, readFacts } from '../../src/x509/facts.ts';
import { compareTypes } from '../../src/x509/policy-name.ts';
import { type OracleEntry, hasShared, readOracle, readPem, sharedPath } from '../support/shared.ts';

interface Difference {
  readonly sha256: string;
  readonly field: string;
  readonly reason: string;
}

const differences = JSON.parse(
  readFileSync(new URL('oracle-differences.json', import.meta.url), 'utf8'),
) as Difference[];

/** The oracle's names of what our names are called elsewhere; where it has only the OID, so do we. */
const KEY_NAMES: Readonly<Record<string, string>> = {
  MLDSA44: 'ML-DSA-44',
  MLDSA65: 'ML-DSA-65',
  MLDSA87: 'ML-DSA-87',
  MLKEM512: 'ML-KEM-512',
  MLKEM768: 'ML-KEM-768',
  MLKEM1024: 'ML-KEM-1024',
};

const TYPE_NAMES: Readonly<Record<string, string>> = {
  CS: 'code signing',
  EVCS: 'code signing EV',
  TSA: 'timestamping',
};

const SMIME_NAMES: Readonly<Record<string, string>> = {
  MV: 'mailbox',
  OV: 'organization',
  SV: 'sponsor',
  IV: 'individual',
};

describe.skipIf(!hasShared('corpus/oracle.jsonl.gz'))('facts against the oracle', () => {
  it('gives the facts of every certificate of the corpus, or a reason for the difference', () => {
    const oracle = readOracle();
    const open = new Map(differences.map((d) => [`${d.sha256} ${d.field}`, d.reason]));
    const unexplained: string[] = [];
    const seen = new Set<string>();
    let compared = 0;
    for (const file of ['real.pem', 'other.pem']) {
      for (const der of readPem(sharedPath(`corpus/${file}`))) {
        const facts = readFacts(der);
        if (seen.has(facts.sha256)) continue;
        seen.add(facts.sha256);
        for (const [field, ours, theirs] of pairs(facts, oracle.get(facts.sha256)!)) {
          if (theirs === undefined || theirs === null) continue;
          compared++;
          const difference = `${facts.sha256} ${field}`;
          if (JSON.stringify(ours) === JSON.stringify(theirs)) continue;
          if (open.delete(difference)) continue;
          unexplained.push(`${difference}: ${JSON.stringify(ours)} and ${JSON.stringify(theirs)}`);
        }
      }
    }
    expect(unexplained).toEqual([]);
    expect([...open.keys()], 'listed as different, but equal').toEqual([]);
    expect(seen.size).toBe(oracle.size);
    expect(compared).toBeGreaterThan(300_000);
  });

  it('has a reason for each difference', () => {
    for (const { reason } of differences) expect(reason.length).toBeGreaterThan(20);
  });
});

type Comparison = [field: string, ours: unknown, theirs: unknown];

function pairs(facts: CertificateFacts, entry: OracleEntry): Comparison[] {
  return [
    ['serial', facts.serial, entry.serial_hex && normalSerial(entry.serial_hex)],
    ['issuer', facts.issuer, entry.issuer_rfc4514],
    ['subject', facts.subject, entry.subject_rfc4514],
    ['notBefore', facts.notBefore, entry.not_before],
    ['notAfter', facts.notAfter, entry.not_after],
    [
      'signatureAlgorithm.oid',
      facts.signatureAlgorithm?.oid,
      entry.sig_alg_oid === '' ? undefined : entry.sig_alg_oid,
    ],
    ['signatureAlgorithm.name', facts.signatureAlgorithm?.name, named(entry.sig_alg_name)],
    ['publicKey.algorithm', facts.publicKey?.algorithm, keyName(entry)],
    ['publicKey.bits', facts.publicKey?.bits, entry.key_bits],
    ['publicKey.curve', facts.publicKey?.curve, named(entry.curve)],
    ['precertificate', facts.precertificate, entry.is_precert],
    ['ca', facts.ca, entry.is_ca],
    ['policies', facts.policies, entry.policy_oids],
    ['extendedKeyUsages', facts.extendedKeyUsages, entry.eku_oids],
    ['dnsNames', namesDigest(facts.dnsNames), entry.dns_names_sha256],
    ['dnsNames.length', facts.dnsNames.length, entry.dns_names_count],
    ['otherNames', otherNameCounts(facts), entry.san_other_counts && otherCounts(entry)],
    ['scts', facts.scts, entry.scts && oracleScts(entry.scts)],
    ['crlDistributionPoints', facts.crlDistributionPoints, entry.crl_dp],
    ['authorityInfoAccess', facts.authorityInfoAccess, entry.aia && oracleAccess(entry.aia)],
    ['validationType', facts.validationType, validationType(facts, entry)],
  ];
}

function normalSerial(hex: string): string {
  const sign = hex.startsWith('-') ? '-' : '';
  const digits = hex.slice(sign.length).replace(/^0+(?=.)/, '');
  return `${sign}${digits.length % 2 === 0 ? '' : '0'}${digits}`;
}

/** Undefined for a dotted OID: there the oracle has no name, and we may have one. */
function named(name: string | null | undefined): string | undefined {
  return name && !/^\d+(\.\d+)+$/.test(name) ? name : undefined;
}

function keyName({ spki_alg: name, spki_alg_oid: oid }: OracleEntry): string | undefined {
  // the oracle calls RSASSA-PSS keys RSA; the OID is compared by its name
  if (name === 'RSA' && oid === '1.2.840.113549.1.1.10') return 'RSASSA-PSS';
  return named(KEY_NAMES[name ?? ''] ?? name);
}

function namesDigest(names: readonly string[]): string | undefined {
  return names.length === 0
    ? undefined
    : createHash('sha256').update(names.join('\n'), 'utf8').digest('hex');
}

const OTHER_COUNT_KEYS: Readonly<Record<string, string>> = {
  otherName: 'other',
  directoryName: 'dir',
  registeredID: 'rid',
  x400Address: 'x400',
  ediPartyName: 'edi',
};

function otherNameCounts(facts: CertificateFacts): Record<string, number> {
  const counts: Record<string, number> = {};
  const count = (key: string, n: number): void => {
    if (n > 0) counts[key] = (counts[key] ?? 0) + n;
  };
  count('email', facts.emailAddresses.length);
  count('ip', facts.ipAddresses.length);
  count('uri', facts.uris.length);
  for (const { type } of facts.otherNames) count(OTHER_COUNT_KEYS[type]!, 1);
  return sorted(counts);
}

function otherCounts(entry: OracleEntry): Record<string, number> {
  return sorted(
    Object.fromEntries(Object.entries(entry.san_other_counts ?? {}).filter(([key]) => key !== '?')),
  );
}

function sorted(counts: Record<string, number>): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function oracleScts(
  scts: NonNullable<OracleEntry['scts']>,
): { logId: string; timestamp: string }[] {
  return scts.map((sct) => ({ logId: sct.log_id, timestamp: sct.timestamp }));
}

function oracleAccess(aia: NonNullable<OracleEntry['aia']>): object {
  return { ocsp: aia.ocsp, caIssuers: aia.ca_issuers };
}

/** The oracle reads the reserved OIDs only, of CA certificates too; we infer where it says none. */
function validationType(facts: CertificateFacts, entry: OracleEntry): string | undefined {
  const type = entry.validation_type;
  if (!type || type === 'none' || facts.ca) return undefined;
  return type
    .split('+')
    .map((part) => {
      const smime = /^SMIME-(..)-(.*)$/.exec(part);
      return smime ? `S/MIME ${SMIME_NAMES[smime[1]!]!} ${smime[2]!}` : (TYPE_NAMES[part] ?? part);
    })
    .sort(compareTypes)
    .join('+');
}
