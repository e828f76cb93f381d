/**
 * The full decoding of one certificate, for a person. The libraries behind it are loaded at the first
 * call (0.2 s), so that importing this file costs the other commands nothing.
 */
import type { Inspection } from './inspection.ts';

/** Never throws, whatever the bytes: what cannot be decoded is in the tree, with the reason. */
export async function decodeCertificate(der: Uint8Array): Promise<Inspection> {
  const { decode } = await import('./decode.ts');
  return decode(der);
}
