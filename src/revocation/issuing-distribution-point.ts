import type { DerReader } from '../der/reader.ts';
import { SEQUENCE, contextConstructed, contextPrimitive } from '../der/tags.ts';
import { decodeDistributionPointName } from './distribution-point.ts';

/** Which certificates a CRL is for (RFC 5280 §5.2.5). */
export interface IssuingDistributionPoint {
  /** As in `DistributionPoint`; `null` when it has no distributionPoint. */
  readonly names: ReadonlySet<string> | null;
  readonly onlyUserCertificates: boolean;
  readonly onlyCaCertificates: boolean;
  readonly onlyAttributeCertificates: boolean;
  readonly onlySomeReasons: boolean;
  readonly indirect: boolean;
  /** False when it is not the structure of §5.2.5: then nobody knows what the CRL is for. */
  readonly sound: boolean;
}

const DISTRIBUTION_POINT = contextConstructed(0);
const ONLY_USER_CERTIFICATES = contextPrimitive(1);
const ONLY_CA_CERTIFICATES = contextPrimitive(2);
const ONLY_SOME_REASONS = contextPrimitive(3);
const INDIRECT_CRL = contextPrimitive(4);
const ONLY_ATTRIBUTE_CERTIFICATES = contextPrimitive(5);

/** Decodes the value of the extension at `[start, end)`. */
export function decodeIssuingDistributionPoint(
  der: DerReader,
  start: number,
  end: number,
): IssuingDistributionPoint {
  const flags = new Set<number>();
  let names: ReadonlySet<string> | null = null;
  let sound = der.readTag(start, end, SEQUENCE) && der.flaws === 0 && der.next === end;
  const { contentStart, contentEnd } = der;
  let last = 0;
  for (let pos = contentStart; sound && der.read(pos, contentEnd);) {
    const { tag, next } = der;
    const number = tag & 0x1f;
    // in order and once each, as a SEQUENCE demands
    sound = der.flaws === 0 && (pos === contentStart || number > last);
    last = number;
    if (tag === DISTRIBUTION_POINT) {
      names = new Set(decodeDistributionPointName(der, der.contentStart, der.contentEnd));
    } else if (tag === ONLY_SOME_REASONS) flags.add(tag);
    else if (isFlag(tag)) {
      // BER allows any octet but 0 for TRUE (X.690 §8.2.2)
      if (der.contentEnd - der.contentStart !== 1) sound = false;
      else if (der.bytes[der.contentStart] !== 0) flags.add(tag);
    } else sound = false;
    pos = next;
  }
  return {
    names,
    onlyUserCertificates: flags.has(ONLY_USER_CERTIFICATES),
    onlyCaCertificates: flags.has(ONLY_CA_CERTIFICATES),
    onlyAttributeCertificates: flags.has(ONLY_ATTRIBUTE_CERTIFICATES),
    onlySomeReasons: flags.has(ONLY_SOME_REASONS),
    indirect: flags.has(INDIRECT_CRL),
    sound,
  };
}

function isFlag(tag: number): boolean {
  return (
    tag === ONLY_USER_CERTIFICATES ||
    tag === ONLY_CA_CERTIFICATES ||
    tag === INDIRECT_CRL ||
    tag === ONLY_ATTRIBUTE_CERTIFICATES
  );
}
