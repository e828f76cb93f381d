/** The schemas of @peculiar/asn1-*, with the refusing library named in the reason. */
import { AsnConvert } from '@peculiar/asn1-schema';
import { reasonOf } from './inspection.ts';

/** @throws {Error} when the bytes are not what the schema says */
export function parseSchema<T>(bytes: Uint8Array, type: new () => T): T {
  try {
    return AsnConvert.parse(bytes, type);
  } catch (error) {
    throw new Error(`refused by @peculiar/asn1-schema: ${reasonOf(error)}`, { cause: error });
  }
}
