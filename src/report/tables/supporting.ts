/** The supporting tables, in the order in which they are read. A new table is one line here. */
import type { Impact } from '../../impact/impact.ts';
import { accountingTable } from './accounting.ts';
import { certificatesTable, validityTable } from './certificates.ts';
import {
  issuersTable,
  listProblemsTable,
  policiesTable,
  problemsTable,
  publicKeysTable,
  signatureAlgorithmsTable,
  validationTypesTable,
} from './features.ts';
import { groupsTable } from './groups.ts';
import { histogramTable, issuanceTable } from './issuance.ts';
import { deadlineTable, evidenceTable, reasonsTable, statusesTable } from './revocation.ts';
import { siblingsTable } from './siblings.ts';
import type { Table } from './table.ts';
import { unexaminedTable } from './unexamined.ts';

const SUPPORTING: readonly ((impact: Impact) => Table)[] = [
  certificatesTable,
  siblingsTable,
  validityTable,
  statusesTable,
  reasonsTable,
  deadlineTable,
  evidenceTable,
  issuanceTable,
  histogramTable,
  validationTypesTable,
  issuersTable,
  signatureAlgorithmsTable,
  publicKeysTable,
  policiesTable,
  problemsTable,
  listProblemsTable,
  groupsTable,
  unexaminedTable,
  accountingTable,
];

/** All supporting tables that have something to show. */
export function supportingTables(impact: Impact): Table[] {
  return SUPPORTING.map((table) => table(impact)).filter(({ rows }) => rows.length > 0);
}
