import { describe, expect, it } from 'vitest';
import { isShortLived } from '../../src/revocation/short-lived.ts';
import { makeCrlCa } from '../support/make-crl.ts';
import { subjectOf } from './checked.ts';

const ca = makeCrlCa();

function ask(notBefore: string, notAfter: string, options: object = {}): boolean {
  return isShortLived(subjectOf(ca.issue({ notBefore, notAfter, ...options })));
}

describe('a short-lived certificate of the TLS Baseline Requirements', () => {
  it.each([
    ['before 2024-03-15 there are none', '240314235959Z', '240316000000Z', false],
    ['from 2024-03-15: 10 days', '240315000000Z', '240324235959Z', true],
    ['a second more', '240315000000Z', '240325000000Z', false],
    ['until 2026-03-14: 10 days', '260314235959Z', '260324235958Z', true],
    ['from 2026-03-15: 7 days', '260315000000Z', '260321235959Z', true],
    ['a second more', '260315000000Z', '260322000000Z', false],
    ['a certificate of one second', '260315000000Z', '260315000000Z', true],
    ['notAfter before notBefore', '260315000000Z', '260314000000Z', false],
    ['notAfter that cannot be read', '260315000000Z', '269914000000Z', false],
    ['notBefore that cannot be read', '269915000000Z', '260316000000Z', false],
  ])('%s: %s to %s is %s', (_rule, notBefore, notAfter, expected) => {
    expect(ask(notBefore, notAfter)).toBe(expected);
  });

  it('is for TLS servers, and no CA', () => {
    const week = ['250401000000Z', '250407235959Z'] as const;
    expect(ask(...week)).toBe(true);
    expect(ask(...week, { serverAuth: false })).toBe(false);
    expect(ask(...week, { ca: true })).toBe(false);
  });
});
