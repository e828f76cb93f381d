/** Just enough DER writing to build certificates that no CA would. */

/** One element; the length in its shortest form. */
export function tlv(tag: number, content: Uint8Array): Buffer {
  if (content.length < 128) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content]);
}

export function concat(parts: readonly Uint8Array[]): Buffer {
  return Buffer.concat(parts);
}

export function oid(dotted: string): Buffer {
  const [first = 0, second = 0, ...rest] = dotted.split('.').map(Number);
  return tlv(0x06, Buffer.from([first * 40 + second, ...rest].flatMap(base128)));
}

interface Parts {
  readonly commonName: string;
  readonly extensions: readonly (readonly [oid: string, value: Uint8Array])[];
  readonly notBefore?: Uint8Array;
  readonly notAfter?: Uint8Array;
}

/** A self-issued certificate with an Ed25519 key of zeros and a signature of zeros. */
export function certificate(parts: Parts): Buffer {
  const algorithm = tlv(0x30, oid('1.3.101.112'));
  const attribute = tlv(0x30, concat([oid('2.5.4.3'), tlv(0x0c, Buffer.from(parts.commonName))]));
  const name = tlv(0x30, tlv(0x31, attribute));
  const validity = tlv(
    0x30,
    concat([
      parts.notBefore ?? tlv(0x17, Buffer.from('260101000000Z')),
      parts.notAfter ?? tlv(0x17, Buffer.from('260410235959Z')),
    ]),
  );
  const key = tlv(0x30, concat([algorithm, tlv(0x03, Buffer.alloc(33))]));
  const list = parts.extensions.map(([id, value]) =>
    tlv(0x30, concat([oid(id), tlv(0x04, value)])),
  );
  const tbs = concat([
    tlv(0xa0, tlv(0x02, Buffer.of(2))),
    tlv(0x02, Buffer.of(0x7f)),
    algorithm,
    name,
    validity,
    name,
    key,
    tlv(0xa3, tlv(0x30, concat(list))),
  ]);
  return tlv(0x30, concat([tlv(0x30, tbs), algorithm, tlv(0x03, Buffer.alloc(65))]));
}

function base128(arc: number): number[] {
  const octets = [arc % 128];
  for (let rest = Math.floor(arc / 128); rest > 0; rest = Math.floor(rest / 128)) {
    octets.unshift((rest % 128) + 128);
  }
  return octets;
}
