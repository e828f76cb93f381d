/** What kind of file this is, from its first bytes and never from its name. */
import { outlineLength } from './der-outline.ts';
import { SNIFF_BYTES } from './scan-item.ts';
import { isTar } from './tar-header.ts';
import { utf16Encoding } from './utf16.ts';

/**
 * - `pem`: text with the BEGIN of a certificate in it
 * - `der`: a SEQUENCE, certificate or not
 * - `base64`: nothing but base64 that starts as a certificate does (`MII…`)
 * - `text`: any other text: a list, a CSV (which may still hold certificates further on)
 * - `binary`: none of these
 */
export type ContentKind =
  'pem' | 'der' | 'zip' | 'tar' | 'gzip' | 'base64' | 'text' | 'binary' | 'empty';

const PEM_BEGIN = /-----BEGIN (?:[A-Z0-9 ]{0,20}CERTIFICATE|PKCS7)-----/;
const BASE64_ONLY = /^MI[E-P][A-Za-z0-9+/=\s]+$/;

/** Control characters that text does not have; NUL above all. */
// eslint-disable-next-line no-control-regex -- control characters are what is looked for
const CONTROL = /[\0-\x08\x0e-\x1a\x1c-\x1f\x7f]/;

/** ZIP's local file header, an empty archive's end record, and a spanned archive's marker. */
const ZIP_SIGNATURES = new Set([0x04034b50, 0x06054b50, 0x08074b50]);
const GZIP_SIGNATURE = 0x1f8b;

/**
 * @param head the first bytes; 64 KiB of them are looked at
 * @param length of the whole file, where it is known
 */
export function sniff(head: Uint8Array, length?: number): ContentKind {
  const bytes = Buffer.from(head.buffer, head.byteOffset, Math.min(head.length, SNIFF_BYTES));
  if (bytes.length === 0) return 'empty';
  if (bytes.length >= 4 && ZIP_SIGNATURES.has(bytes.readUInt32LE(0))) return 'zip';
  if (bytes.length >= 3 && bytes.readUInt16BE(0) === GZIP_SIGNATURE && bytes[2] === 8) {
    return 'gzip';
  }
  if (isTar(bytes)) return 'tar';
  const encoding = utf16Encoding(bytes);
  const text = encoding
    ? new TextDecoder(encoding).decode(bytes)
    : bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
  // 0x30 is the digit 0 too, but no text has 0x80 to 0x84 as its second byte
  if (bytes[0] === 0x30 && bytes[1]! >= 0x80 && bytes[1]! <= 0x84) return 'der';
  if (PEM_BEGIN.test(text)) return 'pem';
  if (CONTROL.test(text)) {
    return bytes[0] === 0x30 && isWhole(bytes, length) ? 'der' : 'binary';
  }
  const trimmed = text.trim();
  if (trimmed === '') return length === undefined || length <= SNIFF_BYTES ? 'empty' : 'text';
  return BASE64_ONLY.test(trimmed) ? 'base64' : 'text';
}

/** A SEQUENCE of fewer than 128 bytes is one only if it fills the file. */
function isWhole(bytes: Uint8Array, length = bytes.length): boolean {
  return outlineLength(bytes) === length;
}
