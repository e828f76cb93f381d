import { hash } from 'node:crypto';
import type { Counted } from './job.ts';

/** What no reader that checks hashes can do without, in the fastest form that Node has. */
export function hashAlone(certificates: readonly Uint8Array[]): Counted {
  let sum = 0;
  for (const der of certificates) sum += hash('sha256', der, 'binary').charCodeAt(0);
  return { read: sum > 0 ? certificates.length : 0, refused: 0, issuers: 0, precertificates: 0 };
}
