import { cellOf } from '../../../appendix/table/table.ts';
import { isAbsent, isWithheld } from '../../cells/absent.ts';
import { columnName } from '../../cells/columns.ts';
import { compareName } from '../../cells/name.ts';
import type { FindingKind, Report, RowCheck, RowView } from '../../check.ts';
import { WITHHELD_SMIME, isSmime } from '../../smime.ts';

interface NameColumn {
  readonly column: 'subject' | 'issuer';
  readonly different: FindingKind;
  readonly incomplete: FindingKind;
}

const RULES = {
  subject: 'IRG 3.2 Appendix: "The Subject field of the certificate."',
  issuer: 'IRG 3.2 Appendix: "The Issuer field of the certificate."',
};

const UNREADABLE: FindingKind = {
  code: 'name-unreadable',
  severity: 'warning',
  summary: 'A cell for a subject or an issuer holds no distinguished name.',
  rule: 'RFC 4514',
  advice: 'Write the whole name, such as "CN=example.org,O=Example,C=NL".',
};

const REORDERED: FindingKind = {
  code: 'name-reordered',
  severity: 'note',
  summary:
    'A name has all parts of the one in the certificate, neither in its order nor in the reverse, or grouped otherwise.',
  rule: 'RFC 4514 §2.1',
  advice:
    'Write the parts from the last to the first, as RFC 4514 has it; the String method of Go does not.',
};

const INEXACT: FindingKind = {
  code: 'name-inexact',
  severity: 'note',
  summary:
    'A name is that of the certificate but for capitals, blanks or the characters that the octets of a string are read as.',
  rule: 'RFC 5280 §7.1',
  advice: 'Nothing; programs differ on strings that are not of the type that they claim.',
};

const NAME_COLUMNS: readonly NameColumn[] = [
  {
    column: 'subject',
    different: differs('subject'),
    incomplete: incomplete('subject'),
  },
  {
    column: 'issuer',
    different: differs('issuer'),
    incomplete: incomplete('issuer'),
  },
];

/** Subject and issuer. */
export const names: RowCheck = {
  kinds: [
    ...NAME_COLUMNS.flatMap((column) => [column.different, column.incomplete]),
    REORDERED,
    INEXACT,
    UNREADABLE,
  ],
  check(view, report) {
    for (const column of NAME_COLUMNS) checkName(view, column, report);
  },
};

function checkName(
  { row, certificate }: RowView,
  { column, different, incomplete }: NameColumn,
  report: Report,
): void {
  const actual = cellOf(row, column);
  const expected = certificate?.[column];
  if (expected === undefined || expected === null) return;
  if (actual === undefined || isAbsent(actual) || isWithheld(actual)) return;
  const kind = {
    different,
    incomplete,
    reordered: REORDERED,
    inexact: INEXACT,
    unreadable: UNREADABLE,
  };
  const comparison = compareName(actual, expected);
  if (comparison === 'equal') return;
  // in a row that has slipped, a subject may stand under the issuer
  const isPersonal = (column === 'subject' || actual.includes('@')) && isSmime(certificate!);
  if (isPersonal && column === 'subject' && comparison === 'incomplete') return;
  report(kind[comparison], {
    message: MESSAGES[comparison](column),
    column: columnName(row.table, column),
    expected: isPersonal && column === 'subject' ? WITHHELD_SMIME : expected,
    actual: isPersonal ? WITHHELD_SMIME : actual,
  });
}

const MESSAGES = {
  different: (column: string) => `the ${column} is not that of the certificate`,
  incomplete: (column: string) => `the ${column} is only a part of that of the certificate`,
  reordered: (column: string) => `the ${column} has its parts in an order of its own`,
  inexact: (column: string) => `the ${column} has other capitals, blanks or characters`,
  unreadable: (column: string) => `the ${column} is no distinguished name`,
} as const;

function differs(column: 'subject' | 'issuer'): FindingKind {
  return {
    code: `${column}-differs`,
    severity: 'error',
    summary: `The ${column} is not that of the certificate.`,
    rule: RULES[column],
    advice: 'Take the name from the certificate; `cert-impact build` does.',
  };
}

function incomplete(column: 'subject' | 'issuer'): FindingKind {
  return {
    code: `${column}-incomplete`,
    severity: 'warning',
    summary: `Only a part of the ${column} of the certificate is given, such as its common name.`,
    rule: RULES[column],
    advice: 'Give the whole name.',
  };
}
