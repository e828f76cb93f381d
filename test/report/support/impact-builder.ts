/** Impact models for the renderers' tests: consistent by construction, changed where a test says. */
import type {
  CertificateCounts,
  Figures,
  GroupFigures,
  Impact,
  OutcomeCounts,
} from '../../../src/impact/impact.ts';

/** A list in which nothing was found. */
export function emptyFigures(): Figures {
  return {
    lines: { total: 0, blank: 0, comment: 0, header: 0, invalid: 0, listing: 0 },
    entries: { total: 0, unique: 0, duplicates: 0 },
    outcomes: outcomes({}),
    certificates: certificates({}),
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

export function emptyImpact(changes: Partial<Impact> = {}): Impact {
  return {
    asOf: '2026-11-01T00:00:00Z',
    guideline: '3.2',
    ...emptyFigures(),
    groups: [],
    unexamined: [],
    ...changes,
  };
}

/** GoDaddy's bug 1970259 in numbers: 5,079 certificates, all examined. */
export function wholeFigures(): Figures {
  return {
    lines: { total: 5090, blank: 3, comment: 4, header: 1, invalid: 0, listing: 5082 },
    entries: { total: 5082, unique: 5082, duplicates: 0 },
    outcomes: outcomes({ examined: 5082 }),
    certificates: certificates({ final: 5079, precertificates: 3, pairs: 3 }),
    issuance: {
      notBefore: { first: '2025-05-30T00:00:11Z', last: '2025-06-01T23:59:58Z' },
      sct: { first: '2025-05-30T00:00:13Z', last: '2025-06-02T00:00:03Z', certificates: 5079 },
      histogram: [
        { from: '2025-05-30T00:00:00Z', to: '2025-05-31T00:00:00Z', count: 4000 },
        { from: '2025-05-31T00:00:00Z', to: '2025-06-01T00:00:00Z', count: 0 },
        { from: '2025-06-01T00:00:00Z', to: '2025-06-02T00:00:00Z', count: 1079 },
      ],
    },
    issuers: [
      {
        name: 'CN=Go Daddy Secure Certificate Authority - G2,O=GoDaddy.com\\, Inc.,C=US',
        count: 5000,
      },
      { name: 'CN=Starfield Secure Certificate Authority - G2,C=US', count: 79 },
    ],
    signatureAlgorithms: [
      { name: 'sha256WithRSAEncryption', oid: '1.2.840.113549.1.1.11', count: 5079 },
    ],
    publicKeys: [
      { algorithm: 'RSA', bits: 2048, curve: null, count: 5000 },
      { algorithm: 'EC', bits: 256, curve: 'P-256', count: 79 },
    ],
    validationTypes: [
      { type: 'DV', count: 5036, inferred: 0 },
      { type: 'OV', count: 34, inferred: 4 },
      { type: 'EV', count: 9, inferred: 0 },
    ],
    policies: [
      { oid: '2.23.140.1.2.1', name: 'CA/Browser Forum DV', count: 5036 },
      { oid: '1.2.3.4', name: null, count: 12 },
    ],
    validity: { expired: 871, unexpired: 4208, revoked: null, remainingValid: null },
    shared: ['All 5,079 certificates are signed with sha256WithRSAEncryption.'],
    problems: [],
  };
}

export function wholeImpact(changes: Partial<Impact> = {}): Impact {
  return emptyImpact({ ...wholeFigures(), ...changes });
}

/** The same, though with every kind of trouble. */
export function troubledImpact(changes: Partial<Impact> = {}): Impact {
  return wholeImpact({
    lines: { total: 5092, blank: 3, comment: 4, header: 1, invalid: 2, listing: 5082 },
    entries: { total: 5082, unique: 5081, duplicates: 1 },
    outcomes: outcomes({
      examined: 5076,
      notFound: 2,
      unavailable: 1,
      mismatched: 1,
      unresolvable: 1,
    }),
    certificates: certificates({
      final: 5071,
      presumed: 2,
      notExamined: 5,
      precertificates: 5,
      pairs: 3,
    }),
    issuance: {
      ...wholeFigures().issuance,
      sct: { first: '2025-05-30T00:00:13Z', last: '2025-06-02T00:00:03Z', certificates: 5072 },
    },
    validationTypes: [
      { type: 'DV', count: 5036, inferred: 0 },
      { type: 'OV', count: 34, inferred: 34 },
      { type: 'unknown', count: 3, inferred: 3 },
    ],
    signatureAlgorithms: [
      { name: 'sha256WithRSAEncryption', oid: '1.2.840.113549.1.1.11', count: 5073 },
    ],
    issuers: [{ name: 'CN=Go Daddy Secure Certificate Authority - G2,C=US', count: 5073 }],
    publicKeys: [{ algorithm: 'RSA', bits: 2048, curve: null, count: 5073 }],
    shared: ['All 5,073 certificates have RSA 2048-bit keys.'],
    validity: { expired: 871, unexpired: 4201, revoked: null, remainingValid: null },
    problems: [
      { code: 'negative-serial', count: 2 },
      { code: 'code-of-a-later-version', count: 1 },
    ],
    unexamined: [
      {
        file: 'appendix.txt',
        line: 17,
        entry: '0'.repeat(64),
        outcome: 'notFound',
        reason: 'no source has it',
      },
      {
        file: 'appendix.txt',
        line: 18,
        entry: 'https://crt.sh/?q=0123|4567',
        outcome: 'invalid',
        reason: '8 hex digits: not a SHA-256 hash',
      },
    ],
    ...changes,
  });
}

/** One certificate, so that every noun and verb is in the singular. */
export function singleImpact(changes: Partial<Impact> = {}): Impact {
  return emptyImpact({
    lines: { total: 1, blank: 0, comment: 0, header: 0, invalid: 0, listing: 1 },
    entries: { total: 1, unique: 1, duplicates: 0 },
    outcomes: outcomes({ examined: 1 }),
    certificates: certificates({ final: 1 }),
    issuance: {
      notBefore: { first: '2025-05-30T00:00:11Z', last: '2025-05-30T00:00:11Z' },
      sct: { first: null, last: null, certificates: 0 },
      histogram: [{ from: '2025-05-30T00:00:00Z', to: '2025-05-30T01:00:00Z', count: 1 }],
    },
    issuers: [{ name: 'CN=One CA,C=US', count: 1 }],
    signatureAlgorithms: [{ name: 'ecdsa-with-SHA256', oid: '1.2.840.10045.4.3.2', count: 1 }],
    publicKeys: [{ algorithm: 'EC', bits: 256, curve: 'P-256', count: 1 }],
    validationTypes: [{ type: 'EV', count: 1, inferred: 0 }],
    policies: [{ oid: '2.23.140.1.1', name: 'CA/Browser Forum EV', count: 1 }],
    validity: { expired: 0, unexpired: 1, revoked: null, remainingValid: null },
    ...changes,
  });
}

/** Everything listed, and nothing of it to be had. */
export function missingImpact(count: number): Impact {
  return emptyImpact({
    lines: { total: count, blank: 0, comment: 0, header: 0, invalid: 0, listing: count },
    entries: { total: count, unique: count, duplicates: 0 },
    outcomes: outcomes({ notFound: count }),
    certificates: certificates({ notExamined: count }),
    unexamined: Array.from({ length: count }, (_, index) => ({
      file: 'appendix.txt',
      line: index + 1,
      entry: String(index).padStart(64, '0'),
      outcome: 'notFound' as const,
      reason: 'no source has it',
    })),
  });
}

export function group(name: string, figures: Partial<Figures> = {}): GroupFigures {
  return { name, ...wholeFigures(), ...figures };
}

/** The same text of a stranger everywhere where a model has text of strangers. */
export function hostileImpact(text: string, changes: Partial<Impact> = {}): Impact {
  return troubledImpact({
    issuers: [
      { name: text, count: 5000 },
      { name: `CN=${text}`, count: 73 },
    ],
    signatureAlgorithms: [{ name: text, oid: text, count: 5073 }],
    publicKeys: [{ algorithm: text, bits: null, curve: text, count: 5073 }],
    validationTypes: [{ type: text, count: 5073, inferred: 1 }],
    policies: [{ oid: text, name: text, count: 12 }],
    shared: [`All were issued by ${text}.`, text],
    problems: [{ code: text, count: 1 }],
    groups: [
      group(text, { issuers: [{ name: text, count: 1 }], shared: [text] }),
      group(`b ${text}`),
    ],
    unexamined: [{ file: text, line: 1, entry: text, outcome: 'invalid', reason: text }],
    ...changes,
  });
}

export function outcomes(changes: Partial<OutcomeCounts>): OutcomeCounts {
  return {
    examined: 0,
    notFound: 0,
    unavailable: 0,
    mismatched: 0,
    unreadable: 0,
    unresolvable: 0,
    ...changes,
  };
}

/** `total` is the sum that it has to be. */
export function certificates(
  changes: Partial<Omit<CertificateCounts, 'total'>>,
): CertificateCounts {
  const counts = {
    final: 0,
    presumed: 0,
    notExamined: 0,
    precertificates: 0,
    pairs: 0,
    ...changes,
  };
  return { total: counts.final + counts.presumed + counts.notExamined, ...counts };
}
