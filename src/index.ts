/** The public library. */
export { CertImpactError, type ErrorCode, type ErrorDetails } from './errors.ts';
export { type Fingerprint, fingerprintOf, tryFingerprint } from './fingerprint/fingerprint.ts';
export { FingerprintSet } from './fingerprint/fingerprint-set.ts';
export { type CertificateFacts, readFacts } from './x509/facts.ts';
export type { Problem, ProblemCode } from './x509/problem.ts';
export { readAppendix, type ReadAppendixOptions } from './appendix/read-appendix.ts';
export type {
  AppendixLine,
  Entry,
  EntryForm,
  LineKind,
  LineProblem,
  LineProblemCode,
} from './appendix/line.ts';
export type { CertificateSource, IdAnswer, Sink, Wanted } from './sources/source.ts';
export { openLocalSource, type LocalSource } from './sources/local.ts';
export { crtShSource, type CrtShOptions } from './sources/http/crt-sh.ts';
export { urlTemplateSource, type UrlTemplateOptions } from './sources/http/url-template.ts';
export type { HttpTiming } from './sources/http/timing.ts';
export { crtShSqlSource, type CrtShSqlOptions } from './sources/sql/crt-sh-sql.ts';
export { printSql } from './sources/sql/print-sql.ts';
export { openStore, type Store } from './sources/store/store.ts';
export { storeSource } from './sources/store/store-source.ts';
export { stored } from './sources/store/stored.ts';
export type { SourceAccount } from './sources/chain/link.ts';
export { CrlIssuers } from './revocation/crl-issuer.ts';
export { decodeCrlFile } from './revocation/crl-file.ts';
export { type Evidence, type CrlReference, examineCrl } from './revocation/evidence.ts';
export {
  type RevocationSubject,
  RevocationSubjectReader,
} from './revocation/revocation-subject.ts';
export {
  type RevocationStatus,
  type UnknownReason,
  isRemainingValid,
} from './revocation/revocation-status.ts';
export { SerialSet } from './revocation/serial-set.ts';
export { statusOf } from './revocation/status.ts';
export type * from './impact/impact.ts';
export type {
  Claim,
  ClaimKind,
  ClaimValue,
  Mentions,
  ReportClaims,
  UnreadField,
} from './incident/claim.ts';
export { readClaims } from './incident/read-claims.ts';
export { fileInput, type Input } from './pipeline/input.ts';
export {
  type BugOptions,
  type BugReport,
  isBug,
  openBug,
  type OpenedBug,
} from './pipeline/bug/open-bug.ts';
export { type DiffOptions, diffLists } from './pipeline/diff/diff-lists.ts';
export type { ListDifference } from './report/diff/list-difference.ts';
export { run, type Run, type RunOptions } from './pipeline/run.ts';
export { isIncomplete, makeImpact } from './pipeline/make-impact.ts';
export {
  type EvidenceSource,
  type Gathering,
  RevocationCheck,
} from './pipeline/revocation/revocation-check.ts';
export { visitFacts } from './pipeline/facts.ts';
export { renderJson } from './report/json.ts';
export { renderMarkdown } from './report/markdown/markdown.ts';
export { renderText } from './report/text/text.ts';
export { decodeCertificate } from './inspect/inspect.ts';
export type { Inspection } from './inspect/inspection.ts';
export { renderInspectionText } from './inspect/text.ts';
