/** Ways through the tree, for assertions. */
import type { Inspection, Item } from '../../src/inspect/inspection.ts';

/** The items of the first section whose title begins so. */
export function sectionOf(inspection: Inspection, title: string): readonly Item[] {
  return inspection.sections.find((section) => section.title.startsWith(title))?.items ?? [];
}

/** The first item with the label, depth first. */
export function itemOf(items: readonly Item[], label: string): Item | undefined {
  for (const item of items) {
    const found = item.label === label ? item : itemOf(item.items ?? [], label);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The items below each extension with the OID. */
export function extensionsOf(inspection: Inspection, oid: string): (readonly Item[])[] {
  return sectionOf(inspection, 'Extensions')
    .filter((item) => item.oid === oid)
    .map((item) => item.items ?? []);
}

/** Whether everything in the extensions was decoded, and by the strictest library at that. */
export function isFullyDecoded(inspection: Inspection): boolean {
  const decoder = itemOf(sectionOf(inspection, 'Decoding'), 'decoded by')?.value;
  return (
    decoder === '@peculiar/x509' &&
    itemOf(sectionOf(inspection, 'Extensions'), 'not decoded') === undefined
  );
}
