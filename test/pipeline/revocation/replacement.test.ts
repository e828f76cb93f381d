import { describe, expect, it } from 'vitest';
import { mayReplace } from '../../../src/pipeline/revocation/replacement.ts';
import { examineCrl } from '../../../src/revocation/evidence.ts';
import { SerialSet } from '../../../src/revocation/serial-set.ts';
import { AS_OF, issuersOf, subjectOf } from '../../revocation/checked.ts';
import {
  type CrlOptions,
  deltaCrlIndicator,
  issuingDistributionPoint,
  makeCrlCa,
  uri,
} from '../../support/make-crl.ts';

const URL_1 = 'http://crl.example/1.crl';
const [ca, other] = [makeCrlCa(), makeCrlCa({ name: 'Other CA' })];
const serials = new SerialSet();
const subjects = [subjectOf(ca.issue({ crls: [URL_1] }), serials)];
const issuers = issuersOf([ca.certificate, other.certificate]);

function replaces(fresh: CrlOptions, kept: CrlOptions = {}, by = ca): boolean {
  const [after, before] = [by.crl(fresh), ca.crl(kept)].map((der) => [
    examineCrl(der, { kind: 'url', name: URL_1 }, issuers, serials),
  ]);
  return mayReplace(after!, before!, subjects, AS_OF);
}

const part = (url: string): CrlOptions => ({
  extensions: [issuingDistributionPoint({ names: [uri(url)] })],
});

describe('a CRL that is kept', () => {
  it.each<[string, CrlOptions, CrlOptions?]>([
    ['newer', { thisUpdate: '250402000000Z' }],
    ['of the same time with a higher number', { number: '0b' }],
    ['of the same time and number', { entries: [{ serial: '01' }] }],
    ['the same part of the list', { thisUpdate: '250402000000Z', ...part(URL_1) }],
    ['fresh, and the kept one a delta', { number: '01' }, { extensions: [deltaCrlIndicator()] }],
    ['fresh, and the kept one of a wrong signature', { number: '01' }, { spoil: true }],
    ['fresh, and the kept one of another part', { number: '01' }, part('http://crl.example/2.crl')],
    ['stale, as the kept one', { nextUpdate: '250404000000Z' }, { nextUpdate: '250403000000Z' }],
  ])('is replaced by one that is %s', (_, fresh, kept) => {
    expect(replaces(fresh, kept)).toBe(true);
  });

  it.each<[string, CrlOptions]>([
    ['older', { thisUpdate: '250331000000Z', number: '0b' }],
    ['of the same time with a lower number', { number: '09' }],
    ['stale', { thisUpdate: '250402000000Z', nextUpdate: '250404000000Z' }],
    ['a delta', { thisUpdate: '250402000000Z', extensions: [deltaCrlIndicator()] }],
    ['another part', { thisUpdate: '250402000000Z', ...part('http://crl.example/2.crl') }],
    ['of the future', { thisUpdate: '250406000000Z' }],
    ['signed by somebody else', { thisUpdate: '250402000000Z', signer: other.signer }],
  ])('is not replaced by one that is %s', (_, fresh) => {
    expect(replaces(fresh)).toBe(false);
  });

  it('is not replaced by one of another issuer that is known', () => {
    expect(replaces({ thisUpdate: '250402000000Z' }, {}, other)).toBe(false);
  });
});
