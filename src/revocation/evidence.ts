import { formatInstant } from '../der/time.ts';
import { decodeName } from '../x509/name.ts';
import { comparableName } from './comparable-name.ts';
import type { CrlIssuers } from './crl-issuer.ts';
import type { CrlProblem } from './crl-problem.ts';
import { CrlReader } from './crl-reader.ts';
import { uriName } from './distribution-point.ts';
import type { IssuingDistributionPoint } from './issuing-distribution-point.ts';
import { type CrlMatches, lookUp } from './look-up.ts';
import type { SerialSet } from './serial-set.ts';
import { type CrlSignature, verifyCrlSignature } from './verify-signature.ts';

/** Where a CRL came from, or whose word stands in for one (`statement.ts`). */
export interface CrlSource {
  readonly kind: 'url' | 'file' | 'database' | 'list';
  /**
   * The URL asked for (not one that it redirected to), the file, with a line where there are several, or
   * the database or list as the user named it.
   */
  readonly name: string;
}

/** A CRL as a report names it; text of strangers is not escaped yet. */
export interface CrlReference {
  readonly source: CrlSource;
  /** RFC 4514; `null` when it cannot be read. */
  readonly issuer: string | null;
  /** ISO 8601 UTC, whole seconds. */
  readonly thisUpdate: string | null;
  readonly nextUpdate: string | null;
  /** cRLNumber in decimal. */
  readonly number: string | null;
  /** Its signature is verified, by SHA-1. */
  readonly weakSignature: boolean;
  readonly problems: readonly CrlProblem[];
}

/** A CRL that was read: all that statuses need of it. Its octets are not held. */
export interface CrlEvidence {
  readonly kind: 'crl';
  readonly crl: CrlReference;
  /** The name that distribution points have for where it came from; `null` for a file. */
  readonly point: string | null;
  /** `comparableName` of the issuer. */
  readonly issuer: string;
  readonly signature: CrlSignature;
  /** Seconds since 1970; NaN when unreadable, nextUpdate also when absent. */
  readonly thisUpdate: number;
  readonly nextUpdate: number;
  readonly hasNextUpdate: boolean;
  readonly scope: IssuingDistributionPoint | null;
  readonly isDelta: boolean;
  readonly authorityKeyId: string | null;
  /** It has a critical extension that is not known (RFC 5280 §5.2). */
  readonly hasUnknownCritical: boolean;
  /** Its extensions say what it is for, and can be read. */
  readonly soundExtensions: boolean;
  /** As in `CrlReader`. */
  readonly complete: boolean;
  /** `null` where the signature is not verified: what it lists is then nobody's word. */
  readonly matches: CrlMatches | null;
}

/** A CRL that could not be obtained, or octets that are none. */
export interface MissingCrl {
  readonly kind: 'unavailable' | 'unreadable';
  readonly crl: CrlReference;
  /** As in `CrlEvidence`. */
  readonly point: string | null;
}

export type Evidence = CrlEvidence | MissingCrl;

/** Reads a CRL, verifies its signature, and looks its entries up. Any octets will do. */
export function examineCrl(
  bytes: Uint8Array,
  source: CrlSource,
  issuers: CrlIssuers,
  wanted: SerialSet,
): Evidence {
  const reader = new CrlReader();
  reader.read(bytes);
  const point = pointOf(source);
  if (!reader.readable) {
    return { kind: 'unreadable', crl: referenceOf(reader, source, false), point };
  }
  const issuer = comparableName(bytes, reader.issuerStart, reader.issuerEnd);
  const signature = verifyCrlSignature(reader, issuer, issuers);
  const isVerified = signature.state === 'verified';
  const matches = isVerified ? lookUp(reader, wanted) : null;
  const { extensions } = reader;
  return {
    kind: 'crl',
    crl: referenceOf(reader, source, isVerified && signature.weak),
    point,
    issuer,
    signature,
    thisUpdate: reader.thisUpdate,
    nextUpdate: reader.nextUpdate,
    hasNextUpdate: reader.hasNextUpdate,
    scope: extensions.issuingDistributionPoint,
    isDelta: extensions.isDelta,
    authorityKeyId: extensions.authorityKeyId,
    hasUnknownCritical:
      extensions.unknownCritical.length > 0 || matches?.hasUnknownCritical === true,
    soundExtensions: extensions.sound,
    complete: reader.complete,
    matches,
  };
}

/** Whether a CRL itself says it: what somebody says that has read one, or keeps a list, is that one's word. */
export function isOfCrl(reference: CrlReference | null): boolean {
  return reference?.source.kind === 'url' || reference?.source.kind === 'file';
}

/** The evidence that a CRL was to be had from `source`, and was not. */
export function unavailableCrl(source: CrlSource): MissingCrl {
  const unread = new CrlReader();
  return {
    kind: 'unavailable',
    crl: referenceOf(unread, source, false),
    point: pointOf(source),
  };
}

/** Someone's word, who is named by `source` alone. */
export function statedReference(source: CrlSource): CrlReference {
  return unavailableCrl(source).crl;
}

function pointOf({ kind, name }: CrlSource): string | null {
  return kind === 'url' ? uriName(name) : null;
}

function referenceOf(reader: CrlReader, source: CrlSource, weakSignature: boolean): CrlReference {
  const { bytes, issuerStart, issuerEnd } = reader;
  return {
    source,
    issuer: issuerStart < issuerEnd ? decodeName(bytes, issuerStart, issuerEnd) : null,
    thisUpdate: formatInstant(reader.thisUpdate),
    nextUpdate: formatInstant(reader.nextUpdate),
    number: reader.extensions.number,
    weakSignature,
    problems: reader.problems.list(reader.start),
  };
}
