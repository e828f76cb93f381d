import { decodeHex, decodeIntegerHex } from '../der/integer.ts';
import { tryDecodeOid } from '../der/oid.ts';
import type { DerReader } from '../der/reader.ts';
import { INTEGER, SEQUENCE, contextPrimitive } from '../der/tags.ts';
import type { CrlProblemLog } from './crl-problem.ts';
import { decodeDistributionPoints } from './distribution-point.ts';
import { ExtensionCursor } from './extension-cursor.ts';
import {
  type IssuingDistributionPoint,
  decodeIssuingDistributionPoint,
} from './issuing-distribution-point.ts';

/** What the extensions of a CRL say (RFC 5280 §5.2). */
export interface CrlExtensions {
  /** cRLNumber (§5.2.3) in decimal. */
  readonly number: string | null;
  /** keyIdentifier of the authorityKeyIdentifier (§5.2.1), lower-case hex. */
  readonly authorityKeyId: string | null;
  /** §5.2.5; `null` when it is absent. */
  readonly issuingDistributionPoint: IssuingDistributionPoint | null;
  /** The deltaCRLIndicator is there (§5.2.4), whatever it holds. */
  readonly isDelta: boolean;
  /** BaseCRLNumber in decimal. */
  readonly baseNumber: string | null;
  /** Names of the freshestCRL's distribution points (§5.2.6), as `distribution-point.ts` writes them. */
  readonly freshest: readonly string[];
  /** OIDs of critical ones that are not known here, the first `MAX_UNKNOWN` of them. */
  readonly unknownCritical: readonly string[];
  /** False when one that says what the CRL is for cannot be read, or is there twice. */
  readonly sound: boolean;
}

export const NO_EXTENSIONS: CrlExtensions = {
  number: null,
  authorityKeyId: null,
  issuingDistributionPoint: null,
  isDelta: false,
  baseNumber: null,
  freshest: [],
  unknownCritical: [],
  sound: true,
};

/** Bounds what a CRL of nothing but critical extensions costs. */
const MAX_UNKNOWN = 16;

/** Twice the 20 octets of RFC 5280 §5.2.3; the conversion to decimal takes quadratic time. */
const MAX_NUMBER_OCTETS = 40;

const CRL_NUMBER = 20;
const DELTA_CRL_INDICATOR = 27;
const ISSUING_DISTRIBUTION_POINT = 28;
const AUTHORITY_KEY_IDENTIFIER = 35;
const FRESHEST_CRL = 46;

/** Reads the content of the SEQUENCE in `[0]`. */
export function readCrlExtensions(
  der: DerReader,
  start: number,
  end: number,
  problems: CrlProblemLog,
): CrlExtensions {
  const read: { -readonly [K in keyof CrlExtensions]: CrlExtensions[K] } = { ...NO_EXTENSIONS };
  const unknownCritical: string[] = [];
  const seen = new Set<number>();
  const cursor = new ExtensionCursor(der);
  cursor.begin(start, end);
  while (cursor.readNext()) {
    const { at, valueStart, valueEnd, idCe, critical } = cursor;
    if (cursor.flaws !== 0) problems.addFlaws(cursor.flaws, at);
    if (cursor.malformed) {
      problems.add('bad-extension', at);
      read.sound = false;
    }
    if (idCe >= 0 && seen.has(idCe)) {
      problems.add('duplicate-extension', at);
      read.sound = false;
      continue;
    }
    seen.add(idCe);
    switch (idCe) {
      case CRL_NUMBER:
        read.number = decodeNumber(der, valueStart, valueEnd);
        if (read.number === null) problems.add('bad-extension', at);
        break;
      case DELTA_CRL_INDICATOR:
        read.isDelta = true;
        read.baseNumber = decodeNumber(der, valueStart, valueEnd);
        break;
      case ISSUING_DISTRIBUTION_POINT:
        read.issuingDistributionPoint = decodeIssuingDistributionPoint(der, valueStart, valueEnd);
        if (read.issuingDistributionPoint.sound) break;
        problems.add('bad-extension', at);
        read.sound = false;
        break;
      case AUTHORITY_KEY_IDENTIFIER:
        read.authorityKeyId = decodeKeyIdentifier(der, valueStart, valueEnd);
        break;
      case FRESHEST_CRL:
        read.freshest = decodeDistributionPoints(der.bytes, valueStart, valueEnd).flatMap(
          ({ names }) => names,
        );
        break;
      default:
        if (!critical) break;
        problems.add('unknown-critical-extension', at);
        if (unknownCritical.length === MAX_UNKNOWN) break;
        unknownCritical.push(tryDecodeOid(der.bytes, cursor.oidStart, cursor.oidEnd) ?? '?');
    }
  }
  return { ...read, unknownCritical };
}

/**
 * The keyIdentifier of AuthorityKeyIdentifier ::= SEQUENCE { [0] keyIdentifier OPTIONAL, … }
 * (RFC 5280 §4.2.1.1) as lower-case hex; `null` where there is none.
 */
export function decodeKeyIdentifier(der: DerReader, start: number, end: number): string | null {
  if (!der.readTag(start, end, SEQUENCE)) return null;
  const { contentStart, contentEnd } = der;
  if (!der.readTag(contentStart, contentEnd, contextPrimitive(0))) return null;
  if (der.contentStart === der.contentEnd) return null;
  return decodeHex(der.bytes, der.contentStart, der.contentEnd);
}

function decodeNumber(der: DerReader, start: number, end: number): string | null {
  if (!der.readTag(start, end, INTEGER)) return null;
  const { contentStart, contentEnd } = der;
  if (contentStart === contentEnd || contentEnd - contentStart > MAX_NUMBER_OCTETS) return null;
  const hex = decodeIntegerHex(der.bytes, contentStart, contentEnd);
  return hex.startsWith('-') ? `-${BigInt(`0x${hex.slice(1)}`)}` : `${BigInt(`0x${hex}`)}`;
}
