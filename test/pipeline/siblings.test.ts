import { describe, expect, it } from 'vitest';
import { type Fingerprint, fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import { makeImpact } from '../../src/pipeline/make-impact.ts';
import { run } from '../../src/pipeline/run.ts';
import type { CertificateSource } from '../../src/sources/source.ts';
import { makeCa } from '../support/make-certificate.ts';

const PRE = { precertificate: true };
const ca = await makeCa();
const final = await ca.issue();
const precertificate = await ca.issue(PRE);
const loneFinal = await ca.issue({ serial: '11' });
const lonePre = await ca.issue({ serial: '12', ...PRE });
/** The serial number of `lonePre`, and another name. */
const impostor = await ca.issue({ serial: '12', subject: 'CN=other.example' });

/** Has `certificates`; siblings by fingerprint, a string where it cannot be asked. */
function server(
  certificates: readonly Uint8Array[],
  siblings: Readonly<Record<Fingerprint, readonly Uint8Array[] | string>>,
): CertificateSource {
  return {
    name: 'server',
    local: false,
    async collect({ fingerprints, rows }, sink) {
      for (const row of rows) {
        const der = certificates.find((each) => fingerprintOf(each) === fingerprints.at(row));
        if (der) await sink.found(row, der);
        else sink.notFound(row);
      }
    },
    async siblings({ fingerprints, rows }, sink) {
      for (const row of rows) {
        const known = siblings[fingerprints.at(row)] ?? [];
        if (typeof known === 'string') sink.unavailable(row, known);
        else if (known.length === 0) sink.none(row);
        else for (const der of known) await sink.sibling(row, fingerprintOf(der), der);
      }
    },
  };
}

async function runWith(listed: readonly Uint8Array[], sources: readonly CertificateSource[]) {
  const lines: string[] = [];
  const finished = await run({
    appendices: [
      {
        name: 'list.txt',
        // eslint-disable-next-line @typescript-eslint/require-await -- an Input is read asynchronously
        async *open() {
          yield Buffer.from(listed.map(fingerprintOf).join('\n'));
        },
      },
    ],
    sources,
    siblings: true,
    signal: AbortSignal.timeout(5_000),
    now: () => 0,
    takeLine: (line) => void lines.push(line),
  });
  const facts = lines.map((line) => JSON.parse(line) as { sha256: string; siblingOf?: string });
  return { impact: await makeImpact(finished, 0, '3.2'), facts };
}

describe('the siblings of what is listed', () => {
  const all = [final, precertificate, loneFinal, lonePre];

  it('are what has the same contents, not what has the same serial number', async () => {
    const { impact, facts } = await runWith(
      [precertificate, loneFinal, lonePre],
      [
        server(all, {
          [fingerprintOf(precertificate)]: [final],
          [fingerprintOf(lonePre)]: [impostor],
        }),
      ],
    );
    expect(impact.siblings).toEqual({
      asked: 3,
      found: 1,
      listed: 0,
      none: 2,
      unavailable: 0,
      different: 1,
    });
    expect(facts.filter(({ siblingOf }) => siblingOf !== undefined)).toEqual([
      expect.objectContaining({
        sha256: fingerprintOf(final),
        siblingOf: fingerprintOf(precertificate),
      }),
    ]);
    // what is listed is counted, and nothing else
    expect(impact.certificates).toMatchObject({ total: 3, final: 1, presumed: 2, pairs: 0 });
  });

  it('are counted, and not printed once more, where they are listed too', async () => {
    const { impact, facts } = await runWith(
      [final, precertificate],
      [
        server(all, {
          [fingerprintOf(precertificate)]: [impostor, final],
          [fingerprintOf(final)]: [precertificate],
        }),
      ],
    );
    expect(impact.siblings).toMatchObject({ asked: 2, found: 2, listed: 2, none: 0, different: 1 });
    expect(facts).toHaveLength(2);
    expect(impact.certificates).toMatchObject({ total: 1, pairs: 1 });
  });

  it('are unknown where nobody could be asked', async () => {
    const down = await runWith([final], [server(all, { [fingerprintOf(final)]: 'down' })]);
    expect(down.impact.siblings).toMatchObject({ asked: 1, found: 0, none: 0, unavailable: 1 });
    const files = server(all, {});
    const unable = await runWith(
      [final, lonePre],
      [{ name: 'files', local: true, collect: (...of) => files.collect(...of) }],
    );
    expect(unable.impact.siblings).toMatchObject({ asked: 2, found: 0, unavailable: 2 });
  });

  it('that are no certificates at all are none', async () => {
    const junk = Buffer.from('30030101ff', 'hex');
    const { impact } = await runWith([final], [server(all, { [fingerprintOf(final)]: [junk] })]);
    expect(impact.siblings).toMatchObject({ asked: 1, found: 0, none: 1, different: 1 });
  });
});
