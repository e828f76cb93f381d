import { describe, expect, it } from 'vitest';
import { decodeHex } from '../../src/der/integer.ts';
import { CrlReader } from '../../src/revocation/crl-reader.ts';
import { EntryReader } from '../../src/revocation/entry-reader.ts';
import { bytesOf, concat, element, integer, sequence, simpleName } from '../support/der.ts';
import {
  type EntryOptions,
  certificateIssuer,
  invalidityDate,
  makeCrlCa,
  reasonCode,
  time,
} from '../support/make-crl.ts';
import { extension } from '../support/raw-certificate.ts';
import { seconds } from './checked.ts';

const ca = makeCrlCa();
const DATE = seconds('2025-03-20T12:00:00Z');

interface Read {
  readonly serial: string;
  readonly date: number;
  readonly sound: boolean;
  readonly reasonCode: number;
  readonly invalidityDate: number;
  readonly hasCertificateIssuer: boolean;
  readonly hasUnknownCritical: boolean;
}

function readAll(...entries: (EntryOptions | Uint8Array)[]): Read[] {
  const crl = new CrlReader();
  crl.read(ca.crl({ entries }));
  const reader = new EntryReader();
  reader.begin(crl);
  const read: Read[] = [];
  while (reader.readNext()) {
    read.push({
      serial: decodeHex(crl.bytes, reader.serialStart, reader.serialEnd),
      date: reader.revocationDate(),
      sound: reader.sound,
      reasonCode: reader.reasonCode,
      invalidityDate: reader.invalidityDate,
      hasCertificateIssuer: reader.hasCertificateIssuer,
      hasUnknownCritical: reader.hasUnknownCritical,
    });
  }
  return read;
}

const PLAIN: Read = {
  serial: '7b01',
  date: DATE,
  sound: true,
  reasonCode: -1,
  invalidityDate: NaN,
  hasCertificateIssuer: false,
  hasUnknownCritical: false,
};

describe('the entries of a CRL', () => {
  it('are none where there is no list', () => {
    expect(readAll()).toEqual([]);
  });

  it('hold a serial number and a date', () => {
    expect(readAll({ serial: '7b01' })).toEqual([PLAIN]);
    expect(readAll({ serial: '7b01', date: '20520320120000Z' })).toEqual([
      { ...PLAIN, date: seconds('2052-03-20T12:00:00Z') },
    ]);
  });

  it('hold serial numbers as they stand, positive or not, of any length', () => {
    const serials = ['01', '00', '00ff', 'ff', '0001', '00'.repeat(30), 'f1'.repeat(300)];
    expect(readAll(...serials.map((serial) => ({ serial }))).map(({ serial }) => serial)).toEqual(
      serials,
    );
  });

  it.each([0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 200])('hold reason %i', (reason) => {
    expect(readAll({ serial: '7b01', reason })).toEqual([{ ...PLAIN, reasonCode: reason }]);
  });

  it('hold a reason that is critical, or beside other extensions', () => {
    const critical = extension('2.5.29.21', bytesOf('0a 01 04'), true);
    const entry = { serial: '7b01', extensions: [critical] };
    expect(readAll(entry)).toEqual([{ ...PLAIN, reasonCode: 4 }]);
    const both = { serial: '7b01', extensions: [invalidityDate('20250310080000Z'), reasonCode(1)] };
    expect(readAll(both)).toEqual([
      { ...PLAIN, reasonCode: 1, invalidityDate: seconds('2025-03-10T08:00:00Z') },
    ]);
  });

  it('hold a reason that cannot be read as one that does not exist', () => {
    for (const value of ['02 01 01', '0a 02 00 01', '0a 00', '']) {
      const entry = { serial: '7b01', extensions: [extension('2.5.29.21', bytesOf(value))] };
      expect(readAll(entry)).toEqual([{ ...PLAIN, reasonCode: 255 }]);
    }
  });

  it('may be of another issuer', () => {
    const entry = { serial: '7b01', extensions: [certificateIssuer(simpleName(['2.5.4.3', 'X']))] };
    expect(readAll(entry)).toEqual([{ ...PLAIN, hasCertificateIssuer: true }]);
  });

  it('may have a critical extension that nobody knows, also with a flag that is not quite TRUE', () => {
    const known = (flag: string): unknown => {
      const unknown = sequence(bytesOf('06 02 2a 03'), bytesOf(flag), bytesOf('04 02 05 00'));
      return readAll({ serial: '7b01', extensions: [unknown] })[0]!.hasUnknownCritical;
    };
    expect(known('01 01 ff')).toBe(true);
    expect(known('01 01 01')).toBe(true);
    expect(known('01 00')).toBe(true);
    expect(known('01 02 00 00')).toBe(true);
    expect(known('01 01 00')).toBe(false);
    expect(known('')).toBe(false);
  });

  it('do not carry anything over to the next', () => {
    const everything = {
      serial: 'ff',
      date: '20250310080000Z',
      extensions: [
        reasonCode(1),
        invalidityDate('20250310080000Z'),
        certificateIssuer(simpleName(['2.5.4.3', 'X'])),
        extension('1.2.3', bytesOf('05 00'), true),
      ],
    };
    const broken = bytesOf('05 00');
    expect(readAll(everything, { serial: '7b01' }, broken, { serial: '7b01' })).toEqual([
      expect.objectContaining({ reasonCode: 1, hasCertificateIssuer: true }),
      PLAIN,
      expect.objectContaining({ sound: false, serial: '', date: NaN }),
      PLAIN,
    ]);
  });

  it.each([
    ['another type', element(0x31, integer('7b01'), time('250320120000Z'))],
    ['no serial number', sequence(time('250320120000Z'))],
    ['an empty one', sequence(integer(''), time('250320120000Z'))],
    ['another type for it', sequence(element(0x04, bytesOf('7b 01')), time('250320120000Z'))],
    ['one that reaches beyond', sequence(bytesOf('02 20 7b 01'))],
    ['no extensions in their place', sequence(integer('05'), time('250320120000Z'), integer('01'))],
    ['no content', sequence()],
  ])('are not sound with %s, and the next one is read', (_name, entry) => {
    const [first, second] = readAll(entry, { serial: '7b01' });
    expect(first!.sound).toBe(false);
    expect(second).toEqual(PLAIN);
  });

  it('are read in all the forms of BER', () => {
    const indefinite = concat(
      bytesOf('30 80'),
      integer('7b01'),
      time('250320120000Z'),
      bytesOf('00 00'),
    );
    const long = concat(bytesOf('30 82 00 13'), integer('7b01'), time('250320120000Z'));
    expect(readAll(indefinite, long, { serial: '7b01' })).toEqual([PLAIN, PLAIN, PLAIN]);
  });

  it('give no date where there is none', () => {
    const [first] = readAll(sequence(integer('7b01')));
    expect(first).toMatchObject({ sound: true, serial: '7b01', date: NaN });
  });
});
