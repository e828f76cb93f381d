/** A list that all is well with, and ways to spoil it. */
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { COLUMNS, type ColumnId } from '../../src/appendix/table/columns.ts';
import { fingerprintOf } from '../../src/fingerprint/fingerprint.ts';
import type { Guideline } from '../../src/impact/impact.ts';
import { fileInput, type Input } from '../../src/pipeline/input.ts';
import { RevocationCheck } from '../../src/pipeline/revocation/revocation-check.ts';
import { type VerifiedLists, verifyLists } from '../../src/pipeline/verify/verify-lists.ts';
import { CrlIssuers } from '../../src/revocation/crl-issuer.ts';
import { examineCrl } from '../../src/revocation/evidence.ts';
import { openLocalSource } from '../../src/sources/local.ts';
import type { CertificateSource } from '../../src/sources/source.ts';
import type { Finding } from '../../src/verify/finding.ts';
import { readFacts } from '../../src/x509/facts.ts';
import { pem, temporaryFolder } from '../sources/material.ts';

/** The certificates of the fixtures are valid then. */
export const AS_OF = '2025-04-01T12:00:00Z';

export type Cells = Partial<Record<ColumnId, string>>;

export interface Listing {
  /** By the name of the file; read in this order. */
  readonly files: Readonly<Record<string, string | Uint8Array>>;
  /** What the source has. */
  readonly certificates?: readonly Uint8Array[];
  readonly sources?: readonly CertificateSource[];
  readonly asOf?: string;
  readonly guideline?: Guideline;
  /** A posted report; posted when it is measured. */
  readonly report?: string;
  /** Whether nothing says when it was posted. */
  readonly isUndated?: true;
  /** Revocation is looked at: in these, by CAs with these certificates. */
  readonly crls?: { readonly issuers: readonly Uint8Array[]; readonly crls: readonly Uint8Array[] };
}

export const HEADER = COLUMNS.map(({ name }) => name);

/** The row of a certificate as it has to be, but for `cells`. */
export function rowOf(
  certificate: Uint8Array,
  precertificate?: Uint8Array,
  cells: Cells = {},
): string[] {
  const { subject, issuer, notBefore, notAfter, serial, dnsNames } = readFacts(certificate);
  const right: Record<ColumnId, string | null> = {
    precertificateHash: precertificate === undefined ? 'N/A' : fingerprintOf(precertificate),
    certificateHash: fingerprintOf(certificate),
    subject,
    issuer,
    notBefore,
    notAfter,
    serial,
    dnsNames: dnsNames.join(','),
    isRevoked: 'Yes',
    revocationDate: '2025-03-10T08:00:00Z',
    revocationReason: 'superseded',
    ...cells,
  };
  return COLUMNS.map(({ id }) => right[id] ?? '');
}

export function csv(rows: readonly (readonly string[])[], separator = ','): string {
  const line = (cells: readonly string[]): string =>
    cells.map((cell) => quoted(cell, separator)).join(separator);
  return rows.map((row) => `${line(row)}\n`).join('');
}

/** The guidelines' table of rows. */
export function tableOf(...rows: readonly (readonly string[])[]): string {
  return csv([HEADER, ...rows]);
}

export function linksOf(...certificates: readonly Uint8Array[]): string {
  return certificates.map((der) => `https://crt.sh/?sha256=${fingerprintOf(der)}\n`).join('');
}

export async function verify(listing: Listing): Promise<VerifiedLists> {
  const { files, certificates = [], asOf = AS_OF, guideline = '3.2', report } = listing;
  const folder = temporaryFolder();
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
  const bundle = join(folder, 'certificates.pem');
  if (certificates.length > 0) writeFileSync(bundle, certificates.map((der) => pem(der)).join(''));
  const local = certificates.length > 0 ? [await openLocalSource(bundle)] : [];
  return verifyLists({
    appendices: Object.keys(files).map((name) => ({ ...fileInput(join(folder, name)), name })),
    sources: [...local, ...(listing.sources ?? [])],
    signal: AbortSignal.timeout(60_000),
    now: () => 0,
    asOf: Date.parse(asOf) / 1000,
    guideline,
    ...(report !== undefined && { report: reportInput(report) }),
    ...(listing.isUndated !== true && { reportedAt: Date.parse(asOf) / 1000 }),
    revocation: listing.crls && checkBy(listing.crls, Date.parse(asOf) / 1000),
  });
}

function checkBy({ issuers, crls }: NonNullable<Listing['crls']>, asOf: number): RevocationCheck {
  return new RevocationCheck({
    now: Infinity,
    asOf,
    issuersOf: () => {
      const known = new CrlIssuers();
      for (const der of issuers) known.add(der);
      return Promise.resolve(known);
    },
    sources: [
      {
        gather: ({ terms, log }) => {
          for (const crl of crls) {
            const source = { kind: 'file', name: 'test.crl' } as const;
            log.add(examineCrl(crl, source, terms.issuers, terms.serials), null);
          }
          return Promise.resolve(undefined);
        },
      },
    ],
  });
}

function reportInput(text: string): Input {
  return {
    name: 'report.md',
    async *open() {
      yield await Promise.resolve(Buffer.from(text));
    },
  };
}

export async function findingsOf(listing: Listing): Promise<readonly Finding[]> {
  return (await verify(listing)).findings.findings;
}

/** Distinct, sorted. */
export function codesOf(findings: readonly Finding[]): string[] {
  return [...new Set(findings.map(({ code }) => code))].sort();
}

function quoted(cell: string, separator: string): string {
  return cell.includes(separator) || /["\n]/.test(cell) ? `"${cell.replaceAll('"', '""')}"` : cell;
}

/** crt.sh, for which every number is that of one certificate. */
export function crtShKnowing(known: Uint8Array): CertificateSource {
  return {
    name: 'crt.sh',
    local: true,
    collect(wanted, sink) {
      for (const row of wanted.rows) sink.notFound(row);
      return Promise.resolve();
    },
    async resolveIds(ids, each) {
      for (let index = 0; index < ids.length; index++) {
        await each(index, { outcome: 'found', fingerprint: fingerprintOf(known), der: known });
      }
    },
  };
}
