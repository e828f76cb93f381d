import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { FingerprintSet } from '../../src/fingerprint/fingerprint-set.ts';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import type { DamagedItem } from '../../src/sources/scan/scan-item.ts';
import { collect, fakeDer, NEVER, pem, temporaryFolder } from './material.ts';

describe('a local source', () => {
  it('finds by hash and never by file name, each row once', async () => {
    const folder = temporaryFolder();
    writeFileSync(join(folder, `${fingerprintOf(fakeDer(1))}.pem`), pem(fakeDer(2)));
    writeFileSync(join(folder, 'again.pem'), pem(fakeDer(2)) + pem(fakeDer(3)));
    const source = await openLocalSource(folder);
    const told = await collect(source, [fakeDer(1), fakeDer(2), fakeDer(4)]);
    expect(told).toEqual(['1 found', '0 notFound', '2 notFound']);
    expect(source).toMatchObject({ local: true, name: folder, seen: 3, damaged: 0 });
  });

  it('stops reading when it has all that is wanted', async () => {
    const path = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(path, Array.from({ length: 5000 }, (_, i) => pem(fakeDer(i))).join(''));
    const source = await openLocalSource(path);
    expect(await collect(source, [fakeDer(10), fakeDer(3)])).toEqual(['1 found', '0 found']);
    expect(source.seen).toBe(11);
  });

  it('tells what is damaged, and says of nothing that it is not there', async () => {
    const path = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(path, pem(fakeDer(1)) + pem(fakeDer(2)).replace('\nMII', '\nM?I'));
    const items: DamagedItem[] = [];
    const source = await openLocalSource(path, { onDamaged: (item) => items.push(item) });
    expect(await collect(source, [fakeDer(2)])).toEqual([
      '0 unavailable: not in what could be read of it, and it has a damaged place',
    ]);
    expect(source.damaged).toBe(1);
    expect(items).toEqual([
      {
        kind: 'damaged',
        place: path,
        line: pem(fakeDer(1)).split('\n').length,
        reason: 'garbage in the base64',
      },
    ]);
  });

  it('answers only for the rows that are wanted, and waits for the sink', async () => {
    const path = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(path, [1, 2, 3, 4].map((i) => pem(fakeDer(i))).join(''));
    const fingerprints = new FingerprintSet();
    for (const i of [1, 2, 3, 9]) fingerprints.add(fingerprintOf(fakeDer(i)));
    const told: string[] = [];
    const source = await openLocalSource(path);
    await source.collect(
      { fingerprints, rows: Uint32Array.of(0, 2, 3) },
      {
        async found(row) {
          told.push(`${row} begins`);
          await new Promise((resolve) => setTimeout(resolve, 5));
          told.push(`${row} ends`);
        },
        notFound: (row) => void told.push(`${row} notFound`),
        unavailable: () => undefined,
        mismatched: () => undefined,
      },
      NEVER,
    );
    expect(told).toEqual(['0 begins', '0 ends', '2 begins', '2 ends', '3 notFound']);
  });

  it('that is missing is an error when it is opened', async () => {
    await expect(openLocalSource(join(temporaryFolder(), 'x.pem'))).rejects.toMatchObject({
      name: 'CertImpactError',
      code: 'file-not-found',
    });
  });

  it('is aborted while it reads', async () => {
    const path = join(temporaryFolder(), 'bundle.pem');
    writeFileSync(path, Array.from({ length: 5000 }, (_, i) => pem(fakeDer(i))).join(''));
    const source = await openLocalSource(path);
    const controller = new AbortController();
    controller.abort(new Error('enough'));
    await expect(collect(source, [fakeDer(1)], controller.signal)).rejects.toThrow('enough');
  });
});
