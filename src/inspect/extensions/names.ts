/** Extensions that are little more than names: SAN, IAN, name constraints, who signs CRLs. */
import { childrenOf, type Element, expectElement, integerOf, isContext, TAG } from '../element.ts';
import { type Item, listItem } from '../inspection.ts';
import { generalName, generalNameLines } from './general-names.ts';

export { alternativeNames } from './general-names.ts';

/** RFC 5280 §4.2.1.10. */
export function nameConstraints(value: Uint8Array): Item[] {
  const trees = childrenOf(expectElement(value, TAG.sequence));
  if (trees.length === 0)
    return [{ label: 'subtrees', value: 'none', note: 'RFC 5280 forbids it' }];
  return trees.map((list) => {
    const label = ['permitted', 'excluded'][list.tag] ?? `[${list.tag}]`;
    return listItem(label, childrenOf(list).map(subtree));
  });
}

export function certificateIssuer(value: Uint8Array): Item[] {
  return [listItem('issuer', generalNameLines(expectElement(value, TAG.sequence)))];
}

function subtree(element: Element): string {
  const [base, ...distances] = childrenOf(element);
  if (base === undefined) return '(empty)';
  const { form, text } = generalName(base);
  const minimum = distances.find((distance) => isContext(distance, 0));
  const maximum = distances.find((distance) => isContext(distance, 1));
  const limits = [
    ...(minimum === undefined ? [] : [`minimum ${integerOf(minimum.content)}`]),
    ...(maximum === undefined ? [] : [`maximum ${integerOf(maximum.content)}`]),
  ];
  const shown = text === '' ? '(every name of this form)' : text;
  return `${form}: ${shown}${limits.length === 0 ? '' : ` (${limits.join(', ')})`}`;
}
