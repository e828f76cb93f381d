import { cellOf, type TableRow } from '../../appendix/table/table.ts';
import { parseStatus } from '../../verify/cells/revocation.ts';
import type { RevocationMarks } from '../../verify/claims/listed.ts';

/** What the rows of tables say in "Is revoked?" (IRG 3.2, Appendix). */
export class RevocationColumn implements RevocationMarks {
  rows = 0;
  yes = 0;
  pending = 0;
  notApplicable = 0;

  enter(row: TableRow): void {
    const status = parseStatus(cellOf(row, 'isRevoked') ?? '?');
    this.rows++;
    if (status === 'Yes') this.yes++;
    else if (status === 'N/A') this.notApplicable++;
    else if (status !== undefined) this.pending++;
  }
}
