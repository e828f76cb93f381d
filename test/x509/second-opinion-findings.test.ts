/** What the comparison with the libraries has shown to be wrong here. */
import { describe, expect, it } from 'vitest';
import { readFacts } from '../../src/x509/facts.ts';
import { bytesOf, element, oid, sequence, set, text } from '../support/der.ts';
import { rawCertificate } from '../support/raw-certificate.ts';

function notBefore(tag: number, value: string): string | null {
  const validity = sequence(text(tag, value), text(0x18, '20991231235959Z'));
  return readFacts(rawCertificate({ validity })).notBefore;
}

describe('what the second opinion has found', () => {
  // X.680 §46.2: the fraction is one of the last field that is there
  it.each([
    ['2025010100.25Z', '2025-01-01T00:15:00Z'],
    ['2025010112.5Z', '2025-01-01T12:30:00Z'],
    ['202501010000.5Z', '2025-01-01T00:00:30Z'],
    ['202501012359,75+0100', '2025-01-01T22:59:45Z'],
    ['20250101000000.75Z', '2025-01-01T00:00:00Z'],
  ])('reads the fraction of an hour or a minute in %s', (value, instant) => {
    expect(notBefore(0x18, value)).toBe(instant);
  });

  // RFC 5280 §4.1.2.5.1: a UTCTime is in 1950 to 2049; X.680 §47: it has hours and minutes
  it.each(['25070523Z', '25070523.9959Z'])(
    'does not read the year 2507 from UTCTime %s',
    (value) => {
      expect(notBefore(0x17, value) ?? '').not.toMatch(/^2507/);
    },
  );

  // X.690 §8.23, §8.7.3: the content of a constructed string is that of its segments, joined
  it('joins a string that comes in pieces', () => {
    const pieces = element(0x33, text(0x13, 'GeoTrust EV'), text(0x13, ' SSL CA'));
    const subject = sequence(set(sequence(oid('2.5.4.3'), pieces)));
    const facts = readFacts(rawCertificate({ subject }));
    expect(facts.problems.map(({ code }) => code)).toEqual(['unexpected-tag']);
    expect(facts.subject).toBe('CN=GeoTrust EV SSL CA');
  });

  it('joins the pieces of a name of indefinite length', () => {
    const pieces = bytesOf('2c 80 0c 02 61 62 0c 01 63 00 00');
    const subject = sequence(set(sequence(oid('2.5.4.3'), pieces)));
    expect(readFacts(rawCertificate({ subject })).subject).toBe('CN=abc');
  });
});
