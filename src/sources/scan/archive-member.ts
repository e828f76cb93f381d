import type { Chunks } from './chunks.ts';

/** A file in an archive. */
export interface ArchiveMember {
  /** As the archive has it: hostile text, and no path that anything is written to. */
  readonly name: string;
  /** Why it cannot be read. */
  readonly damage?: string;
  /** Its bytes, checked against the budget and what the archive says of them; throws where they fail. */
  readonly chunks?: Chunks;
}

/** What macOS puts beside each file. */
const APPLE_DOUBLE = /(?:^|\/)(?:__MACOSX\/|\._)/;

export function isAppleDouble(name: string): boolean {
  return APPLE_DOUBLE.test(name);
}
