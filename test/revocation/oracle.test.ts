import { readFileSync } from 'node:fs';
import { CertificateRevocationList, PublicKeyInfo } from 'pkijs';
import { describe, expect, it } from 'vitest';
import { decodeIntegerHex } from '../../src/der/integer.ts';
import { formatInstant } from '../../src/der/time.ts';
import { comparableName } from '../../src/revocation/comparable-name.ts';
import { decodeCrlFile } from '../../src/revocation/crl-file.ts';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { EntryReader } from '../../src/revocation/entry-reader.ts';
import { verifyCrlSignature } from '../../src/revocation/verify-signature.ts';
import { decodeSignatureAlgorithm } from '../../src/x509/algorithm.ts';
import { decodeName } from '../../src/x509/name.ts';
import { hasShared, readPem, sharedPath } from '../support/shared.ts';
import { issuersOf } from './checked.ts';
import { CRLS, type OracleCrl, readCrlOracle, readCrls, sha256 } from './shared-crls.ts';

type Comparison = [field: string, ours: unknown, theirs: unknown];

function comparisons(der: Uint8Array, theirs: OracleCrl): Comparison[] {
  const crl = new CrlReader();
  crl.read(der);
  const { serials, entries } = readEntries(crl);
  const { issuerStart, issuerEnd } = crl;
  const algorithm = [crl.signatureAlgorithmStart, crl.signatureAlgorithmEnd] as const;
  return [
    ['issuer, octets', sha256(der.subarray(issuerStart, issuerEnd)), theirs.issuer_der_sha256],
    ['issuer', decodeName(der, issuerStart, issuerEnd), theirs.issuer_rfc4514],
    ['thisUpdate', formatInstant(crl.thisUpdate), theirs.this_update],
    ['nextUpdate', formatInstant(crl.nextUpdate), theirs.next_update],
    ['entries', entries, theirs.entries],
    ['serials', serials, theirs.serials_first],
    ['number', crl.extensions.number, theirs.crl_number],
    ['algorithm', decodeSignatureAlgorithm(der, ...algorithm).oid, theirs.sig_alg_oid],
    ['readable', crl.readable, theirs.raw_error === undefined ? true : undefined],
  ];
}

/** The first three serial numbers as the oracle writes them, and how many entries there are. */
function readEntries(crl: CrlReader): { serials: string[]; entries: number } {
  const serials: string[] = [];
  let entries = 0;
  const entry = new EntryReader();
  entry.begin(crl);
  while (entry.readNext()) {
    const hex = decodeIntegerHex(crl.bytes, entry.serialStart, entry.serialEnd);
    if (entries++ < 3) serials.push(hex.replace(/^(-?)0+(?=.)/, '$1'));
  }
  return { serials, entries };
}

describe.skipIf(!hasShared(CRLS))('real CRLs', () => {
  it('are found in their file, each with its line', () => {
    const file = readFileSync(sharedPath(CRLS));
    const blocks = [...decodeCrlFile(file)];
    expect(blocks.map(({ der }) => sha256(der))).toEqual(readCrls().map(sha256));
    const lines = file.toString('latin1').split('\n');
    for (const { line, problem } of blocks) {
      expect(lines[line! - 1]).toBe('-----BEGIN X509 CRL-----');
      expect(problem).toBeNull();
    }
  });

  it('hold what the oracle reads in them', () => {
    const oracle = readCrlOracle();
    const crls = readCrls();
    const different: string[] = [];
    let compared = 0;
    for (const der of crls) {
      const theirs = oracle.get(sha256(der))!;
      for (const [field, ours, other] of comparisons(der, theirs)) {
        if (other === undefined || other === null) continue;
        compared++;
        const [a, b] = [JSON.stringify(ours), JSON.stringify(other)];
        if (a !== b) different.push(`${theirs.sha256} ${field}: ${a} here, ${b} there`);
      }
    }
    expect(different).toEqual([]);
    expect(crls.length).toBe(416);
    expect(compared).toBeGreaterThan(2500);
  });
});

const CORPUS = 'corpus/real.pem';

describe.skipIf(!hasShared(CRLS) || !hasShared(CORPUS))('signatures of real CRLs', () => {
  it('are verified where the oracle has verified them and the issuer is at hand', () => {
    const certificates = ['real.pem', 'other.pem', 'sample-candidates.pem'].flatMap((name) =>
      readPem(sharedPath(`corpus/${name}`)),
    );
    const atHand = new Set(certificates.map(sha256));
    const issuers = issuersOf(certificates);
    const oracle = readCrlOracle();
    let verified = 0;
    for (const der of readCrls()) {
      const { issuer_cert: issuerCertificate } = oracle.get(sha256(der))!;
      if (issuerCertificate === undefined) continue;
      const crl = new CrlReader();
      crl.read(der);
      const name = comparableName(der, crl.issuerStart, crl.issuerEnd);
      const { state } = verifyCrlSignature(crl, name, issuers);
      if (atHand.has(issuerCertificate)) {
        expect(state).toBe('verified');
        verified++;
      } else expect(['no-issuer', 'wrong', 'verified']).toContain(state);
    }
    expect(verified).toBe(13);
  });

  it('are what pkijs finds them to be, key by key', { timeout: 300_000 }, async () => {
    const issuers = issuersOf(
      ['real.pem', 'other.pem'].flatMap((name) => readPem(sharedPath(`corpus/${name}`))),
    );
    const found = { verified: 0, wrong: 0 };
    for (const der of readCrls().filter(({ length }) => length < 100_000)) {
      const crl = new CrlReader();
      crl.read(der);
      if (!crl.readable) continue;
      const name = comparableName(der, crl.issuerStart, crl.issuerEnd);
      const ours = verifyCrlSignature(crl, name, issuers);
      if (ours.state !== 'verified' && ours.state !== 'wrong') continue;
      const keys =
        ours.state === 'verified' ? [ours.issuer] : issuers.candidatesFor(name, null).slice(0, 4);
      for (const { publicKey } of keys) {
        const theirs = await pkijsVerdict(der, publicKey);
        if (theirs === undefined) continue;
        expect(theirs, sha256(der)).toBe(ours.state === 'verified');
        found[ours.state]++;
      }
    }
    expect(found.verified).toBeGreaterThan(50);
    expect(found.wrong).toBeGreaterThan(20);
  });
});

/** Undefined where pkijs does not read the CRL or the key, or has no such algorithm. */
async function pkijsVerdict(der: Uint8Array, publicKey: Uint8Array): Promise<boolean | undefined> {
  try {
    const crl = CertificateRevocationList.fromBER(der);
    return await crl.verify({ publicKeyInfo: PublicKeyInfo.fromBER(publicKey) });
  } catch {
    return undefined;
  }
}
