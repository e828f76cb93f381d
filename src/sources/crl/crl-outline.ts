/** Whether octets are a CRL by their outermost parts: all that a source ever looks at. */
import type { Glance } from '../content/spool.ts';
import { outlineLength } from '../scan/der-outline.ts';

const INTEGER = 0x02;
const UTC_TIME = 0x17;
const GENERALIZED_TIME = 0x18;

/** BER of indefinite length, as a SEQUENCE within a SEQUENCE begins; it ends with two zeros (X.690 §8.1.3.6). */
const INDEFINITE = [0x30, 0x80, 0x30];

/** RFC 7468 §6. */
const BEGIN = '-----BEGIN X509 CRL-----';
const END = '-----END X509 CRL-----';

const BLANK = /^\s*$/;
const HTML = /^\s*(?:<!doctype|<html|<head|<body|<\?xml)/i;

/**
 * Why a body is no CRL, DER or PEM: "nothing", "an HTML page", "a part of a CRL" and the like;
 * `undefined` where it may well be one. Whether it can be read and who signed it is for others to find out.
 */
export function crlMisfit({ head, tail, length }: Glance): string | undefined {
  if (length === 0) return 'nothing';
  const outline = outlineLength(head);
  if (outline !== undefined) {
    if (!hasCrlOutline(head)) return 'DER of something else';
    return length < outline ? `a part of a CRL (${length} of ${outline} bytes)` : undefined;
  }
  if (INDEFINITE.every((octet, at) => head[at] === octet)) {
    return tail.subarray(-2).every((octet) => octet === 0) ? undefined : 'a part of a CRL';
  }
  const text = head.toString('latin1');
  if (text.includes(BEGIN)) {
    return tail.includes(END) ? undefined : 'a part of a CRL in PEM';
  }
  if (HTML.test(text)) return 'an HTML page';
  return BLANK.test(text) ? 'nothing' : 'something else';
}

/**
 * CertificateList ::= SEQUENCE { SEQUENCE { version INTEGER OPTIONAL, signature SEQUENCE, issuer SEQUENCE,
 * thisUpdate Time … (RFC 5280 §5.1): a certificate has a SEQUENCE in the place of the Time.
 */
function hasCrlOutline(bytes: Uint8Array): boolean {
  const list = contentStart(bytes, 0);
  let at = contentStart(bytes, list);
  if (bytes[list] !== bytes[0]) return false;
  if (bytes[at] === INTEGER) at += 2 + (bytes[at + 1] ?? 0);
  for (let field = 0; field < 2; field++) {
    const length = outlineLength(bytes, at);
    if (length === undefined || length === 0) return false;
    at += length;
  }
  return bytes[at] === UTC_TIME || bytes[at] === GENERALIZED_TIME;
}

function contentStart(bytes: Uint8Array, at: number): number {
  const first = bytes[at + 1] ?? 0;
  return at + 2 + (first < 0x80 ? 0 : first & 0x7f);
}
