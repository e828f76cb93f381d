import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { crlMisfit } from '../../../src/sources/crl/crl-outline.ts';
import { makeCrlCa } from '../../support/make-crl.ts';
import { hasShared, readPem, sharedPath } from '../../support/shared.ts';
import { CRLS, readCrlOracle, readCrls, sha256 } from '../../revocation/shared-crls.ts';
import { pem } from '../material.ts';
import { fakeCrl } from '../content/setting.ts';

function misfit(body: Uint8Array | string): string | undefined {
  const bytes = Buffer.from(body as Uint8Array);
  return crlMisfit({
    head: bytes.subarray(0, 1 << 16),
    tail: bytes.subarray(-1_024),
    length: bytes.length,
  });
}

describe('the outline of a CRL', () => {
  const ca = makeCrlCa();

  it('is that of one of either version, DER or PEM, whoever follows it', () => {
    const serials = Array.from({ length: 5_000 }, (_, at) => ({ serial: `5a${at + 10_000}` }));
    for (const crl of [
      ca.crl(),
      ca.crl({ version: 1 }),
      ca.crl({ entries: serials }),
      ca.crl({ thisUpdate: '20500101000000Z' }),
      fakeCrl(1),
    ]) {
      expect(misfit(crl)).toBeUndefined();
      expect(misfit(pem(crl, { label: 'X509 CRL' }))).toBeUndefined();
      expect(misfit(`issuer: x\n${pem(crl, { label: 'X509 CRL', eol: '\r\n' })}`)).toBeUndefined();
      expect(misfit(Buffer.concat([crl, Buffer.from('\n')]))).toBeUndefined();
    }
  });

  it('is not that of a certificate, whatever its version', () => {
    expect(misfit(ca.certificate)).toBe('DER of something else');
    expect(misfit(ca.issue())).toBe('DER of something else');
    expect(misfit(pem(ca.certificate))).toBe('something else');
  });

  it.skipIf(!hasShared('corpus/real.pem'))('is not that of any real certificate', () => {
    const taken = readPem(sharedPath('corpus/real.pem')).filter((der) => misfit(der) === undefined);
    expect(taken).toEqual([]);
  });

  it.skipIf(!hasShared(CRLS))('is that of every CRL but some of a fuzzer', () => {
    const refused = readCrls().filter((der) => misfit(der) !== undefined);
    // one without an issuer; and of indefinite length, which nothing ends
    expect(refused.filter(([, length]) => length !== 0x80).length).toBeLessThanOrEqual(1);
    expect(refused.length).toBeLessThan(30);
    const oracle = readCrlOracle();
    const real = refused.filter((der) => oracle.get(sha256(der))?.public_issuer === 'verified');
    expect(real).toEqual([]);
  });

  it('is that of no part of one', () => {
    const crl = ca.crl({ entries: [{ serial: '01' }, { serial: '02' }] });
    for (let length = 0; length < crl.length; length++) {
      expect(misfit(crl.subarray(0, length)), `${length}`).toBeDefined();
    }
    const text = pem(crl, { label: 'X509 CRL' });
    for (let length = 0; length < text.length - 1; length++) {
      expect(misfit(text.slice(0, length)), `${length}`).toBeDefined();
    }
  });

  it('is looked for in any octets without fail', () => {
    const crl = ca.crl();
    fc.assert(
      fc.property(fc.nat(crl.length - 1), fc.nat(255), (at, octet) => {
        const changed = Uint8Array.from(crl);
        changed[at] = octet;
        expect(['string', 'undefined']).toContain(typeof misfit(changed));
      }),
    );
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 64 }), (bytes) => {
        expect(typeof misfit(Uint8Array.of(0x30, ...bytes))).toMatch(/string|undefined/);
      }),
    );
  });
});
