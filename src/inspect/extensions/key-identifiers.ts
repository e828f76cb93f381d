/** Which key this is, and which key signed it. */
import { childrenOf, type Element, expectElement, TAG } from '../element.ts';
import { hexItem, type Item, listItem } from '../inspection.ts';
import { generalNameLines } from './general-names.ts';

export function subjectKeyIdentifier(value: Uint8Array): Item[] {
  return [hexItem('key identifier', expectElement(value, TAG.octetString).content)];
}

/** RFC 5280 §4.2.1.1. */
export function authorityKeyIdentifier(value: Uint8Array): Item[] {
  return childrenOf(expectElement(value, TAG.sequence)).map(partItem);
}

function partItem(part: Element): Item {
  if (part.tagClass === 2 && part.tag === 0) return hexItem('key identifier', part.content);
  if (part.tagClass === 2 && part.tag === 1) return listItem('issuer', generalNameLines(part));
  if (part.tagClass === 2 && part.tag === 2) return hexItem('serial number', part.content);
  return hexItem('unexpected', part.raw);
}
