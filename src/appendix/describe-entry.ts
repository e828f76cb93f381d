import type { Entry } from './line.ts';

/** What a message calls an entry: its fingerprint, else `crt.sh id 123`, else `serial 0a1b`. */
export function describeEntry(entry: Entry): string {
  if (entry.fingerprint !== undefined) return entry.fingerprint;
  if (entry.crtShId !== undefined) return `crt.sh id ${entry.crtShId}`;
  if (entry.serial !== undefined) return `serial ${entry.serial}`;
  return `an entry of the form ${entry.form}`;
}
