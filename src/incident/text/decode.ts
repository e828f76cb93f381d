/**
 * The text of a report's bytes: UTF-16 with a byte order mark, UTF-8, or, where the bytes are not that,
 * Windows-1252. Never fails: what is no text is no claim either.
 */
export function decodeReport(bytes: Uint8Array): string {
  const [first, second] = bytes;
  if (first === 0xff && second === 0xfe) return new TextDecoder('utf-16le').decode(bytes);
  if (first === 0xfe && second === 0xff) return new TextDecoder('utf-16be').decode(bytes);
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    // Node 20 decodes the 32 characters in which Windows-1252 differs as the controls of ISO 8859-1
    const latin = new TextDecoder('windows-1252').decode(bytes);
    return latin.replace(/[\u0080-\u009f]/g, (control) => WINDOWS[control.charCodeAt(0) - 0x80]!);
  }
}

/** 0x80 to 0x9f (WHATWG Encoding, index windows-1252). */
const WINDOWS = Array.from(
  '\u20ac\u0081\u201a\u0192\u201e\u2026\u2020\u2021\u02c6\u2030\u0160\u2039\u0152\u008d\u017d\u008f' +
    '\u0090\u2018\u2019\u201c\u201d\u2022\u2013\u2014\u02dc\u2122\u0161\u203a\u0153\u009d\u017e\u0178',
);
