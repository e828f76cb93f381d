import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { decodeHex } from '../../src/der/integer.ts';
import { CertificateReader } from '../../src/x509/certificate-reader.ts';
import { SLOT_COUNT } from '../../src/x509/extension-slot.ts';
import type { Problem } from '../../src/x509/problem.ts';
import { readPem } from '../support/shared.ts';

const samples = readPem(fileURLToPath(new URL('../../samples/certificates.pem', import.meta.url)));
/** Octets that are tags and lengths somewhere. */
const OCTETS = [0x00, 0x02, 0x06, 0x0c, 0x13, 0x30, 0x31, 0x7f, 0x80, 0x81, 0x82, 0xa3, 0xff];

const reader = new CertificateReader();

/** All that the reader says of `bytes[start, end)`, as text. */
function everything(
  bytes: Uint8Array,
  start: number,
  end: number,
): { said: string; problems: Problem[] } {
  reader.read(bytes, start, end);
  const { problems, extensions } = reader;
  const places = Array.from({ length: SLOT_COUNT }, (_, slot) => [
    extensions.startOf(slot),
    extensions.endOf(slot),
  ]);
  const { isCa, isPrecertificate, earliestSct, features } = extensions;
  const values = Object.entries(reader).filter(
    ([name, value]) => typeof value !== 'object' && name !== 'end',
  );
  const said = JSON.stringify([values, places, isCa, isPrecertificate, `${earliestSct}`, features]);
  return { said, problems: problems.list(start) };
}

/** An octet behind the certificate makes the tolerant path read it, and is one problem more. */
function expectSameOnBothPaths(der: Uint8Array): void {
  const longer = new Uint8Array(der.length + 1);
  longer.set(der);
  const plain = everything(longer, 0, der.length);
  const tolerant = everything(longer, 0, longer.length);
  const others = tolerant.problems.filter(
    ({ code, offset }) => code !== 'trailing-data' || offset < der.length,
  );
  if (plain.said !== tolerant.said || JSON.stringify(plain.problems) !== JSON.stringify(others)) {
    expect({ ...plain, der: decodeHex(der, 0, der.length) }).toEqual({
      ...tolerant,
      problems: others,
    });
  }
}

describe('the plain and the tolerant reading of a certificate', () => {
  it('agree on every sample', () => {
    for (const der of samples) expectSameOnBothPaths(der);
  });

  it('agree wherever one octet is another one', { timeout: 120_000 }, () => {
    const whole = [...samples].sort((a, b) => a.length - b.length).slice(0, 12);
    for (const der of whole) {
      // the outermost length is what tells the octet behind the certificate
      for (let at = 4; at < der.length; at++) {
        const octet = der[at]!;
        for (const other of [octet ^ 0x80, octet + 1, octet - 1, OCTETS[at % OCTETS.length]!]) {
          der[at] = other;
          expectSameOnBothPaths(der);
        }
        der[at] = octet;
      }
    }
  });
});
