import { isAscii } from './octets.ts';
import {
  BMP_STRING,
  CONSTRUCTED,
  GENERAL_STRING,
  IA5_STRING,
  NUMERIC_STRING,
  PRINTABLE_STRING,
  TELETEX_STRING,
  UNIVERSAL_STRING,
  UTF8_STRING,
  VISIBLE_STRING,
} from './tags.ts';
import { joinPieces } from './string-pieces.ts';
import { isUtf8 } from './utf8.ts';

const utf8Strict = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
const utf8Lenient = new TextDecoder('utf-8', { ignoreBOM: true });

/** True for the universal string types that names use. */
export function isTextTag(tag: number): boolean {
  switch (tag & ~CONSTRUCTED) {
    case UTF8_STRING:
    case NUMERIC_STRING:
    case PRINTABLE_STRING:
    case TELETEX_STRING:
    case IA5_STRING:
    case VISIBLE_STRING:
    case GENERAL_STRING:
    case UNIVERSAL_STRING:
    case BMP_STRING:
      return true;
    default:
      return false;
  }
}

/** True when the octets are not what the string type allows (X.680 §41); they decode all the same. */
export function isIllFormedText(
  tag: number,
  bytes: Uint8Array,
  start: number,
  end: number,
): boolean {
  if ((tag & CONSTRUCTED) !== 0) {
    const joined = joinPieces(tag, bytes, start, end);
    return joined === undefined || isIllFormedText(tag & ~CONSTRUCTED, joined, 0, joined.length);
  }
  switch (tag) {
    case UTF8_STRING:
      return !isUtf8(bytes, start, end);
    case BMP_STRING:
      return (end - start) % 2 !== 0;
    case UNIVERSAL_STRING:
      return (end - start) % 4 !== 0;
    case TELETEX_STRING:
    case GENERAL_STRING:
      return false;
    default:
      return !isAscii(bytes, start, end);
  }
}

/**
 * The text of a string type; one that comes in pieces is joined. Wrong octets never lose the text:
 * ill-formed UTF-8 decodes with replacement characters; octets above 127 in any other 8-bit type,
 * TeletexString among them, as UTF-8 where the whole is well-formed (CAs wrote UTF-8 into
 * PrintableString and TeletexString), else as Latin-1, which is what all implementations make of T.61.
 */
export function decodeText(tag: number, bytes: Uint8Array, start: number, end: number): string {
  if ((tag & CONSTRUCTED) !== 0) {
    const type = tag & ~CONSTRUCTED;
    const joined = joinPieces(tag, bytes, start, end);
    return joined === undefined
      ? decodeText(type, bytes, start, end)
      : decodeText(type, joined, 0, joined.length);
  }
  switch (tag) {
    case UTF8_STRING:
      return isAscii(bytes, start, end)
        ? decodeLatin1(bytes, start, end)
        : utf8Lenient.decode(bytes.subarray(start, end));
    case BMP_STRING:
      return decodeUtf16(bytes, start, end);
    case UNIVERSAL_STRING:
      return decodeUtf32(bytes, start, end);
    default:
      if (isAscii(bytes, start, end)) return decodeLatin1(bytes, start, end);
      return tryUtf8(bytes, start, end) ?? decodeLatin1(bytes, start, end);
  }
}

/** One character for each octet (ISO 8859-1). */
export function decodeLatin1(bytes: Uint8Array, start: number, end: number): string {
  // A loop beats Buffer.latin1Slice below some 24 octets, which most attribute values are.
  if (end - start > 24) {
    return Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start).toString('latin1');
  }
  let text = '';
  for (let i = start; i < end; i++) text += String.fromCharCode(bytes[i]!);
  return text;
}

function tryUtf8(bytes: Uint8Array, start: number, end: number): string | undefined {
  try {
    return utf8Strict.decode(bytes.subarray(start, end));
  } catch {
    return undefined;
  }
}

// UTF-16 surrogate pairs are outside UCS-2 but are what Windows writes into BMPString.
function decodeUtf16(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i + 1 < end; i += 2) {
    text += String.fromCharCode((bytes[i]! << 8) | bytes[i + 1]!);
  }
  return (end - start) % 2 === 0 ? text : `${text}\ufffd`;
}

function decodeUtf32(bytes: Uint8Array, start: number, end: number): string {
  let text = '';
  for (let i = start; i + 3 < end; i += 4) {
    const codePoint =
      bytes[i]! * 0x1000000 + ((bytes[i + 1]! << 16) | (bytes[i + 2]! << 8) | bytes[i + 3]!);
    text += codePoint > 0x10ffff ? '\ufffd' : String.fromCodePoint(codePoint);
  }
  return (end - start) % 4 === 0 ? text : `${text}\ufffd`;
}
