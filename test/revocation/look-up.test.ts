import { describe, expect, it } from 'vitest';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { type CrlMatches, lookUp } from '../../src/revocation/look-up.ts';
import { SerialSet } from '../../src/revocation/serial-set.ts';
import { bytesOf, simpleName } from '../support/der.ts';
import {
  type EntryOptions,
  certificateIssuer,
  invalidityDate,
  makeCrlCa,
} from '../support/make-crl.ts';
import { Random } from '../support/random.ts';
import { extension } from '../support/raw-certificate.ts';
import { seconds } from './checked.ts';

const ca = makeCrlCa();

function lookFor(
  serials: readonly string[],
  ...entries: (EntryOptions | Uint8Array)[]
): CrlMatches {
  const wanted = new SerialSet();
  for (const serial of serials) wanted.add(bytesOf(serial));
  const crl = new CrlReader();
  crl.read(ca.crl({ entries }));
  return lookUp(crl, wanted);
}

describe('what is looked up in a CRL', () => {
  it('is found with all that its entry says', () => {
    const matches = lookFor(
      ['01', '7b01', '02'],
      { serial: '05' },
      { serial: '7b01', reason: 4, extensions: [invalidityDate('20250310080000Z')] },
      { serial: '02' },
    );
    expect(matches).toMatchObject({ entries: 3, size: 2, unreadableEntries: 0 });
    expect(matches.entryOf(0)).toBeUndefined();
    expect(matches.entryOf(1)).toEqual({
      revocationDate: seconds('2025-03-20T12:00:00Z'),
      invalidityDate: seconds('2025-03-10T08:00:00Z'),
      reasonCode: 4,
    });
    expect(matches.entryOf(2)).toEqual({
      revocationDate: seconds('2025-03-20T12:00:00Z'),
      invalidityDate: null,
      reasonCode: -1,
    });
  });

  it('is told apart from what was not looked up', () => {
    const wanted = new SerialSet();
    wanted.add(bytesOf('01'));
    const crl = new CrlReader();
    crl.read(ca.crl({ entries: [{ serial: '02' }] }));
    const matches = lookUp(crl, wanted);
    const later = wanted.add(bytesOf('02'));
    expect([matches.wasSought(0), matches.wasSought(later), matches.wasSought(-1)]).toEqual([
      true,
      false,
      false,
    ]);
    expect(matches.entryOf(later)).toBeUndefined();
  });

  it('counts for good before on hold before removed, and early before late', () => {
    const dates = ['250301000000Z', '250302000000Z', '250303000000Z', '250304000000Z'] as const;
    const [removed, hold, late, early] = [
      { serial: '01', reason: 8, date: dates[0] },
      { serial: '01', reason: 6, date: dates[1] },
      { serial: '01', reason: 4, date: dates[3] },
      { serial: '0001', reason: 1, date: dates[2] },
    ];
    const reasonOf = (...entries: EntryOptions[]): unknown =>
      lookFor(['01'], ...entries).entryOf(0)?.reasonCode;
    expect(reasonOf(removed, hold)).toBe(6);
    expect(reasonOf(hold, removed)).toBe(6);
    expect(reasonOf(removed, late, hold)).toBe(4);
    expect(reasonOf(hold, late, early, removed)).toBe(1);
    expect(reasonOf(early, late)).toBe(1);
  });

  it('tells what in any entry changes what the others say', () => {
    const sign = lookFor([], { serial: '01' });
    expect(sign).toMatchObject({ hasCertificateIssuer: false, hasUnknownCritical: false });
    const issuer = certificateIssuer(simpleName(['2.5.4.3', 'X']));
    expect(lookFor([], { serial: '01', extensions: [issuer] }).hasCertificateIssuer).toBe(true);
    const unknown = extension('1.2.3', bytesOf('05 00'), true);
    expect(lookFor([], { serial: '01', extensions: [unknown] }).hasUnknownCritical).toBe(true);
    expect(lookFor([], bytesOf('05 00'), { serial: '01' })).toMatchObject({
      entries: 2,
      unreadableEntries: 1,
    });
  });

  it('is what a plain look through the entries finds', () => {
    const random = new Random(3);
    const serials = Array.from({ length: 3000 }, () =>
      Buffer.from([1 + random.below(100), ...random.octets(1)]).toString('hex'),
    );
    const entries = serials.slice(1000).map((serial, i) => ({ serial, reason: 1 + (i % 5) }));
    const wanted = [...new Set(serials.slice(0, 2000))];
    const onList = new Set(entries.map(({ serial }) => serial));
    const matches = lookFor(wanted, ...entries);
    expect(matches.size).toBe(wanted.filter((serial) => onList.has(serial)).length);
    wanted.forEach((serial, row) => {
      expect(matches.entryOf(row) !== undefined).toBe(onList.has(serial));
    });
  });
});
