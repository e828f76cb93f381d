/** Siblings, remembered: which certificates have the same issuer and serial number does not change often. */
import {
  type Fingerprint,
  fingerprintOf,
  parseFingerprint,
} from '../../fingerprint/fingerprint.ts';
import type { CertificateSource, SiblingSink, Wanted } from '../source.ts';
import { Handover } from './handover.ts';
import type { Store } from './store.ts';

export type AskSiblings = NonNullable<CertificateSource['siblings']>;

/** In the name of a source, for what it said of siblings. */
const SIBLINGS_OF = 'siblings of ';

/** Hands on what the store knows; returns the rows of which it knows nothing. */
export async function tellKnownSiblings(
  store: Store,
  { fingerprints, rows }: Wanted,
  sink: SiblingSink,
): Promise<Uint32Array> {
  const unknown: number[] = [];
  for (const row of rows) {
    const known = knownSibling(store, fingerprints.bytesAt(row));
    if (known === undefined) unknown.push(row);
    else await sink.sibling(row, ...known);
  }
  return Uint32Array.from(unknown);
}

/** The same question to a source, with the store behind it. */
export function storedSiblings(
  store: Store,
  source: string,
  ask: AskSiblings,
  { askAgain }: { readonly askAgain: boolean },
): AskSiblings {
  const name = SIBLINGS_OF + source;
  return async (wanted, sink, signal) => {
    const { fingerprints } = wanted;
    let open = askAgain ? wanted.rows : await tellKnownSiblings(store, wanted, sink);
    if (!askAgain) {
      open = open.filter((row) => {
        const isNone = isRememberedNone(fingerprints.bytesAt(row));
        if (isNone) sink.none(row);
        return !isNone;
      });
    }
    if (open.length === 0) return;
    const found = new Map<number, Fingerprint[]>();
    const handover = new Handover(store, signal);
    const asking = ask(
      { fingerprints, rows: open },
      {
        sibling(row, fingerprint, der) {
          const others = found.get(row);
          if (others === undefined) found.set(row, [fingerprint]);
          else others.push(fingerprint);
          const key = parseFingerprint(fingerprint);
          return handover.take(key, der, (own) => sink.sibling(row, fingerprint, own));
        },
        none(row) {
          store.rememberMissing(name, fingerprints.bytesAt(row));
          sink.none(row);
        },
        unavailable: (row, reason) => {
          sink.unavailable(row, reason);
        },
      },
      signal,
    );
    try {
      await asking;
    } finally {
      await handover.settle().catch(() => undefined);
    }
    // of several, which one corresponds is not known here
    for (const [row, siblings] of found) {
      if (siblings.length > 1) continue;
      store.rememberSibling(fingerprints.bytesAt(row), parseFingerprint(siblings[0]!));
    }
  };

  function isRememberedNone(fingerprint: Uint8Array): boolean {
    try {
      return store.isMissing(name, fingerprint);
    } catch {
      return false;
    }
  }
}

function knownSibling(
  store: Store,
  fingerprint: Uint8Array,
): [fingerprint: Fingerprint, der: Uint8Array] | undefined {
  try {
    const key = store.siblingOf(fingerprint);
    const view = key && store.get(key);
    if (!view) return undefined;
    const der = new Uint8Array(view);
    const actual = fingerprintOf(der);
    return Buffer.compare(parseFingerprint(actual), key) === 0 ? [actual, der] : undefined;
  } catch {
    // a damaged store says so itself
    return undefined;
  }
}
