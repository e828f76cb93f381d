import { decodeHex } from '../der/integer.ts';
import { DerReader } from '../der/reader.ts';
import { SEQUENCE, contextConstructed, contextPrimitive } from '../der/tags.ts';
import { decodeLatin1 } from '../der/text.ts';
import { comparableName } from './comparable-name.ts';

/** A DistributionPoint of cRLDistributionPoints or freshestCRL (RFC 5280 §4.2.1.13). */
export interface DistributionPoint {
  /** In a form in which equal names are equal strings; `uriName` makes that of a URL. */
  readonly names: readonly string[];
  /** It says that its CRLs cover some reasons only. */
  readonly hasReasons: boolean;
  /** It says who signs its CRLs, which then are indirect (§6.3.3 (b) (1)). */
  readonly hasCrlIssuer: boolean;
}

/**
 * Bounds what a hostile extension of a million names costs. Names beyond are not read: they match
 * nothing, which leaves a status unknown.
 */
const MAX_NAMES = 1024;

/** What `uriName` puts in front. */
export const URI_NAME = 'uri ';

/** uniformResourceIdentifier and directoryName of GeneralName (§4.2.1.6). */
const URI = contextPrimitive(6);
const DIRECTORY_NAME = contextConstructed(4);

/** Decodes CRLDistributionPoints ::= SEQUENCE OF DistributionPoint. */
export function decodeDistributionPoints(
  bytes: Uint8Array,
  start: number,
  end: number,
): DistributionPoint[] {
  const points: DistributionPoint[] = [];
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.readTag(start, end, SEQUENCE)) return points;
  const { contentEnd: listEnd } = der;
  let pos = der.contentStart;
  while (points.length < MAX_NAMES && der.read(pos, listEnd)) {
    pos = der.next;
    points.push(decodePoint(der, der.contentStart, der.contentEnd));
  }
  return points;
}

function decodePoint(der: DerReader, start: number, end: number): DistributionPoint {
  let names: readonly string[] = [];
  let hasReasons = false;
  let hasCrlIssuer = false;
  for (let pos = start; der.read(pos, end);) {
    const { tag, next } = der;
    if (tag === contextConstructed(0)) {
      names = decodeDistributionPointName(der, der.contentStart, der.contentEnd);
    } else if (tag === contextPrimitive(1)) hasReasons = true;
    else if (tag === contextConstructed(2)) hasCrlIssuer = true;
    pos = next;
  }
  return { names, hasReasons, hasCrlIssuer };
}

/**
 * The names of DistributionPointName ::= CHOICE { [0] fullName GeneralNames, [1]
 * nameRelativeToCRLIssuer } at `[start, end)`, each as a string that is equal where the names are.
 */
export function decodeDistributionPointName(der: DerReader, start: number, end: number): string[] {
  if (!der.read(start, end)) return [];
  const { bytes, contentStart, contentEnd } = der;
  // both sides are relative to the same issuer, whose name is compared before
  if (der.tag === contextConstructed(1)) {
    return [`relative ${decodeHex(bytes, contentStart, contentEnd)}`];
  }
  const names: string[] = [];
  if (der.tag !== contextConstructed(0)) return names;
  for (let pos = contentStart; names.length < MAX_NAMES && der.read(pos, contentEnd);) {
    const { next, tag } = der;
    if (tag === URI) names.push(uriName(decodeLatin1(bytes, der.contentStart, der.contentEnd)));
    else if (tag === DIRECTORY_NAME) {
      names.push(directoryName(comparableName(bytes, der.contentStart, der.contentEnd)));
    } else names.push(`other ${decodeHex(bytes, pos, next)}`);
    pos = next;
  }
  return names;
}

/** The name that a URL is in `names`: scheme and host compare without case (RFC 5280 §7.4). */
export function uriName(url: string): string {
  const [authority = ''] = /^[A-Za-z][A-Za-z0-9+.-]*:\/\/[^/?#]*/.exec(url) ?? [];
  return `${URI_NAME}${authority.toLowerCase()}${url.slice(authority.length)}`;
}

/** The name that a Name, as of `comparableName`, is in `names`. */
export function directoryName(comparable: string): string {
  return `directory ${comparable}`;
}
