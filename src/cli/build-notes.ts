import type { BuildAccount } from '../pipeline/build/account.ts';
import type { Revocations } from '../pipeline/build/revocations.ts';
import { formatCount } from '../pipeline/run-view.ts';
import type { Io } from './io.ts';
import { note } from './messages.ts';

/** Says what the rows of an appendix are, what was withheld, and what a person has to fill in. */
export function noteAccount(account: BuildAccount, io: Io, quiet: boolean): void {
  for (const text of wordAccount(account)) note(text, io, quiet);
  for (const text of wordFaults(account)) note(text, io, quiet);
}

function wordAccount(account: BuildAccount): string[] {
  const { format, chosen, rows, final, presumed, missing, serials, revocation } = account;
  const isTable = format === 'csv';
  const parts = [
    counted(final, 'certificate', 'certificates'),
    presumed > 0
      ? `${counted(presumed, 'precertificate', 'precertificates')} without certificate`
      : '',
    missing > 0 ? `${formatCount(missing)} not obtained` : '',
    isTable && serials > 0 ? `${formatCount(serials)} known by the serial number only` : '',
  ].filter((part) => part !== '');
  const name = isTable ? counted(rows, 'row', 'rows') : counted(rows, 'link', 'links');
  const notes = [`${name}: ${parts.join(', ')}`];
  if (chosen && !isTable) {
    notes.push(
      'links, as the guidelines allow from 10,000 certificates on; --format csv for the table',
    );
  }
  const { attached, siblings, withheld, withheldUnseen, withoutRow } = account;
  if (attached > 0) {
    notes.push(
      `${counted(attached, 'hash was', 'hashes were')} not obtained, and left in the row in which listed`,
    );
  }
  if (siblings > 0) {
    notes.push(
      `${counted(siblings, 'hash is that', 'hashes are those')} of siblings that are not listed`,
    );
  }
  if (withheld > 0) {
    notes.push(
      `of ${counted(withheld, 'S/MIME certificate', 'S/MIME certificates')} only serial number and ` +
        'hashes are written; --no-redact-smime writes the rest',
    );
  }
  if (withheldUnseen > 0) {
    notes.push(
      `of ${counted(withheldUnseen, 'certificate', 'certificates')} that could not be obtained and may be for ` +
        'S/MIME, only serial number and hashes are written; --no-redact-smime writes what the list says',
    );
  }
  if (missing + serials > 0 && isTable) {
    notes.push('of what was not obtained, only what the list says is written, unproved');
  }
  if (withoutRow + (isTable ? 0 : serials) > 0) {
    const count = withoutRow + (isTable ? 0 : serials);
    notes.push(
      `${counted(count, 'certificate is', 'certificates are')} missing here: no hash is known of ` +
        (count === 1 ? 'it' : 'them'),
    );
  }
  if (isTable && revocation.empty > 0) {
    notes.push(
      `the revocation columns of ${counted(revocation.empty, 'row', 'rows')} are empty and must be filled in: ` +
        (account.planned
          ? 'nobody knows whether they are revoked or have expired, or when they were revoked'
          : '--revocation, --revocations, --planned-date'),
    );
  }
  const { withoutReason, outlived, refuted } = revocation;
  if (isTable && refuted > 0) {
    const which = counted(refuted, 'certificate is', 'certificates are');
    notes.push(
      `${which} revoked by --revocations, and a CRL that would have to list them does not: left empty`,
    );
  }
  if (isTable && outlived > 0) {
    const which = counted(outlived, 'certificate', 'certificates');
    notes.push(`--planned-date is not within the validity of ${which}, and not written there`);
  }
  if (isTable && withoutReason > 0) {
    const rows = counted(withoutReason, 'row', 'rows');
    notes.push(
      `the revocation reason of ${rows} is empty and must be filled in: the reasonCode of the CRL entry`,
    );
  }
  return notes;
}

/** Names the first few rows that were read whose revocation cells are not all carried over. */
function wordFaults({ faults, faulty }: BuildAccount): string[] {
  if (faulty === 0) return [];
  const notes = faults.map(({ place, message }) => `${place}: ${message}`);
  if (faulty > faults.length) notes.push(`… and ${formatCount(faulty - faults.length)} more`);
  const rows = counted(faulty, 'row that was read', 'rows that were read');
  notes.push(
    `revocation cells of ${rows} are not carried over, for they are not permitted or contradicted`,
  );
  return notes;
}

/** Names the lines of the list of revocations that could not be used, and counts those not needed. */
export function noteRevocations(
  revocations: Revocations,
  { revocation: { doubtful } }: BuildAccount,
  io: Io,
  quiet: boolean,
): void {
  const { name, troubles, troubled, unnamed } = revocations;
  for (const { line, message } of troubles) note(`${name}:${line}: ${message}`, io, quiet);
  if (troubled > troubles.length) {
    note(`${name}: … and ${formatCount(troubled - troubles.length)} more`, io, quiet);
  }
  if (doubtful > 0) {
    const lines = counted(unnamed, 'line names', 'lines name');
    const rows = counted(doubtful, 'row', 'rows');
    const which = `${lines} no certificate that is understood, and may be of any`;
    note(`${name}: ${which}: --planned-date is not written into ${rows}`, io, quiet);
  }
  const { count, firstLine } = revocations.unused();
  if (count === 0) return;
  const lines = counted(count, 'revocation', 'revocations');
  note(`${name}: ${lines} of no certificate here, the first: ${name}:${firstLine}`, io, quiet);
}

function counted(count: number, one: string, many: string): string {
  return `${formatCount(count)} ${count === 1 ? one : many}`;
}
