/** How many certificates there are of each issuer, algorithm, key, type and policy. */
import type { Figures } from '../../impact/impact.ts';
import { MAX_TABLE_ROWS } from '../limits.ts';
import { explainProblem, isListProblem } from '../problem-explanations.ts';
import { keyLabel } from '../sentences/features.ts';
import { inferredCount, inferredNote } from '../sentences/types.ts';
import { quoted, say, words, type Sentence } from '../sentence.ts';
import { countCell, countColumn, cutRows, textColumn, type Column, type Table } from './table.ts';

export function issuersTable({ issuers }: Figures): Table {
  return {
    title: 'Issuers',
    columns: [textColumn('Issuer'), CERTIFICATES],
    rows: cutRows(issuers, MAX_TABLE_ROWS, ['issuer', 'issuers'], ({ name, count }) => [
      [quoted(name)],
      countCell(count),
    ]),
    notes: [],
  };
}

export function signatureAlgorithmsTable({ signatureAlgorithms }: Figures): Table {
  const noun = ['algorithm', 'algorithms'] as const;
  return {
    title: 'Signature algorithms',
    columns: [textColumn('Signature algorithm'), textColumn('OID'), CERTIFICATES],
    rows: cutRows(signatureAlgorithms, MAX_TABLE_ROWS, noun, ({ name, oid, count }) => [
      [words(name)],
      [words(oid)],
      countCell(count),
    ]),
    notes: [],
  };
}

export function publicKeysTable({ publicKeys }: Figures): Table {
  return {
    title: 'Public keys',
    columns: [textColumn('Public key'), CERTIFICATES],
    rows: cutRows(publicKeys, MAX_TABLE_ROWS, ['kind of key', 'kinds of key'], (key) => [
      keyLabel(key),
      countCell(key.count),
    ]),
    notes: [],
  };
}

export function validationTypesTable(figures: Figures): Table {
  const noun = ['type', 'types'] as const;
  return {
    title: 'Validation types',
    columns: [textColumn('Validation type'), CERTIFICATES, countColumn('Of these inferred')],
    rows: cutRows(figures.validationTypes, MAX_TABLE_ROWS, noun, (type) => [
      [words(type.type)],
      countCell(type.count),
      countCell(inferredCount(type)),
    ]),
    notes: inferredNote(figures),
  };
}

export function policiesTable({ policies }: Figures): Table {
  return {
    title: 'Policies',
    columns: [textColumn('Policy OID'), textColumn('Name'), CERTIFICATES],
    rows: cutRows(policies, MAX_TABLE_ROWS, ['policy', 'policies'], ({ oid, name, count }) => [
      [words(oid)],
      name === null ? [] : [words(name)],
      countCell(count),
    ]),
    notes: policies.length > 1 ? [SEVERAL_POLICIES] : [],
  };
}

/** What is wrong with the certificates themselves. */
export function problemsTable({ problems }: Figures): Table {
  const own = problems.filter((problem) => !isListProblem(problem));
  return problemTable('Problems in the certificates', own, CERTIFICATES);
}

/** What is wrong with the lines and entries that list them. */
export function listProblemsTable({ problems }: Figures): Table {
  return problemTable('Problems in the list', problems.filter(isListProblem), NUMBER);
}

function problemTable(title: string, problems: Figures['problems'], counted: Column): Table {
  return {
    title,
    columns: [textColumn('Problem'), textColumn('Meaning'), counted],
    rows: cutRows(problems, MAX_TABLE_ROWS, ['problem', 'problems'], ({ code, count }) => [
      [quoted(code)],
      say`${explainProblem(code)}`,
      countCell(count),
    ]),
    notes: [],
  };
}

const CERTIFICATES = countColumn('Certificates');
const NUMBER = countColumn('Number');

const SEVERAL_POLICIES: Sentence = say`A certificate counts for each of its policies.`;
