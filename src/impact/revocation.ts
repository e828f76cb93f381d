/** What revocation comes to: part of the contract of `--format json`. Unknown is `null`, never 0. */
import type { RevocationReason } from '../revocation/reason.ts';
import type { UnknownReason } from '../revocation/revocation-status.ts';

/** Of a list; the certificates are those that `final` and `presumed` count, each with one status. */
export interface RevocationFigures {
  /** As of as-of; they add up to `final` + `presumed`. */
  statuses: {
    revoked: number;
    notRevoked: number;
    /** Expired, and on no CRL that was looked at; whether it was revoked before cannot be told. */
    expired: number;
    /** Short-lived (BR §1.6.1), with no evidence: exempt from revocation, and not proved to be valid. */
    shortLived: number;
    unknown: number;
  };
  /** Of `revoked`, those that have expired, too. */
  revokedExpired: number;
  /** Neither known to remain valid nor known not to: `unknown` and `shortLived`. */
  remainingUnknown: number;
  /** revocationDate of the revoked ones, and of how many it can be read; ISO 8601 UTC, a day alone where no time is known. */
  dates: { first: string | null; last: string | null; certificates: number };
  /**
   * Of the revoked ones; an entry on a CRL that gives no reason is `unspecified`; `null` is one that does not
   * exist, or is not given by somebody who only says that it is revoked.
   */
  reasons: { reason: RevocationReason | null; count: number }[];
  unknown: { why: UnknownReason; count: number }[];
  /** Absent unless a deadline was given; `null` where no certificate could be examined. */
  delay?: RevocationDelay | null;
  /** What was looked at; of all lists together only. What most rests on first, at most `MAX_EVIDENCE`. */
  evidence?: EvidenceAccount[];
  /** How many there are. */
  evidenceTotal?: number;
}

/**
 * How the deadline was kept (BR §4.9.1.1); all but the times and `expiredBeforeDiscovery` add up to
 * `final` + `presumed`.
 */
export interface RevocationDelay {
  /** ISO 8601 UTC. */
  discovered: string;
  deadline: string;
  /** Whether the deadline has passed at as-of. */
  passed: boolean;
  revokedInTime: number;
  revokedLate: number;
  /** Revoked, at a time that cannot be read. */
  revokedUndated: number;
  /** Revoked on the day of the deadline, at a time that is not known. */
  revokedOnDeadlineDay: number;
  notYetRevoked: number;
  expiredBeforeDeadline: number;
  /** Of `statuses.expired`, those that had when the CA became aware: nothing was left to revoke. */
  expiredBeforeDiscovery: number;
  /** Not known to have been revoked. */
  expiredAfterDeadline: number;
  /** Short-lived: the BR demand no revocation. */
  exempt: number;
  unknown: number;
  /** Of those revoked late at a known time, by how many seconds; `null` where there is none. */
  lateness: { median: number | null; largest: number | null };
}

/** A CRL, database or list that was looked at, or was to be. */
export interface EvidenceAccount {
  kind: 'url' | 'file' | 'database' | 'list';
  name: string;
  /**
   * - `verified`: a CRL with a good signature; `stated`: someone's word, which nothing proves
   * - what is wrong with it otherwise, as among the reasons of `unknown`
   */
  state: 'verified' | 'stated' | UnknownReason;
  /** RFC 4514. */
  issuer: string | null;
  thisUpdate: string | null;
  nextUpdate: string | null;
  number: string | null;
  /** For how many certificates it is what says that they are revoked, or not. */
  certificates: number;
  /** For people, lower case; why it was not obtained, or is not fresh. */
  reason: string | null;
}

/** A CA that partitions its CRLs has up to 1,000 of them. */
export const MAX_EVIDENCE = 1_000;
