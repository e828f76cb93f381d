/** The outermost bytes of DER: all that a source ever looks at. */

/** SEQUENCE. */
const SEQUENCE = 0x30;

/**
 * Length in bytes of the whole element at `start`, header included, as its header says; `undefined`
 * where there is no SEQUENCE of definite length, and 0 while the header itself is incomplete.
 */
export function outlineLength(bytes: Uint8Array, start = 0): number | undefined {
  if (start >= bytes.length) return 0;
  if (bytes[start] !== SEQUENCE) return undefined;
  if (start + 1 >= bytes.length) return 0;
  const first = bytes[start + 1]!;
  if (first < 0x80) return 2 + first;
  const octets = first & 0x7f;
  if (octets === 0 || octets > 4) return undefined;
  if (start + 2 + octets > bytes.length) return 0;
  let length = 0;
  for (let i = 0; i < octets; i++) length = length * 256 + bytes[start + 2 + i]!;
  return 2 + octets + length;
}

/**
 * True where a SEQUENCE holds a SEQUENCE first, as `Certificate ::= SEQUENCE { tbsCertificate …`
 * does (RFC 5280 §4.1); keys, PKCS #7 and PKCS #12 do not. CRLs and requests do.
 */
export function hasCertificateOutline(bytes: Uint8Array, start = 0): boolean {
  if (bytes[start] !== SEQUENCE || start + 1 >= bytes.length) return false;
  const first = bytes[start + 1]!;
  const inner = start + 2 + (first < 0x80 ? 0 : first & 0x7f);
  return bytes[inner] === SEQUENCE;
}

/**
 * As `hasCertificateOutline`, and TBSCertificate begins with `[0]` version or an INTEGER, for files
 * that nobody called a certificate.
 */
export function hasTbsOutline(bytes: Uint8Array, start = 0): boolean {
  if (!hasCertificateOutline(bytes, start)) return false;
  const first = bytes[start + 1]!;
  const inner = start + 2 + (first < 0x80 ? 0 : first & 0x7f);
  const length = bytes[inner + 1] ?? 0;
  const tag = bytes[inner + 2 + (length < 0x80 ? 0 : length & 0x7f)];
  return tag === 0xa0 || tag === 0x02;
}
