/** Every check: a new one is a file and a line here. */
import type { LineProblemCode } from '../appendix/line.ts';
import type {
  EntriesCheck,
  EvidenceCheck,
  FindingKind,
  FormCheck,
  ListingCheck,
  RowCheck,
  TableCheck,
} from './check.ts';
import type { ClaimCheck, ReportCheck } from './claim-check.ts';
import { beyondList } from './checks/claim/beyond-list.ts';
import { count } from './checks/claim/count.ts';
import { fullList } from './checks/claim/full-list.ts';
import { heuristic } from './checks/claim/heuristic.ts';
import { issuance } from './checks/claim/issuance.ts';
import { issuer } from './checks/claim/issuer.ts';
import { status } from './checks/claim/status.ts';
import { type } from './checks/claim/type.ts';
import { dateOnCrl } from './checks/evidence/date-on-crl.ts';
import { forbiddenReason } from './checks/evidence/forbidden-reason.ts';
import { notOnCrl } from './checks/evidence/not-on-crl.ts';
import { reasonOnCrl } from './checks/evidence/reason-on-crl.ts';
import { revokedThoughPending } from './checks/evidence/revoked-though-pending.ts';
import { damage } from './checks/line/damage.ts';
import { hashForm } from './checks/line/hash-form.ts';
import { links } from './checks/line/links.ts';
import { mangled } from './checks/line/mangled.ts';
import { rows } from './checks/line/rows.ts';
import { caCertificate } from './checks/listing/ca-certificate.ts';
import { duplicate } from './checks/listing/duplicate.ts';
import { form } from './checks/listing/form.ts';
import { lonePrecertificate } from './checks/listing/lone-precertificate.ts';
import { oddIssuer } from './checks/listing/odd-issuer.ts';
import { outcomes } from './checks/listing/outcomes.ts';
import { separatePair } from './checks/listing/separate-pair.ts';
import { sharedSerial } from './checks/listing/shared-serial.ts';
import { appendixIncomplete } from './checks/report/appendix-incomplete.ts';
import { firstAfterLast } from './checks/report/first-after-last.ts';
import { noncompliance } from './checks/report/noncompliance.ts';
import { rangeInverted } from './checks/report/range-inverted.ts';
import { remainingAboveTotal } from './checks/report/remaining-above-total.ts';
import { rowsBelowRemaining } from './checks/report/rows-below-remaining.ts';
import { templateFields } from './checks/report/template-fields.ts';
import { typesSum } from './checks/report/types-sum.ts';
import { cellsPresent } from './checks/row/cells-present.ts';
import { correspondence } from './checks/row/correspondence.ts';
import { dateForm } from './checks/row/date-form.ts';
import { dnsNames } from './checks/row/dns-names.ts';
import { hashColumns } from './checks/row/hash-columns.ts';
import { names } from './checks/row/names.ts';
import { revocationDate } from './checks/row/revocation-date.ts';
import { revocationReason } from './checks/row/revocation-reason.ts';
import { revocationStatus } from './checks/row/revocation-status.ts';
import { severalCertificates } from './checks/row/several-certificates.ts';
import { rowLength } from './checks/row/row-length.ts';
import { serialNumber } from './checks/row/serial-number.ts';
import { validity } from './checks/row/validity.ts';
import { columnOrder } from './checks/table/column-order.ts';
import { columnsPresent } from './checks/table/columns-present.ts';
import { commaSeparated } from './checks/table/comma-separated.ts';
import { header } from './checks/table/header.ts';

export { duplicate, outcomes, rowLength };

export const FORM_CHECKS: readonly FormCheck[] = [form];

export const TABLE_CHECKS: readonly TableCheck[] = [
  header,
  columnsPresent,
  columnOrder,
  commaSeparated,
];

const LINE_CHECKS = [hashForm, links, mangled, rows, damage] as const;

/** What each problem of a line is called among findings. */
export const LINE_PROBLEMS: Readonly<Record<LineProblemCode, FindingKind>> = {
  ...hashForm.problems,
  ...links.problems,
  ...mangled.problems,
  ...rows.problems,
  ...damage.problems,
};

export const ROW_CHECKS: readonly RowCheck[] = [
  cellsPresent,
  names,
  validity,
  dateForm,
  serialNumber,
  dnsNames,
  revocationStatus,
  revocationDate,
  revocationReason,
];

/** Where revocation was looked at. */
export const EVIDENCE_CHECKS: readonly EvidenceCheck[] = [
  notOnCrl,
  revokedThoughPending,
  dateOnCrl,
  reasonOnCrl,
  forbiddenReason,
];

export const ENTRIES_CHECKS: readonly EntriesCheck[] = [
  hashColumns,
  severalCertificates,
  correspondence,
];

export const LISTING_CHECKS: readonly ListingCheck[] = [
  separatePair,
  lonePrecertificate,
  sharedSerial,
  caCertificate,
  oddIssuer,
];

/** Each kind of claim is judged by the first that takes it. */
export const CLAIM_CHECKS: readonly ClaimCheck[] = [
  count,
  status,
  type,
  issuer,
  issuance,
  heuristic,
  fullList,
  beyondList,
];

export const REPORT_CHECKS: readonly ReportCheck[] = [
  typesSum,
  remainingAboveTotal,
  rowsBelowRemaining,
  appendixIncomplete,
  firstAfterLast,
  noncompliance,
  rangeInverted,
  templateFields,
];

/** Every kind of finding, in the order of the documentation; codes are unique. */
export const FINDING_KINDS: readonly FindingKind[] = [
  ...FORM_CHECKS,
  ...TABLE_CHECKS,
  ...LINE_CHECKS,
  ...ENTRIES_CHECKS,
  rowLength,
  ...ROW_CHECKS,
  ...EVIDENCE_CHECKS,
  duplicate,
  ...LISTING_CHECKS,
  outcomes,
  ...CLAIM_CHECKS,
  ...REPORT_CHECKS,
].flatMap(({ kinds }) => kinds);
