import { DerReader } from '../der/reader.ts';
import { isOid } from '../der/oid.ts';
import { OBJECT_IDENTIFIER, SEQUENCE } from '../der/tags.ts';
import { compareTypes, isCaSpecificEvPolicy, reservedType } from './policy-name.ts';

/** What kind of certificate it is, by the rules of the design (§5.7). */
export interface ValidationType {
  /**
   * `DV`, `OV`, `IV`, `EV`; `S/MIME mailbox strict` (also organization, sponsor, individual; legacy,
   * multipurpose); `code signing`, `code signing EV`, `timestamping`, `CA`, `unknown`. A certificate
   * that asserts several reserved OIDs has them joined: `DV+OV`.
   */
  readonly type: string;
  /** True when no policy OID says so: guessed from extended key usage and subject. */
  readonly inferred: boolean;
}

/** What validation types are told from. */
export interface ValidationEvidence {
  readonly isCa: boolean;
  readonly policies: readonly string[];
  readonly extendedKeyUsages: readonly string[];
  readonly subject: SubjectFeatures;
  readonly hasDnsNames: boolean;
  readonly hasEmailAddresses: boolean;
}

/** Which attributes a subject has; bits of `subjectFeatures`. */
export interface SubjectFeatures {
  readonly organization: boolean;
  /** givenName or surname. */
  readonly person: boolean;
  /** jurisdictionCountryName and businessCategory (EVG §9.2). */
  readonly jurisdiction: boolean;
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

const ORGANIZATION_NAME = Uint8Array.of(0x55, 0x04, 0x0a);
const SURNAME = Uint8Array.of(0x55, 0x04, 0x04);
const GIVEN_NAME = Uint8Array.of(0x55, 0x04, 0x2a);
const BUSINESS_CATEGORY = Uint8Array.of(0x55, 0x04, 0x0f);
/** 1.3.6.1.4.1.311.60.2.1.3 */
const JURISDICTION_COUNTRY = Uint8Array.of(0x2b, 6, 1, 4, 1, 0x82, 0x37, 0x3c, 2, 1, 3);

/** The reserved OIDs decide; failing these a CA's own EV OID; failing these, what there is else. */
export function classify(evidence: ValidationEvidence): ValidationType {
  if (evidence.isCa) return { type: 'CA', inferred: false };
  const reserved = new Set<string>();
  for (const oid of evidence.policies) {
    const type = reservedType(oid);
    if (type !== undefined) reserved.add(type);
  }
  if (reserved.size > 0) {
    return { type: [...reserved].sort(compareTypes).join('+'), inferred: false };
  }
  if (evidence.policies.some(isCaSpecificEvPolicy) && isForTls(evidence)) {
    return { type: 'EV', inferred: false };
  }
  return { type: inferType(evidence), inferred: true };
}

function isForTls({ extendedKeyUsages, hasDnsNames }: ValidationEvidence): boolean {
  return extendedKeyUsages.includes(SERVER_AUTH) || (extendedKeyUsages.length === 0 && hasDnsNames);
}

function inferType(evidence: ValidationEvidence): string {
  const { subject, extendedKeyUsages } = evidence;
  if (isForTls(evidence)) {
    if (subject.jurisdiction) return 'EV';
    if (subject.organization) return 'OV';
    return subject.person ? 'IV' : 'DV';
  }
  const isForMail =
    extendedKeyUsages.includes(EMAIL_PROTECTION) ||
    (extendedKeyUsages.length === 0 && evidence.hasEmailAddresses);
  if (isForMail) {
    if (subject.person) return subject.organization ? 'S/MIME sponsor' : 'S/MIME individual';
    return subject.organization ? 'S/MIME organization' : 'S/MIME mailbox';
  }
  if (extendedKeyUsages.includes(CODE_SIGNING)) {
    return subject.jurisdiction ? 'code signing EV' : 'code signing';
  }
  return extendedKeyUsages.includes(TIME_STAMPING) ? 'timestamping' : 'unknown';
}

/** Looks for the attribute types that tell validation types apart in the Name at `[start, end)`. */
export function subjectFeatures(bytes: Uint8Array, start: number, end: number): SubjectFeatures {
  let [organization, person, country, category] = [false, false, false, false];
  const der = new DerReader();
  der.bytes = bytes;
  der.read(start, end);
  const nameEnd = start < end ? der.contentEnd : start;
  let pos = der.contentStart;
  while (der.read(pos, nameEnd)) {
    pos = der.next;
    const setEnd = der.contentEnd;
    let at = der.contentStart;
    while (der.read(at, setEnd)) {
      at = der.next;
      if (der.tag !== SEQUENCE) continue;
      if (!der.readTag(der.contentStart, der.contentEnd, OBJECT_IDENTIFIER)) continue;
      const is = (oid: Uint8Array): boolean => isOid(bytes, der.contentStart, der.contentEnd, oid);
      organization ||= is(ORGANIZATION_NAME);
      person ||= is(GIVEN_NAME) || is(SURNAME);
      country ||= is(JURISDICTION_COUNTRY);
      category ||= is(BUSINESS_CATEGORY);
    }
  }
  return { organization, person, jurisdiction: country && category };
}
