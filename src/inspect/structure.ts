/** Any bytes as an ASN.1 structure, one line an element, indented: what is shown where nothing fits. */
import { FLAW_TRUNCATED_HEADER } from '../der/reader.ts';
import {
  BOOLEAN,
  CONSTRUCTED,
  GENERALIZED_TIME,
  INTEGER,
  NULL,
  OBJECT_IDENTIFIER,
  UTC_TIME,
} from '../der/tags.ts';
import { childrenOf, elementsIn, type Element, frameProblem, nameOf } from './element.ts';
import { bounded, hexItem, hexOf, type Item } from './inspection.ts';
import { oidLabel } from './oids/oid-names.ts';
import { decodeString, integerOf, latin1, tryOid } from './primitive.ts';

/** A screen and a half; a dump is for orientation, the bytes are there for the rest. */
const MAX_STRUCTURE_LINES = 120;

/** Against 30 80 30 80 30 80 … and its definite cousins. */
const MAX_STRUCTURE_DEPTH = 24;

/** Bytes shown of a primitive that has no text. */
const MAX_PRIMITIVE_BYTES = 32;

/** The structure of `bytes` when they are ASN.1 to the end, and their hex in any case. */
export function structureItems(bytes: Uint8Array): Item[] {
  const hex = hexItem('bytes', bytes);
  const lines = structureLines(bytes);
  return lines === undefined ? [hex] : [{ label: 'structure', values: lines }, hex];
}

/** One line an element; `undefined` when `bytes` do not look like ASN.1 to the end. */
export function structureLines(bytes: Uint8Array): string[] | undefined {
  const elements = elementsIn(bytes);
  const isCut = elements.some(({ flaws }) => (flaws & FLAW_TRUNCATED_HEADER) !== 0);
  return elements.length === 0 || isCut ? undefined : dump(elements);
}

/** The structure of the first element as far as it goes, for bytes that need not be ASN.1 at all. */
export function partialStructureLines(bytes: Uint8Array): string[] {
  return dump(elementsIn(bytes, 1));
}

function dump(elements: readonly Element[]): string[] {
  const lines: string[] = [];
  for (const element of elements) addLines(element, 0, lines);
  if (lines.length > MAX_STRUCTURE_LINES) {
    lines.length = MAX_STRUCTURE_LINES;
    lines.push('… (cut)');
  }
  return lines;
}

function addLines(element: Element, depth: number, lines: string[]): void {
  if (lines.length > MAX_STRUCTURE_LINES) return;
  const indent = '  '.repeat(depth);
  const cut = frameProblem(element);
  const problem = cut === undefined ? '' : `  (${cut})`;
  if ((element.tag & CONSTRUCTED) === 0) {
    const text = `${indent}${nameOf(element)} ${primitiveText(element)}`;
    lines.push(bounded(text.trimEnd() + problem));
    return;
  }
  lines.push(`${indent}${nameOf(element)}${problem}`);
  if (depth === MAX_STRUCTURE_DEPTH) {
    lines.push(`${indent}  … (${element.content.length} bytes)`);
    return;
  }
  for (const child of childrenOf(element)) addLines(child, depth + 1, lines);
}

function primitiveText(element: Element): string {
  const { tag, content } = element;
  const { length } = content;
  if (tag === OBJECT_IDENTIFIER) return oidLabel(tryOid(content) ?? hexOf(content));
  if (tag === BOOLEAN && length === 1) return content[0] === 0 ? 'FALSE' : 'TRUE';
  if (tag === INTEGER && length <= 8) return integerOf(content).toString();
  if (tag === NULL && length === 0) return '';
  if (tag === UTC_TIME || tag === GENERALIZED_TIME) return latin1(content);
  const text = decodeString(element)?.text;
  return text === undefined ? abbreviatedHex(content) : JSON.stringify(text);
}

function abbreviatedHex(bytes: Uint8Array): string {
  const text = latin1(bytes);
  if (bytes.length >= 3 && /^[\x20-\x7e]+$/.test(text)) return JSON.stringify(text);
  const hex = hexOf(bytes.subarray(0, MAX_PRIMITIVE_BYTES));
  return bytes.length > MAX_PRIMITIVE_BYTES ? `${hex}… (${bytes.length} bytes)` : hex;
}
