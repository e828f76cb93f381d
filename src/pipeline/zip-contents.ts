/** What a zip is, told from the names of its members. */
import { basename } from 'node:path';
import { CertImpactError } from '../errors.ts';
import { ARCHIVE_LIMITS, ArchiveBudget } from '../sources/scan/archive-budget.ts';
import { hasCertificateExtension, hasOtherDerExtension } from '../sources/scan/scan-item.ts';
import { readZip, type ZipInput } from '../sources/scan/zip.ts';

export interface ZipContents {
  readonly kind: 'workbook' | 'archive';
  /** Whether a member's name promises no certificate. */
  readonly mayHoldLists: boolean;
}

/** @throws {CertImpactError} `not-an-appendix` for a document of an office program that is no workbook */
export async function look(zip: ZipInput): Promise<ZipContents> {
  let mayHoldLists = false;
  try {
    for await (const { name } of readZip(zip, new ArchiveBudget(ARCHIVE_LIMITS))) {
      if (WORKBOOK.test(name)) return { kind: 'workbook', mayHoldLists: true };
      const office = OTHER_OFFICE.find(([pattern]) => pattern.test(name));
      if (office !== undefined) {
        throw new CertImpactError('not-an-appendix', `${office[1]}, which is not read`, {
          hint: office[2],
        });
      }
      mayHoldLists ||= isCandidate(name);
    }
  } catch (error) {
    if (error instanceof CertImpactError && error.code === 'not-an-appendix') throw error;
    // the scan for certificates says what is wrong with it
  }
  return { kind: 'archive', mayHoldLists };
}

/** True where a member's name promises neither a certificate nor anything else that is no list. */
export function isCandidate(name: string): boolean {
  const plain = name.replace(/\.gz$/i, '');
  if (basename(plain).startsWith('.')) return false;
  return !hasCertificateExtension(plain) && !hasOtherDerExtension(plain);
}

const WORKBOOK = /^xl\/workbook\.xml$/i;
const AS_CSV = 'save the sheet with the fingerprints as csv or xlsx';
const OTHER_OFFICE: readonly (readonly [RegExp, string, string])[] = [
  [/^xl\/workbook\.bin$/i, 'a binary workbook (xlsb)', AS_CSV],
  [/^content\.xml$/i, 'an OpenDocument file', AS_CSV],
  [/^word\/document\.xml$/i, 'a word document', 'copy the list into a text file'],
];
