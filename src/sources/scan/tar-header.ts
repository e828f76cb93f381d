/** Of POSIX ustar (IEEE Std 1003.1, pax): the header of a member, in octets. */
const HEADER_BYTES = 512;
const CHECKSUM_AT = 148;
const CHECKSUM_BYTES = 8;

/** Whether the checksum of a header is right: what no other file begins with, whatever its tar's age. */
export function isTar(head: Uint8Array): boolean {
  if (head.length < HEADER_BYTES || head[0] === 0) return false;
  const field = Buffer.from(head.subarray(CHECKSUM_AT, CHECKSUM_AT + CHECKSUM_BYTES));
  const stated = /^ *([0-7]{1,7})[\0 ]/.exec(field.toString('latin1'))?.[1];
  if (stated === undefined) return false;
  // the checksum itself counts as blanks
  let sum = CHECKSUM_BYTES * 0x20;
  for (let i = 0; i < HEADER_BYTES; i++) {
    if (i < CHECKSUM_AT || i >= CHECKSUM_AT + CHECKSUM_BYTES) sum += head[i]!;
  }
  return sum === Number.parseInt(stated, 8);
}
