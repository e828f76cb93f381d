/** The heads of tables, and what a title or head says the list below it holds. */
import type { Expectation } from './forms/form.ts';

/** True when a cell is the name of a column that tells certificates, or every word is one. */
export function isTableHead(text: string): boolean {
  if (text.length > MAX_HEAD) return false;
  const cells = text.split(CELL);
  if (cells.some((cell) => TELLING_COLUMNS.has(columnName(cell)))) return true;
  if (cells.length > 1) return false;
  const words = text.split(WORD).filter((word) => word !== '');
  return (
    words.some((word) => TELLING_WORDS.has(word.toLowerCase())) &&
    words.every((word) => WORDS.has(word.toLowerCase()))
  );
}

/** What the lines below `title` hold, as far as it says. */
export function expectationOf(title: string): Expectation {
  if (CRT_SH_ID.test(title)) return 'crt.sh id';
  const fingerprint = FINGERPRINT.test(title);
  if (SERIAL.test(title)) return fingerprint ? undefined : 'serial';
  return fingerprint ? 'fingerprint' : undefined;
}

function columnName(cell: string): string {
  return cell.toLowerCase().replace(/[^a-z0-9]/g, '');
}

const MAX_HEAD = 2000;
const CELL = /[|,;\t]/;
const WORD = /[\s/|"'`*#.:()&-]+/;
const CRT_SH_ID = /crt\.?sh[ _-]?ids?\b/i;
const FINGERPRINT = /sha-?256|finger ?print/i;
const SERIAL = /serial/i;

/** Compared in lower case, without spaces and punctuation. */
const TELLING_COLUMNS = new Set([
  'sha256',
  'sha256hash',
  'sha256fingerprint',
  'sha256sum',
  'fingerprint',
  'fingerprints',
  'fingerprintsha256',
  'certificatesha256hash',
  'precertificatesha256hash',
  'certificatefingerprint',
  'certificatesha256',
  'precertificatesha256',
  'certsha256',
  'hash',
  'certificatehash',
  'thumbprint',
  'sha1',
  'serial',
  'serials',
  'serialnumber',
  'serialnumbers',
  'serialno',
  'certificateserialnumber',
  'certificate',
  'certificates',
  'precertificate',
  'crtsh',
  'crtshid',
  'crtshlink',
  'crtshurl',
]);
const TELLING_WORDS = new Set([
  'sha256',
  'fingerprint',
  'fingerprints',
  'thumbprint',
  'serial',
  'serials',
  'certificate',
  'certificates',
  'precertificate',
  'precertificates',
  'hash',
  'hashes',
]);
const WORDS = new Set([
  ...TELLING_WORDS,
  'sha',
  '256',
  '1',
  'sha1',
  'number',
  'numbers',
  'no',
  'nr',
  'crt',
  'sh',
  'id',
  'ids',
  'link',
  'links',
  'url',
  'urls',
  'subject',
  'issuer',
  'not',
  'before',
  'after',
  'date',
  'revoked',
  'is',
  'revocation',
  'reason',
  'status',
  'type',
  'pre',
  'final',
  'leaf',
  'cn',
  'dnsnames',
]);
