/** Reports as CCADB writes them. */
import { fingerprintOf } from '../../../src/fingerprint/fingerprint.ts';
import { pem } from '../material.ts';

export function rowOf(der: Uint8Array): string {
  return `"${fingerprintOf(der).toUpperCase()}","${pem(der).trim()}"`;
}

export function reportOf(ders: readonly Uint8Array[]): string {
  return ['"SHA-256 Fingerprint","X.509 Certificate (PEM)"', ...ders.map(rowOf)].join('\n');
}
