/**
 * Incidents made of the corpus: what the oracle, which is other programs, says of their certificates, and
 * reports that say the same, in the words of each version of the guidelines.
 */
import { createHash } from 'node:crypto';
import { makeCa } from '../support/make-certificate.ts';
import { type OracleEntry, readOracle, readPem, sharedPath } from '../support/shared.ts';

export interface Incident {
  readonly name: string;
  /** Final certificates. */
  readonly certificates: readonly Uint8Array[];
  /** For some of them, in any order. */
  readonly precertificates: readonly Uint8Array[];
  readonly figures: Figures;
}

/** What a report says. */
export interface Figures {
  readonly total: number;
  readonly remainingValid: number;
  /** By validation type. */
  readonly types: ReadonlyMap<string, number>;
  /** Seconds since 1970. */
  readonly first: number;
  readonly last: number;
  readonly issuer: string | undefined;
}

const TYPE_OF: ReadonlyMap<string, string> = new Map([
  ['2.23.140.1.2.1', 'DV'],
  ['2.23.140.1.2.2', 'OV'],
  ['2.23.140.1.2.3', 'IV'],
  ['2.23.140.1.1', 'EV'],
]);

/** When the reports were posted: all of the corpus was issued before. */
export const POSTED = '2026-11-01T00:00:00Z';

/** Incidents of one issuer each, and of several issuers and types; of certificates whose type is sure. */
export function corpusIncidents(): Incident[] {
  const oracle = readOracle();
  const known = [
    ...readPem(sharedPath('corpus/real.pem')),
    ...readPem(sharedPath('corpus/pairs.pem')),
  ]
    .map((der) => ({ der, entry: oracle.get(sha256(der)) }))
    .filter((one): one is Known => one.entry !== undefined && isUsable(one.entry));
  const distinct = [...new Map(known.map((one) => [one.entry.sha256, one])).values()];
  const finals = distinct.filter(({ entry }) => entry.is_precert !== true && typeOf(entry));
  const byIssuer = new Map<string, Known[]>();
  for (const one of finals) {
    const issuer = one.entry.issuer_rfc4514!;
    byIssuer.set(issuer, [...(byIssuer.get(issuer) ?? []), one]);
  }
  const ofOne = [...byIssuer]
    .filter(([, members]) => members.length >= 3)
    .slice(0, 12)
    .map(([issuer, members]) => incidentOf(issuer, members.slice(0, 40)));
  const mixed = Array.from({ length: 4 }, (_, at) => finals.slice(at * 25, at * 25 + 25))
    .filter((members) => members.length > 2)
    .map((members, at) => incidentOf(`a mixture, ${at + 1}`, members));
  return [...ofOne, ...mixed];
}

/** The corpus has few pairs: one of eight, by another encoder. */
export async function pairedIncident(): Promise<Incident> {
  const ca = await makeCa();
  const first = Date.parse('2025-03-01T09:00:00Z');
  const issued = Array.from({ length: 8 }, (_, at) => ({
    serial: `7e1${at}`,
    notBefore: new Date(first + at * 5 * 3_600_000),
    policies: [at < 6 ? '2.23.140.1.2.1' : '2.23.140.1.2.2'],
  }));
  const sct = ({ notBefore }: { notBefore: Date }): { sctTimestamps: number[] } => {
    return { sctTimestamps: [notBefore.getTime() + 3000] };
  };
  return {
    name: 'pairs',
    certificates: await Promise.all(issued.map((leaf) => ca.issue({ ...leaf, ...sct(leaf) }))),
    precertificates: await Promise.all(
      issued.map((leaf) => ca.issue({ ...leaf, precertificate: true })),
    ),
    figures: {
      total: 8,
      remainingValid: 0,
      types: new Map([
        ['DV', 6],
        ['OV', 2],
      ]),
      first: first / 1000,
      last: first / 1000 + 7 * 5 * 3600,
      issuer: ca.name,
    },
  };
}

interface Known {
  readonly der: Uint8Array;
  readonly entry: OracleEntry;
}

