/** Fields below titles that divide the certificates: "#### RapidSSL CA", "**OV**", each with its own figures. */
import type { FieldKind } from '../document/field.ts';
import type { Field, Passage } from '../document/passage.ts';
import type { Draft } from '../draft.ts';
import { typeOfLabel } from '../tokens/validation-type.ts';
import { readNames } from './issuer-names.ts';

interface Part {
  readonly title: string;
  readonly type: string | undefined;
}

/** Passages of which the fields below several types or issuing CAs are of these; below a single one they are of all. */
export function withPartsOfTitles(passages: readonly Passage[]): readonly Passage[] {
  const parts = new Map<number, Part>();
  const below = new Map<Passage, Part>();
  const filled = new Set<number>();
  let line: Part | undefined;
  let before: Passage | undefined;
  for (const passage of passages) {
    const { field, content, title, section, isCell } = passage;
    if (before?.section !== section || before.title !== title) line = undefined;
    before = passage;
    if (isCell === true) {
      line = undefined;
      continue;
    }
    const isFirst = field !== undefined && !filled.has(field.number);
    if (field !== undefined && content.text.trim() !== '') filled.add(field.number);
    if (!isFirst) line = partOf(content.text) ?? line;
    const part = line ?? partOf(title ?? '');
    if (part !== undefined) below.set(passage, part);
    if (isFirst && part !== undefined && OF_CERTIFICATES.has(field.kind)) {
      parts.set(field.number, part);
    }
  }
  if (new Set(Array.from(parts.values(), ({ title }) => title)).size < 2) return passages;
  return passages.map((passage) => {
    const part = passage.field && parts.get(passage.field.number);
    const told = below.has(passage) ? { ...passage, part: below.get(passage)!.title } : passage;
    return part === undefined ? told : { ...told, field: fieldOf(told.field!, part) };
  });
}

function fieldOf(field: Field, { title, type }: Part): Field {
  if (field.scope !== undefined || field.issuer !== undefined) return field;
  if (field.kind !== 'total') return { ...field, kind: 'part' };
  return type === undefined ? { ...field, issuer: title } : { ...field, scope: type };
}

function partOf(text: string): Part | undefined {
  if (text === '' || text.length > MAX_TITLE) return undefined;
  const plain = text.trim().replace(/^[\s"'*\u2022]+|[\s"'*:]+$/g, '');
  const type = typeOfLabel(plain);
  if (type !== undefined) return { title: plain, type };
  const [name, ...more] = readNames(plain, 0);
  const isWhole = name !== undefined && more.length === 0 && name.end === plain.length;
  return isWhole || CA.test(plain) ? { title: plain, type: undefined } : undefined;
}

/** "RapidSSL CA" is a company's in a sentence, but a CA's as a title. */
const CA = /^\p{Lu}[\p{L}\d .&'-]{1,60} CA(?: \S{1,6})?$/u;
const MAX_TITLE = 120;

/** Of these, figures of several parts are none of all. */
const OF_CERTIFICATES: ReadonlySet<FieldKind> = new Set([
  ...(['total', 'remaining-valid', 'revoked', 'not-revoked', 'expired'] as const),
  ...(['precertificates', 'finals', 'first-issued', 'last-issued', 'issuance-range'] as const),
]);

/** Whether a claim that is read below such a title is of that part alone. */
export function isOfPartBelow({ kind, statement }: Draft): boolean {
  return statement.passage.part !== undefined && OF_CERTIFICATES.has(kind);
}
