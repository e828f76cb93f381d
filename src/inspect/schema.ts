/** The schemas of @peculiar/asn1-*, with the refusing library named in the reason. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { expectElement } from './element.ts';
import { reasonOf } from './inspection.ts';

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
