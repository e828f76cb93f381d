/** Any bytes as an ASN.1 structure, one line an element, indented: what is shown where nothing fits. */
import {
  childrenOf,
  elementsIn,
  type Element,
  integerOf,
  nameOf,
  readElement,
  TAG,
} from './element.ts';
import { bounded, hexItem, hexOf, type Item } from './inspection.ts';
import { oidLabel } from './oids/oid-names.ts';
import { decodeString, latin1, tryOid } from './strings.ts';

/** A screen and a half; a dump is for orientation, the bytes are there for the rest. */
export const MAX_STRUCTURE_LINES = 120;

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

/** One line an element; `undefined` when `bytes` are not whole ASN.1 elements to the end. */
export function structureLines(bytes: Uint8Array): string[] | undefined {
  const elements = elementsIn(bytes);
  const framed = elements.reduce((sum, element) => sum + element.raw.length, 0);
  if (elements.length === 0 || framed !== bytes.length) return undefined;
  return dump(elements);
}

/** The structure as far as it goes, for bytes that announce more than there is. */
export function partialStructureLines(bytes: Uint8Array): string[] {
  const element = readElement(bytes);
  return element === undefined ? [] : dump([element]);
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
  const problem = element.problem === undefined ? '' : `  (${element.problem})`;
  if (!element.constructed) {
    lines.push(
      bounded(`${indent}${nameOf(element)} ${primitiveText(element)}${problem}`.trimEnd()),
    );
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
  const { content } = element;
  if (element.tagClass === 0) {
    if (element.tag === TAG.oid) return oidLabel(tryOid(content) ?? hexOf(content));
    if (element.tag === TAG.boolean && content.length === 1)
      return content[0] === 0 ? 'FALSE' : 'TRUE';
    if (element.tag === TAG.integer && content.length <= 8) return integerOf(content).toString();
    if (element.tag === TAG.null && content.length === 0) return '';
    if (element.tag === TAG.utcTime || element.tag === TAG.generalizedTime) return latin1(content);
    const text = decodeString(element)?.text;
    if (text !== undefined) return JSON.stringify(text);
  }
  return abbreviatedHex(content);
}

function abbreviatedHex(bytes: Uint8Array): string {
  const text = latin1(bytes);
  if (bytes.length >= 3 && /^[\x20-\x7e]+$/.test(text)) return JSON.stringify(text);
  const hex = hexOf(bytes.subarray(0, MAX_PRIMITIVE_BYTES));
  return bytes.length > MAX_PRIMITIVE_BYTES ? `${hex}… (${bytes.length} bytes)` : hex;
}
