import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../../src/fingerprint/fingerprint-set.ts';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { Tally } from '../../../src/impact/tally.ts';
import { BatchExaminer } from '../../../src/pipeline/jobs/batch-examiner.ts';
import { placesOf } from '../../../src/pipeline/jobs/jobs.ts';
import {
  IS_EXAMINED,
  IS_UNREADABLE,
  NOT_WANTED,
  type Wanted,
} from '../../../src/pipeline/jobs/message.ts';
import { readFacts } from '../../../src/x509/facts.ts';
import { DerSlab } from '../../../src/sources/scan/der-slab.ts';
import type { ScanItem } from '../../../src/sources/scan/scan-item.ts';
import { samples } from '../../cli/support/certificates.ts';
import { figuresOf, figuresOfTally } from '../../impact/examined.ts';

const DERS = samples(30).map(({ der }) => der);
const DAMAGE: ScanItem = { kind: 'damaged', place: 'x', line: 1, reason: 'garbage' };

function itemsOf(ders: readonly Uint8Array[]): ScanItem[] {
  const slab = new DerSlab(true);
  return ders.map((der) => ({ kind: 'certificate', der: slab.copy(der), place: 'x', line: 1 }));
}

describe('BatchExaminer', () => {
  it('gives the fingerprint and the result of each, and tallies as one thread does', () => {
    const examiner = new BatchExaminer({ lines: false });
    const junk = Buffer.from('30030101ff', 'hex');
    const items = [...itemsOf([...DERS.slice(0, 20), junk]), DAMAGE];
    const { digests, results, lines } = examiner.examine(placesOf(items, false));
    DERS.slice(0, 20).forEach((der, i) => {
      expect(Buffer.from(digests).toString('hex', i * 32, i * 32 + 32)).toBe(fingerprintOf(der));
    });
    const examined = new Array<number>(20).fill(IS_EXAMINED);
    expect([...results]).toEqual([...examined, IS_UNREADABLE, NOT_WANTED]);
    expect(lines).toBeUndefined();
    examiner.examine(placesOf(itemsOf(DERS), false));
    const tally = new Tally(structuredClone(examiner.tally.snapshot()));
    expect(figuresOfTally(tally)).toEqual(figuresOf(DERS));
  });

  it('examines only what is wanted, where that is said', () => {
    const examiner = new BatchExaminer({ lines: false });
    const fingerprints = new FingerprintSet(true);
    for (const der of DERS.slice(5, 9)) fingerprints.add(fingerprintOf(der));
    const wanted: Wanted = { kind: 'wanted', fingerprints: fingerprints.share() };
    examiner.setWanted(structuredClone(wanted));
    const { results } = examiner.examine(placesOf(itemsOf(DERS), false));
    expect([...results.keys()].filter((i) => results[i] === IS_EXAMINED)).toEqual([5, 6, 7, 8]);
    expect(examiner.tally.size).toBe(4);
    examiner.setWanted({ kind: 'wanted', fingerprints: undefined });
    examiner.examine(placesOf(itemsOf(DERS), false));
    expect(examiner.tally.size).toBe(DERS.length);
  });

  it('writes the facts of each as a line of JSON, where they are asked for', () => {
    const examiner = new BatchExaminer({ lines: true });
    const { lines } = examiner.examine(placesOf([DAMAGE, ...itemsOf(DERS.slice(0, 3))], false));
    expect(lines![0]).toBeUndefined();
    expect(lines!.slice(1).map((line) => JSON.parse(line!) as unknown)).toEqual(
      DERS.slice(0, 3).map((der) => readFacts(der)),
    );
  });

  it('reads certificates that lie in several pieces of memory, each longer than the last', () => {
    const long = [1, 2, 3].map((n) => Buffer.concat([DERS[n]!, Buffer.alloc(900_000 + n)]));
    const batch = placesOf(itemsOf(long), false);
    expect(batch.buffers).toHaveLength(3);
    const examiner = new BatchExaminer({ lines: false });
    expect([...examiner.examine(batch).results]).toEqual([1, 1, 1]);
    expect(figuresOfTally(examiner.tally).problems).toContainEqual({
      code: 'trailing-data',
      count: 3,
    });
  });
});