function incidentOf(name: string, members: readonly Known[]): Incident {
  const entries = members.map(({ entry }) => entry);
  const times = entries.map(({ not_before }) => Date.parse(not_before!) / 1000);
  const issuers = new Set(entries.map(({ issuer_rfc4514 }) => issuer_rfc4514!));
  const counted = new Map<string, number>();
  for (const entry of entries) counted.set(typeOf(entry)!, (counted.get(typeOf(entry)!) ?? 0) + 1);
  return {
    name,
    certificates: members.map(({ der }) => der),
    precertificates: [],
    figures: {
      total: members.length,
      remainingValid: entries.filter(({ not_after }) => not_after! >= POSTED).length,
      types: counted,
      first: Math.min(...times),
      last: Math.max(...times),
      issuer: issuers.size === 1 ? [...issuers][0] : undefined,
    },
  };
}

function isUsable({ not_before, not_after, is_ca, issuer_rfc4514 }: OracleEntry): boolean {
  const isDated = !Number.isNaN(Date.parse(not_before ?? '')) && Boolean(not_after);
  return isDated && Boolean(issuer_rfc4514) && is_ca === false;
}

function typeOf({ policy_oids }: OracleEntry): string | undefined {
  const types = (policy_oids ?? []).flatMap((oid) => TYPE_OF.get(oid) ?? []);
  return types.length === 1 ? types[0] : undefined;
}

function sha256(der: Uint8Array): string {
  return createHash('sha256').update(der).digest('hex');
}

export interface ReportStyle {
  readonly guideline: '3.2' | '2.0' | '1.0';
  readonly write: (figures: Figures) => string;
}

export const STYLES: readonly ReportStyle[] = [
  { guideline: '3.2', write: writeFields },
  { guideline: '2.0', write: writeProse },
  { guideline: '1.0', write: writeAnswers },
];

function writeFields({ total, remainingValid, types, first, last }: Figures): string {
  return `## Full Incident Report

### Summary

- **CA Owner CCADB unique ID:** A000001
- **Incident description:** Certificates were issued with a wrong extension.
- **Timeline summary:**
   - **Non-compliance start date:** ${isoOf(first)}
   - **Non-compliance identified date:** 2026-10-20
   - **Non-compliance end date:** 2026-10-25
- **Relevant policies:** TLS BR 7.1
- **Source of incident disclosure:** Self Reported

### Impact

- **Total number of certificates:** ${total}
- **Total number of "remaining valid" certificates:** ${remainingValid}
- **Affected certificate types:** ${typesText(types)}
- **Incident heuristic:** Any certificate issued between ${isoOf(first)} and ${isoOf(last)} is affected. The full list is given in the Appendix.
- **Was issuance stopped in response to this incident, and why or why not?:** Yes, until the profile was corrected.
- **First certificate issued:** ${isoOf(first)}
- **Last certificate issued:** ${isoOf(last)}
- **Analysis:** N/A
- **Additional considerations:** N/A
`;
}

function writeProse({ total, types, first, last }: Figures): string {
  return `## Incident Report

### Summary

A wrong extension was found in certificates that we had issued.

### Impact

A total of ${total} ${[...types.keys()].join(' and ')} certificates were affected. The first certificate was issued on ${dayOf(first)} and the last certificate was issued on ${dayOf(last)}.
`;
}

function writeAnswers({ total, first, last }: Figures): string {
  return `3. Whether your CA has stopped, or has not yet stopped, issuing certificates with the problem.

We have stopped.

4. A summary of the problematic certificates. For each problem: number of certs, and the date the first and last certs with that problem were issued.

There are ${total} affected certificates. The first one was issued on ${isoOf(first)}, and the last one was issued on ${isoOf(last)}.

5. The complete certificate data for the problematic certificates.

See the attachment.
`;
}

function typesText(types: ReadonlyMap<string, number>): string {
  if (types.size === 1) return [...types.keys()].join('');
  return [...types].map(([type, count]) => `${type}: ${count}`).join(', ');
}

/** `2025-03-01 09:00:00 UTC` */
export function isoOf(seconds: number): string {
  return `${new Date(seconds * 1000).toISOString().slice(0, 19).replace('T', ' ')} UTC`;
}

/** `March 1, 2025` */
function dayOf(seconds: number): string {
  return new Date(seconds * 1000).toLocaleDateString('en-US', {
    dateStyle: 'long',
    timeZone: 'UTC',
  });
}
