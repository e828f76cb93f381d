import { type Fingerprint, parseFingerprint } from '../fingerprint/fingerprint.ts';
import type { SiblingCounts } from '../impact/impact.ts';
import { NOBODY_ASKED } from '../sources/chain/siblings.ts';
import type { CertificateSource } from '../sources/source.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import type { Examiner } from './examiner.ts';
import { siblingLine } from './facts.ts';
import type { Ledger } from './ledger.ts';
import type { TakeLine } from './examination.ts';

/** What is looked for, and where. */
export interface SiblingSearch {
  readonly ledger: Ledger;
  readonly examiner: Examiner;
  readonly source: CertificateSource;
  /** Given the facts of each sibling that is not listed itself. */
  readonly takeLine?: TakeLine | undefined;
  readonly takeSibling?: TakeSibling | undefined;
}

/**
 * Called with each sibling that is not listed itself.
 * @param row of `Ledger.fingerprints`: the listed certificate that it is the sibling of
 */
export type TakeSibling = (row: number, sibling: Fingerprint) => void;

/**
 * Looks for the final certificate of each listed precertificate and the reverse. What corresponds is
 * decided as in pairing: equal TBSCertificates after the transformation of RFC 6962 §3.2. Nothing that
 * is found counts as listed.
 */
export async function findSiblings(
  { ledger, examiner, source, takeLine, takeSibling }: SiblingSearch,
  signal: AbortSignal,
): Promise<SiblingCounts> {
  const { fingerprints } = ledger;
  const rows = Uint32Array.from({ length: fingerprints.size }, (_, row) => row).filter(
    (row) => ledger.outcomeOf(row) === 'examined',
  );
  const states = new Uint8Array(fingerprints.size);
  const counts: SiblingCounts = {
    asked: rows.length,
    found: 0,
    listed: 0,
    different: 0,
    none: 0,
    unavailable: 0,
  };
  const reader = new CertificateReader();
  if (source.siblings === undefined)
    return { ...counts, unavailable: rows.length, reason: NOBODY_ASKED };
  await source.siblings(
    { fingerprints, rows },
    {
      sibling(row, fingerprint, der) {
        reader.read(der);
        const corresponds =
          reader.readable && examiner.tally.corresponds(fingerprints.bytesAt(row), reader);
        states[row]! |= corresponds ? CORRESPONDS : DIFFERS;
        if (!corresponds) return undefined;
        if (fingerprints.rowOfBytes(parseFingerprint(fingerprint), 0) >= 0) {
          states[row]! |= LISTED;
          return undefined;
        }
        takeSibling?.(row, fingerprint);
        return takeLine?.(siblingLine(reader, parseFingerprint(fingerprint), fingerprints.at(row)));
      },
      none() {
        counts.none++;
      },
      unavailable(_row, reason) {
        counts.unavailable++;
        counts.reason ??= reason;
      },
    },
    signal,
  );
  for (const row of rows) {
    const state = states[row]!;
    if ((state & CORRESPONDS) !== 0) counts.found++;
    if ((state & LISTED) !== 0) counts.listed++;
    if ((state & DIFFERS) !== 0) counts.different++;
    // what has the same serial number only is no sibling
    if (state === DIFFERS) counts.none++;
  }
  return counts;
}

const CORRESPONDS = 1;
const LISTED = 2;
const DIFFERS = 4;
