/** What the tests of this folder share: certificates, short waits, and an account of every answer. */
import { expect } from 'vitest';
import { type Fingerprint, fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { FingerprintSet } from '../../../src/fingerprint/fingerprint-set.ts';
import type { CertificateSource, IdAnswer, Wanted } from '../../../src/sources/source.ts';
import { crtShSqlSource } from '../../../src/sources/sql/crt-sh-sql.ts';
import type { SqlTiming } from '../../../src/sources/sql/timing.ts';
import { sampleCertificates } from '../../support/certwatch.ts';
import { hasShared, readPem, sharedPath } from '../../support/shared.ts';

/** What the sources take for today. */
export const NOW = Date.UTC(2026, 5, 15);

export const NEVER = new AbortController().signal;

const SHORT: SqlTiming = {
  connectTimeoutMs: 2_000,
  queryTimeoutMs: 5_000,
  firstPauseMs: 10,
  maxPauseMs: 50,
  batch: 20,
};

/** Some that differ in age and issuer: those of `samples/`, and of the corpus where it is there. */
export function someCertificates(count = 200): Uint8Array[] {
  const samples = sampleCertificates();
  if (!hasShared('corpus/real.pem')) return samples;
  const real = readPem(sharedPath('corpus/real.pem'));
  const step = Math.max(1, Math.floor(real.length / count));
  return distinct([...samples, ...real.filter((_, at) => at % step === 0)]);
}

export function distinct(ders: readonly Uint8Array[]): Uint8Array[] {
  return [...new Map(ders.map((der) => [fingerprintOf(der), der])).values()];
}

export interface Asker {
  readonly source: CertificateSource;
  readonly notes: string[];
}

export function sqlSource(url: string, timing: Partial<SqlTiming> = {}): Asker {
  const notes: string[] = [];
  const source = crtShSqlSource({
    url,
    applicationName: 'cert-impact/test',
    now: () => NOW,
    onNote: (text) => notes.push(text),
    timing: { ...SHORT, ...timing },
  });
  return { source, notes };
}

export function wantedOf(ders: readonly Uint8Array[]): Wanted {
  const fingerprints = new FingerprintSet();
  return {
    fingerprints,
    rows: Uint32Array.from(ders, (der) => fingerprints.add(fingerprintOf(der))),
  };
}

export interface Account {
  readonly found: number;
  readonly notFound: number;
  readonly mismatched: readonly string[];
  readonly unavailable: readonly string[];
}

export interface CollectOptions {
  readonly signal?: AbortSignal;
  /** Waited for with each certificate. */
  readonly onFound?: (row: number) => void | Promise<void>;
}

/** Asks for `ders`: each is answered once, and what is found has the right bytes. */
export async function collectAll(
  { source }: Asker,
  ders: readonly Uint8Array[],
  { signal = NEVER, onFound }: CollectOptions = {},
): Promise<Account> {
  const wanted = wantedOf(ders);
  const rows: number[] = [];
  const account = {
    found: 0,
    notFound: 0,
    mismatched: [] as string[],
    unavailable: [] as string[],
  };
  await source.collect(
    wanted,
    {
      found(row, der) {
        expect(fingerprintOf(der)).toBe(wanted.fingerprints.at(row));
        rows.push(row);
        account.found++;
        return onFound?.(row);
      },
      notFound(row) {
        rows.push(row);
        account.notFound++;
      },
      unavailable(row, reason) {
        rows.push(row);
        account.unavailable.push(reason);
      },
      mismatched(row, reason) {
        rows.push(row);
        account.mismatched.push(reason);
      },
    },
    signal,
  );
  expect(rows.toSorted((a, b) => a - b)).toEqual([...wanted.rows]);
  return account;
}

export async function resolveAll(
  { source }: Asker,
  ids: readonly string[],
): Promise<(IdAnswer | undefined)[]> {
  const answers: (IdAnswer | undefined)[] = ids.map(() => undefined);
  await source.resolveIds!(
    ids,
    (index, answer) => {
      expect(answers[index], 'answered twice').toBeUndefined();
      answers[index] = answer;
    },
    NEVER,
  );
  return answers;
}

/** By row, what the siblings' fingerprints are; `none` or a reason where there are none. */
export async function siblingsOfAll(
  { source }: Asker,
  ders: readonly Uint8Array[],
): Promise<(readonly Fingerprint[] | string | undefined)[]> {
  const told: (Fingerprint[] | string | undefined)[] = ders.map(() => undefined);
  await source.siblings!(
    wantedOf(ders),
    {
      sibling(row, fingerprint, der) {
        expect(fingerprintOf(der)).toBe(fingerprint);
        const before = told[row] ?? [];
        told[row] = [...(before as Fingerprint[]), fingerprint];
      },
      none: (row) => void (told[row] = 'none'),
      unavailable: (row, reason) => void (told[row] = reason),
    },
    NEVER,
  );
  return told;
}
