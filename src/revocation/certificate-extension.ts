import { DerReader } from '../der/reader.ts';
import { SEQUENCE } from '../der/tags.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { ExtensionCursor } from './extension-cursor.ts';

/** Where the value of an extension stands, inside of its OCTET STRING. */
export interface ExtensionPlace {
  readonly start: number;
  readonly end: number;
}

/**
 * Finds the first extension 2.5.29.`arc` of the certificate that `reader` stands on: those that only
 * revocation asks for, which `ExtensionReader` passes over.
 */
export function findExtension(
  { bytes, extensionsStart, extensionsEnd }: CertificateReader,
  arc: number,
): ExtensionPlace | undefined {
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(extensionsStart, extensionsEnd)) return undefined;
  if (!der.readTag(der.contentStart, der.contentEnd, SEQUENCE)) return undefined;
  const cursor = new ExtensionCursor(der);
  cursor.begin(der.contentStart, der.contentEnd);
  while (cursor.readNext()) {
    if (cursor.idCe === arc) return { start: cursor.valueStart, end: cursor.valueEnd };
  }
  return undefined;
}
