import { describe, expect, it } from 'vitest';
import {
  type CcadbOptions,
  ccadbYears,
  fetchCcadb,
} from '../../../src/sources/ccadb/fetch-ccadb.ts';
import { QUICK, type Server, serve } from '../content/setting.ts';
import { NEVER, fakeDer, temporaryFolder } from '../material.ts';
import { opened } from '../store/opened.ts';
import { reportOf } from './report.ts';

interface Taken {
  certificates: number;
  readonly failed: string[];
}

async function fetchAll(
  server: Server,
  years: readonly number[],
  options: Partial<CcadbOptions> = {},
): Promise<Taken> {
  const taken: Taken = { certificates: 0, failed: [] };
  await fetchCcadb(
    years,
    {
      url: `${server.url}/pems`,
      userAgent: 'cert-impact/0 (+test)',
      now: Date.now,
      allowPrivate: true,
      ...options,
      timing: QUICK,
    },
    {
      take(items) {
        taken.certificates += items.filter(({ kind }) => kind === 'certificate').length;
      },
      failed({ year }, content) {
        taken.failed.push(`${year}: ${content.reason ?? ''}`);
      },
    },
    NEVER,
  );
  return taken;
}

/** As many certificates as the year's last digit says. */
async function ccadb(behave?: (url: string) => string | undefined): Promise<Server> {
  return serve(({ url = '' }, response) => {
    const other = behave?.(url);
    const count = Number(url.at(-1));
    response.end(other ?? reportOf(Array.from({ length: count }, (_, seed) => fakeDer(seed))));
  });
}

describe('the reports of CCADB', () => {
  it('are fetched for the years that are asked for', async () => {
    const server = await ccadb();
    expect(await fetchAll(server, [2021, 2023, 2023])).toEqual({ certificates: 4, failed: [] });
    expect(server.requests.map(({ url }) => url).toSorted()).toEqual([
      '/pems?NotBeforeYear=2021',
      '/pems?NotBeforeYear=2023',
    ]);
  });

  it('may be empty, but for their columns', async () => {
    expect(await fetchAll(await ccadb(), [2020])).toEqual({ certificates: 0, failed: [] });
  });

  it('are kept, and not asked for again within a day', async () => {
    const { store, clock } = await opened(temporaryFolder());
    const server = await ccadb();
    const options = { kept: store.contents, now: () => clock.now };
    await fetchAll(server, [2022], options);
    clock.now += 23 * 60 * 60 * 1_000;
    expect(await fetchAll(server, [2022], options)).toEqual({ certificates: 2, failed: [] });
    expect(await fetchAll(server, [2022], { ...options, offline: true })).toMatchObject({
      certificates: 2,
    });
    expect(server.requests).toHaveLength(1);
    clock.now += 2 * 60 * 60 * 1_000;
    await server.stop();
    expect(await fetchAll(server, [2022], options)).toEqual({
      certificates: 2,
      failed: ['2022: connection refused'],
    });
  });

  it.each([
    ['<html>Down for maintenance', 'answered with something else, which is no report of CCADB'],
    ['', 'answered with nothing, which is no report of CCADB'],
    [
      reportOf([fakeDer(1)]).slice(0, 300),
      'answered with a part of a report, which is no report of CCADB',
    ],
    [
      '"SHA-256 Fingerprint of","X.509 Certificate (PEM)"',
      'not CCADB’s report of certificates in PEM',
    ],
  ])('that are none (%j) are told, and the others go on', async (body, reason) => {
    const { store } = await opened(temporaryFolder());
    const server = await ccadb((url) => (url.endsWith('2024') ? body : undefined));
    const taken = await fetchAll(server, [2024, 2023], { kept: store.contents });
    expect(taken).toEqual({ certificates: 3, failed: [`2024: ${reason}`] });
    expect(store.contents.find(`${server.url}/pems?NotBeforeYear=2024`)).toBeUndefined();
  });

  it('are there from 1994 on', () => {
    expect(ccadbYears(1990, 1996)).toEqual([1994, 1995, 1996]);
    expect(ccadbYears(2025, 2026)).toEqual([2025, 2026]);
    expect(ccadbYears(2026, 2025)).toEqual([]);
  });
});
