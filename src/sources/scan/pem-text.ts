const LINE_CHARACTERS = 64;

/** A certificate as RFC 7468 §5 has it: lines of 64 characters, LF. */
export function encodePem(der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  let text = '-----BEGIN CERTIFICATE-----\n';
  for (let at = 0; at < base64.length; at += LINE_CHARACTERS) {
    text += `${base64.slice(at, at + LINE_CHARACTERS)}\n`;
  }
  return `${text}-----END CERTIFICATE-----\n`;
}
