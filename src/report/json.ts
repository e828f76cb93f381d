/** The Impact as JSON: the contract of design §6, its fields in the order that stands there. */
import type {
  EvidenceAccount,
  Figures,
  GroupFigures,
  HistogramBucket,
  Impact,
  RevocationDelay,
  RevocationFigures,
  SiblingCounts,
} from '../impact/impact.ts';
import { escapeSerializedJson } from './escape.ts';

/** Two spaces of indentation, one newline at the end; the figures exactly as they are. */
export function renderJson(impact: Impact): string {
  const { problems, ...figures } = orderedFigures(impact);
  const document: Impact = {
    asOf: impact.asOf,
    guideline: impact.guideline,
    ...figures,
    groups: impact.groups.map(orderedGroup),
    problems,
    ...(impact.siblings && { siblings: orderedSiblings(impact.siblings) }),
    unexamined: impact.unexamined.map(({ file, sheet, line, entry, outcome, reason }) => {
      return { file, ...(sheet !== undefined && { sheet }), line, entry, outcome, reason };
    }),
  };
  return `${escapeSerializedJson(JSON.stringify(document, null, 2))}\n`;
}

function orderedGroup(group: GroupFigures): GroupFigures {
  return { name: group.name, ...orderedFigures(group) };
}

/** Field by field: the order of the output never depends on who built the model, and how. */
export function orderedFigures(figures: Figures): Figures {
  const { lines, entries, outcomes, certificates, issuance, validity } = figures;
  return {
    lines: {
      total: lines.total,
      blank: lines.blank,
      comment: lines.comment,
      header: lines.header,
      invalid: lines.invalid,
      listing: lines.listing,
    },
    entries: { total: entries.total, unique: entries.unique, duplicates: entries.duplicates },
    outcomes: {
      examined: outcomes.examined,
      notFound: outcomes.notFound,
      unavailable: outcomes.unavailable,
      mismatched: outcomes.mismatched,
      unreadable: outcomes.unreadable,
      unresolvable: outcomes.unresolvable,
    },
    certificates: {
      total: certificates.total,
      final: certificates.final,
      presumed: certificates.presumed,
      notExamined: certificates.notExamined,
      precertificates: certificates.precertificates,
      pairs: certificates.pairs,
    },
    issuance: {
      notBefore: { first: issuance.notBefore.first, last: issuance.notBefore.last },
      sct: {
        first: issuance.sct.first,
        last: issuance.sct.last,
        certificates: issuance.sct.certificates,
      },
      histogram: issuance.histogram.map(orderedBucket),
    },
    issuers: figures.issuers.map(({ name, count }) => ({ name, count })),
    signatureAlgorithms: figures.signatureAlgorithms.map(({ name, oid, count }) => {
      return { name, oid, count };
    }),
    publicKeys: figures.publicKeys.map(({ algorithm, bits, curve, count }) => {
      return { algorithm, bits, curve, count };
    }),
    validationTypes: figures.validationTypes.map(({ type, count, inferred }) => {
      return { type, count, inferred };
    }),
    policies: figures.policies.map(({ oid, name, count }) => ({ oid, name, count })),
    validity: {
      expired: validity.expired,
      unexpired: validity.unexpired,
      revoked: validity.revoked,
      remainingValid: validity.remainingValid,
    },
    ...(figures.revocation && { revocation: orderedRevocation(figures.revocation) }),
    shared: figures.shared,
    problems: figures.problems.map(({ code, count }) => ({ code, count })),
  };
}

function orderedSiblings(siblings: SiblingCounts): SiblingCounts {
  const { asked, found, listed, none, unavailable, reason, different } = siblings;
  const why = reason === undefined ? {} : { reason };
  return { asked, found, listed, none, unavailable, ...why, different };
}

function orderedRevocation(figures: RevocationFigures): RevocationFigures {
  const { statuses, dates, delay, evidence, evidenceTotal } = figures;
  return {
    statuses: {
      revoked: statuses.revoked,
      notRevoked: statuses.notRevoked,
      expired: statuses.expired,
      shortLived: statuses.shortLived,
      unknown: statuses.unknown,
    },
    revokedExpired: figures.revokedExpired,
    remainingUnknown: figures.remainingUnknown,
    dates: { first: dates.first, last: dates.last, certificates: dates.certificates },
    reasons: figures.reasons.map(({ reason, count }) => ({ reason, count })),
    unknown: figures.unknown.map(({ why, count }) => ({ why, count })),
    ...(delay !== undefined && { delay: delay && orderedDelay(delay) }),
    ...(evidence && { evidence: evidence.map(orderedEvidence) }),
    ...(evidenceTotal !== undefined && { evidenceTotal }),
  };
}

function orderedDelay(delay: RevocationDelay): RevocationDelay {
  return {
    discovered: delay.discovered,
    deadline: delay.deadline,
    passed: delay.passed,
    revokedInTime: delay.revokedInTime,
    revokedLate: delay.revokedLate,
    revokedUndated: delay.revokedUndated,
    revokedOnDeadlineDay: delay.revokedOnDeadlineDay,
    notYetRevoked: delay.notYetRevoked,
    expiredBeforeDeadline: delay.expiredBeforeDeadline,
    expiredBeforeDiscovery: delay.expiredBeforeDiscovery,
    expiredAfterDeadline: delay.expiredAfterDeadline,
    exempt: delay.exempt,
    unknown: delay.unknown,
    lateness: { median: delay.lateness.median, largest: delay.lateness.largest },
  };
}

function orderedEvidence(account: EvidenceAccount): EvidenceAccount {
  const { kind, name, state, issuer, thisUpdate, nextUpdate, number } = account;
  const { certificates, reason } = account;
  return { kind, name, state, issuer, thisUpdate, nextUpdate, number, certificates, reason };
}

function orderedBucket({ from, to, count }: HistogramBucket): HistogramBucket {
  return { from, to, count };
}
