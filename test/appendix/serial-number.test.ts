import fc from 'fast-check';
import { expect, test } from 'vitest';

import { describeEntry } from '../../src/appendix/describe-entry.ts';
import { normalizeSerial } from '../../src/appendix/serial-number.ts';
import type { Fingerprint } from '../../src/fingerprint/fingerprint.ts';

test.each([
  ['0x46960808', '46960808'],
  ['00C66C4B0E', 'c66c4b0e'],
  ['00:c6:6c', 'c66c'],
  ['3c 7c fb', '3c7cfb'],
  ['55f', '055f'],
  ['0', '00'],
  ['0000', '00'],
  ['-0x80', '80'],
  ['0X0001', '01'],
])('%s is %s', (written, serial) => {
  expect(normalizeSerial(written)).toBe(serial);
});

test('two spellings are equal just when their integers are', () => {
  fc.assert(
    fc.property(fc.bigInt({ min: 0n, max: 1n << 168n }), fc.nat({ max: 6 }), (value, zeros) => {
      const spelt = '0'.repeat(zeros) + value.toString(16);
      const serial = normalizeSerial(spelt);
      expect(BigInt(`0x${serial}`)).toBe(value);
      expect(serial).toBe(normalizeSerial(`0x${value.toString(16).toUpperCase()}`));
      expect(serial.length % 2).toBe(0);
    }),
  );
});

test('an entry is called by the best name that it has', () => {
  const fingerprint = 'ab'.repeat(32) as Fingerprint;
  expect(describeEntry({ form: 'crt.sh?id', crtShId: '123' })).toBe('crt.sh id 123');
  expect(describeEntry({ form: 'serial', serial: '0a1b' })).toBe('serial 0a1b');
  expect(describeEntry({ form: 'serial+fingerprint', serial: '0a1b', fingerprint })).toBe(
    fingerprint,
  );
});
