import { CertImpactError } from '../errors.ts';

/**
 * Refuses files that are known not to be text by how they begin.
 *
 * @throws {CertImpactError} `not-an-appendix`, with what to make of it in the hint
 */
export function refuseKnownBinary(head: Uint8Array): void {
  for (const { magic, what, hint } of KINDS) {
    if (magic.every((byte, at) => head[at] === byte)) {
      throw new CertImpactError('not-an-appendix', `${what}, not a text`, { hint });
    }
  }
}

const EXPORT_SHEET = 'save the sheet with the fingerprints as csv or text';
const COPY_TEXT = 'copy the list of fingerprints or links into a text file';
const EXPAND = 'expand it and give the list inside';

const KINDS: readonly { magic: readonly number[]; what: string; hint: string }[] = [
  { magic: [0x50, 0x4b, 0x03, 0x04], what: 'a zip archive or an xlsx sheet', hint: EXPORT_SHEET },
  { magic: [0xd0, 0xcf, 0x11, 0xe0], what: 'an old office document', hint: EXPORT_SHEET },
  { magic: [0x25, 0x50, 0x44, 0x46, 0x2d], what: 'a pdf', hint: COPY_TEXT },
  { magic: [0x89, 0x50, 0x4e, 0x47], what: 'a png picture', hint: COPY_TEXT },
  { magic: [0xff, 0xd8, 0xff], what: 'a jpeg picture', hint: COPY_TEXT },
  { magic: [0x1f, 0x8b, 0x08], what: 'gzip within gzip', hint: EXPAND },
  { magic: [0x42, 0x5a, 0x68, 0x39], what: 'a bzip2 archive', hint: EXPAND },
  { magic: [0xfd, 0x37, 0x7a, 0x58, 0x5a], what: 'an xz archive', hint: EXPAND },
  { magic: [0x28, 0xb5, 0x2f, 0xfd], what: 'a zstandard archive', hint: EXPAND },
  { magic: [0x37, 0x7a, 0xbc, 0xaf], what: 'a 7z archive', hint: EXPAND },
];
