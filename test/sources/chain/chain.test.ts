import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../../src/fingerprint/fingerprint-set.ts';
import { firstOf } from '../../../src/sources/chain/chain.ts';
import type { CertificateSource, IdAnswer } from '../../../src/sources/source.ts';
import { collect, fakeDer, NEVER } from '../material.ts';

const ders = Array.from({ length: 6 }, (_, i) => fakeDer(i));

/** Gives each row the outcome at its place: `f`ound, `n`otFound, `u`navailable, `m`ismatched, or none. */
function scripted(name: string, outcomes: string, asked: number[][] = []): CertificateSource {
  return {
    name,
    local: name.startsWith('.'),
    async collect({ rows }, sink) {
      asked.push([...rows]);
      for (const row of rows) {
        if (outcomes[row] === 'f') await sink.found(row, ders[row]!);
        if (outcomes[row] === 'n') sink.notFound(row);
        if (outcomes[row] === 'u') sink.unavailable(row, 'down');
        if (outcomes[row] === 'm') sink.mismatched(row, 'other bytes');
      }
    },
  };
}

function clock(): () => number {
  let time = 0;
  return () => (time += 5);
}

describe('a chain of sources', () => {
  it('asks each source only for what those before it did not have', async () => {
    const asked: number[][] = [];
    const chain = firstOf(
      [
        scripted('a', 'fnfnum', asked),
        scripted('b', 'xfxnff', asked),
        scripted('c', 'xxxfxx', asked),
      ],
      { now: clock() },
    );
    expect((await collect(chain, ders)).sort()).toEqual(ders.map((_, row) => `${row} found`));
    expect(asked).toEqual([[0, 1, 2, 3, 4, 5], [1, 3, 4, 5], [3]]);
    expect(chain.accounts).toEqual([
      {
        name: 'a',
        local: false,
        asked: 6,
        found: 2,
        notFound: 2,
        unavailable: 1,
        mismatched: 1,
        remembered: 0,
        milliseconds: 5,
      },
      {
        name: 'b',
        local: false,
        asked: 4,
        found: 3,
        notFound: 1,
        unavailable: 0,
        mismatched: 0,
        remembered: 0,
        milliseconds: 5,
      },
      {
        name: 'c',
        local: false,
        asked: 1,
        found: 1,
        notFound: 0,
        unavailable: 0,
        mismatched: 0,
        remembered: 0,
        milliseconds: 5,
      },
    ]);
  });

  it('lets the outcome that says most stand, with the sources that it came from', async () => {
    const chain = firstOf([scripted('a', 'nunmu-'), scripted('b', 'nnuum-')], { now: clock() });
    expect(await collect(chain, ders)).toEqual([
      '0 notFound',
      '1 unavailable: a: down',
      '2 unavailable: b: down',
      '3 mismatched: a: other bytes',
      '4 mismatched: b: other bytes',
      '5 notFound',
    ]);
    const both = firstOf([scripted('a', 'u'), scripted('b', 'u')], { now: clock() });
    expect(await collect(both, [ders[0]!])).toEqual(['0 unavailable: a: down; b: down']);
  });

  it('passes each certificate on once, and stops when nothing is left', async () => {
    const twice: CertificateSource = {
      name: 'twice',
      local: true,
      async collect(_wanted, sink) {
        await sink.found(0, ders[0]!);
        await sink.found(0, ders[0]!);
        sink.notFound(0);
      },
    };
    const asked: number[][] = [];
    const chain = firstOf([twice, scripted('b', 'f', asked)], { now: clock() });
    expect(await collect(chain, [ders[0]!])).toEqual(['0 found']);
    expect(asked).toEqual([]);
  });

  it('of nothing finds nothing', async () => {
    const chain = firstOf([], { now: clock() });
    expect(await collect(chain, [ders[0]!])).toEqual(['0 notFound']);
    expect(chain).not.toHaveProperty('resolveIds');
    expect(chain.local).toBe(true);
    expect(firstOf([scripted('./x', ''), scripted('net', '')], { now: clock() }).local).toBe(false);
  });

  it('resolves ids through those sources that can', async () => {
    const answers = (name: string, outcomes: Record<string, IdAnswer>): CertificateSource => ({
      ...scripted(name, ''),
      async resolveIds(ids, answer) {
        for (const [index, id] of ids.entries()) {
          await answer(index, outcomes[id] ?? { outcome: 'notFound' });
        }
      },
    });
    const der = ders[0]!;
    const found: IdAnswer = { outcome: 'found', fingerprint: fingerprintOf(der), der };
    const chain = firstOf(
      [
        scripted('files', ''),
        answers('a', { 1: found, 2: { outcome: 'unavailable', reason: 'down' } }),
        answers('b', { 3: found }),
      ],
      { now: clock() },
    );
    const got: string[] = [];
    await chain.resolveIds?.(
      ['1', '2', '3', '4'],
      (index, a) =>
        void got.push(`${index} ${a.outcome} ${a.outcome === 'unavailable' ? a.reason : ''}`),
      NEVER,
    );
    expect(got.map((line) => line.trim())).toEqual([
      '0 found',
      '2 found',
      '1 unavailable a: down',
      '3 notFound',
    ]);
    expect(chain.accounts.map(({ asked }) => asked)).toEqual([0, 4, 3]);
  });

  it('tells at once what the last source does not have, and of the others when all were asked', async () => {
    const told: string[] = [];
    const slow: CertificateSource = {
      name: 'slow',
      local: false,
      collect(_wanted, sink) {
        sink.notFound(1);
        expect(told).toEqual(['1 notFound']);
        sink.unavailable(2, 'down');
        sink.notFound(2);
        expect(told).toEqual(['1 notFound', '2 unavailable a: down; slow: down']);
        return Promise.resolve();
      },
    };
    const chain = firstOf([scripted('a', 'fnun'), slow], { now: clock() });
    const fingerprints = new FingerprintSet();
    for (const der of ders.slice(0, 4)) fingerprints.add(fingerprintOf(der));
    await chain.collect(
      { fingerprints, rows: Uint32Array.of(0, 1, 2, 3) },
      {
        found: () => undefined,
        notFound: (row) => void told.push(`${row} notFound`),
        unavailable: (row, reason) => void told.push(`${row} unavailable ${reason}`),
        mismatched: () => undefined,
      },
      NEVER,
    );
    expect(told.at(-1)).toBe('3 notFound');
    expect(chain.accounts[1]).toMatchObject({ asked: 3, notFound: 2, unavailable: 1 });
  });

  it('looks for siblings where the sources before knew none', async () => {
    const knows = (name: string, outcomes: string): CertificateSource => ({
      ...scripted(name, ''),
      async siblings({ rows }, sink) {
        for (const row of rows) {
          if (outcomes[row] === 's') await sink.sibling(row, fingerprintOf(ders[5]!), ders[5]!);
          if (outcomes[row] === 'n') sink.none(row);
          if (outcomes[row] === 'u') sink.unavailable(row, 'down');
        }
      },
    });
    const sources = [scripted('files', ''), knows('a', 'snun'), knows('b', 'xsnu')];
    const chain = firstOf(sources, { now: clock() });
    const fingerprints = new FingerprintSet();
    for (const der of ders.slice(0, 4)) fingerprints.add(fingerprintOf(der));
    const told: string[] = [];
    await chain.siblings?.(
      { fingerprints, rows: Uint32Array.of(0, 1, 2, 3) },
      {
        sibling: (row) => void told.push(`${row} sibling`),
        none: (row) => void told.push(`${row} none`),
        unavailable: (row, reason) => void told.push(`${row} ${reason}`),
      },
      NEVER,
    );
    expect(told).toEqual(['0 sibling', '1 sibling', '2 a: down', '3 b: down']);
    expect(firstOf([scripted('x', '')], { now: clock() })).not.toHaveProperty('siblings');
  });

  it('is aborted between sources', async () => {
    const controller = new AbortController();
    const first: CertificateSource = {
      name: 'first',
      local: true,
      collect() {
        controller.abort(new Error('enough'));
        return Promise.resolve();
      },
    };
    const chain = firstOf([first, scripted('b', 'f')], { now: clock() });
    await expect(collect(chain, ders, controller.signal)).rejects.toThrow('enough');
  });
});
