/** The schemas of @peculiar/asn1-*, with the refusing library named in the reason. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { SEQUENCE } from '../der/tags.ts';
import { childrenOf, expectElement } from './element.ts';
import { boundedItems, type Item, reasonOf } from './inspection.ts';
import { structureItems } from './structure.ts';

/** @throws {Error} when the bytes are not what the schema says, or there are more behind it */
export function parseSchema<T>(bytes: Uint8Array, type: new () => T): T {
  // the library reads past bytes behind the element
  const { raw } = expectElement(bytes);
  try {
    return AsnConvert.parse(raw, type);
  } catch (error) {
    throw new Error(`refused by @peculiar/asn1-schema: ${reasonOf(error)}`, { cause: error });
  }
}

/**
 * The items of each entry of a SEQUENCE OF. The library refuses a list for a single bad entry; here
 * that one is shown by its structure, and none of the others is lost.
 * @throws {Error} when the bytes are no SEQUENCE
 */
export function entryItems<T>(
  list: Uint8Array,
  type: new () => T,
  read: (entry: T) => Item[],
): Item[] {
  return boundedItems(childrenOf(expectElement(list, SEQUENCE)), ({ raw }) => {
    try {
      return read(parseSchema(raw, type));
    } catch (error) {
      return [{ label: 'not decoded', value: reasonOf(error) }, ...structureItems(raw)];
    }
  });
}
