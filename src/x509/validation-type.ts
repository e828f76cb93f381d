import {
  HAS_BUSINESS_CATEGORY,
  HAS_DNS_NAMES,
  HAS_EMAIL_ADDRESSES,
  HAS_JURISDICTION,
  HAS_ORGANIZATION,
  HAS_PERSON,
} from './features.ts';
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
  /** Bits of `features.ts`. */
  readonly features: number;
}

const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';
const CODE_SIGNING = '1.3.6.1.5.5.7.3.3';
const EMAIL_PROTECTION = '1.3.6.1.5.5.7.3.4';
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

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

function isForTls({ extendedKeyUsages, features }: ValidationEvidence): boolean {
  return (
    extendedKeyUsages.includes(SERVER_AUTH) ||
    (extendedKeyUsages.length === 0 && (features & HAS_DNS_NAMES) !== 0)
  );
}

function inferType(evidence: ValidationEvidence): string {
  const { features, extendedKeyUsages } = evidence;
  const has = (bits: number): boolean => (features & bits) === bits;
  const isEv = has(HAS_JURISDICTION | HAS_BUSINESS_CATEGORY);
  if (isForTls(evidence)) {
    if (isEv) return 'EV';
    if (has(HAS_ORGANIZATION)) return 'OV';
    return has(HAS_PERSON) ? 'IV' : 'DV';
  }
  const isForMail =
    extendedKeyUsages.includes(EMAIL_PROTECTION) ||
    (extendedKeyUsages.length === 0 && has(HAS_EMAIL_ADDRESSES));
  if (isForMail) {
    if (has(HAS_PERSON)) return has(HAS_ORGANIZATION) ? 'S/MIME sponsor' : 'S/MIME individual';
    return has(HAS_ORGANIZATION) ? 'S/MIME organization' : 'S/MIME mailbox';
  }
  if (extendedKeyUsages.includes(CODE_SIGNING)) {
    return isEv ? 'code signing EV' : 'code signing';
  }
  return extendedKeyUsages.includes(TIME_STAMPING) ? 'timestamping' : 'unknown';
}
