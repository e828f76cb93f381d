import { formatCount } from './count.ts';
import { type Pairing, pair } from './pairing.ts';
import { type CheckedStatuses, revocationFigures } from './revocation-figures.ts';
import type {
  EntryCounts,
  Figures,
  LineCounts,
  ListingProblemCode,
  OutcomeCounts,
  RevocationFigures,
} from './impact.ts';
import { STATISTICS } from './statistics/index.ts';
import type { Tally } from './tally.ts';

/** What is known of a list besides the certificates themselves. */
export interface Listing {
  readonly lines: LineCounts;
  readonly entries: EntryCounts;
  readonly outcomes: OutcomeCounts;
  /** As of `attachedHashes`. */
  readonly attached: number;
  /** Problems of lines and entries, by code. */
  readonly problems: ReadonlyMap<ListingProblemCode, number>;
}

/**
 * Makes the figures of a list: of the tally's `rows` (each examined certificate once), whether or
 * not others are in the tally too.
 * @param asOf seconds since 1970
 * @param checked where revocation was, as of the same time
 */
export function makeFigures(...of: Parameters<typeof figuresInSteps>): Figures {
  const steps = figuresInSteps(...of);
  for (;;) {
    const { done, value } = steps.next();
    if (done === true) return value;
  }
}

/** As `makeFigures`, and stops after each pass over the certificates: each may take half a second. */
export function* figuresInSteps(
  tally: Tally,
  rows: Uint32Array,
  listing: Listing,
  asOf: number,
  checked?: CheckedStatuses,
): Generator<void, Figures> {
  const pairing = pair(tally.keys, rows);
  yield;
  const figures = emptyFigures(listing, pairing);
  const count = pairing.counted.length;
  for (const [i, statistic] of STATISTICS.entries()) {
    const { notes } = tally;
    const forEach = (visit: (note: number) => void): void => {
      for (const row of pairing.counted) visit(notes.chunkOf(row)[notes.placeOf(row) + i]!);
    };
    statistic.summarise({ count, forEach, dictionaries: tally.dictionaries, asOf }, figures);
    yield;
  }
  if (checked !== undefined) {
    addRevocation(figures, revocationFigures(checked, pairing.counted, asOf));
    yield;
  }
  if (count > 0) figures.shared = sharedFeatures(figures, count);
  addListingProblems(figures, listing, pairing);
  return figures;
}

function emptyFigures(listing: Listing, pairing: Pairing): Figures {
  const notExamined = listing.entries.unique - listing.outcomes.examined - listing.attached;
  return {
    lines: listing.lines,
    entries: listing.entries,
    outcomes: listing.outcomes,
    certificates: {
      total: pairing.final + pairing.presumed + notExamined,
      final: pairing.final,
      presumed: pairing.presumed,
      notExamined,
      precertificates: pairing.precertificates,
      pairs: pairing.pairs,
    },
    issuance: {
      notBefore: { first: null, last: null },
      sct: { first: null, last: null, certificates: 0 },
      histogram: [],
    },
    issuers: [],
    signatureAlgorithms: [],
    publicKeys: [],
    validationTypes: [],
    policies: [],
    validity: { expired: null, unexpired: null, revoked: null, remainingValid: null },
    shared: [],
    problems: [],
  };
}

function addRevocation(figures: Figures, revocation: RevocationFigures): void {
  figures.revocation = revocation;
  const { certificates, validity } = figures;
  const { revoked, notRevoked, expired } = revocation.statuses;
  const isUnseen = certificates.final + certificates.presumed === 0 && certificates.notExamined > 0;
  if (isUnseen && revocation.delay !== undefined) revocation.delay = null;
  // without any evidence, 0 would be a guess
  if (revoked + notRevoked > 0) validity.revoked = revoked;
  if (revoked + expired + notRevoked > 0) validity.remainingValid = notRevoked;
}

function sharedFeatures(figures: Figures, count: number): string[] {
  // one certificate shares nothing with another
  if (count === 1) return [];
  const subject =
    count === 2 ? 'Both examined certificates' : `All ${formatCount(count)} examined certificates`;
  return STATISTICS.flatMap((statistic) => {
    const predicate = statistic.shared?.(figures, count);
    return predicate === undefined ? [] : [`${subject} ${predicate}.`];
  });
}

function addListingProblems(figures: Figures, listing: Listing, pairing: Pairing): void {
  for (const [code, count] of listing.problems) figures.problems.push({ code, count });
  if (listing.entries.duplicates > 0) {
    figures.problems.push({ code: 'duplicate', count: listing.entries.duplicates });
  }
  if (pairing.sharingSerial > 0) {
    figures.problems.push({ code: 'shared-serial', count: pairing.sharingSerial });
  }
  figures.problems.sort((a, b) => b.count - a.count || (a.code < b.code ? -1 : 1));
}
