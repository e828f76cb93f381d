/** Stores for the tests of this room, and the certificates in them. */
import { expect, onTestFinished } from 'vitest';
import {
  type Fingerprint,
  fingerprintOf,
  parseFingerprint,
} from '../../../src/fingerprint/fingerprint.ts';
import { type Store, openStore } from '../../../src/sources/store/store.ts';
import { fakeDer } from '../material.ts';

export interface Opened {
  readonly store: Store;
  readonly notes: string[];
  /** To be moved by the test. */
  readonly clock: { now: number };
}

/** Opens the store in `folder`, made if need be; closed after the test. */
export async function opened(folder: string): Promise<Opened> {
  const notes: string[] = [];
  const clock = { now: Date.UTC(2026, 0, 1) };
  const options = {
    now: () => clock.now,
    onNote: (text: string) => void notes.push(text),
    create: true,
  };
  const store = (await openStore(folder, options))!;
  onTestFinished(() => store.close());
  return { store, notes, clock };
}

export interface Certificate {
  readonly der: Buffer;
  readonly name: Fingerprint;
  readonly key: Uint8Array;
}

export function certificate(seed: number, size?: number): Certificate {
  const der = fakeDer(seed, size);
  const name = fingerprintOf(der);
  return { der, name, key: parseFingerprint(name) };
}

export function certificates(count: number): Certificate[] {
  return Array.from({ length: count }, (_, seed) => certificate(seed));
}

/** Puts all of them, and waits for the disk. */
export async function putAll(store: Store, all: readonly Certificate[]): Promise<string[]> {
  const results = all.map(({ key, der }) => store.put(key, der));
  await store.flush();
  return Promise.all(results);
}

/** For what must not be told. */
export function unreachable(): never {
  return expect.unreachable();
}
