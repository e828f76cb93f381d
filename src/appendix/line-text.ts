/** From the bytes of a line to text that forms and headings can be read from. */
import { decodeHTMLStrict } from 'entities';

/**
 * Undoes what a line went through on its way here: HTML escapes (also doubled, as a bug tracker
 * does to pasted HTML), JSON's `\/`, invisible characters, control characters, padding.
 */
export function cleanLine(raw: string): string {
  let text = raw;
  if (!PLAIN_ASCII.test(text)) text = text.replace(INVISIBLE, '').replace(CONTROLS, ' ');
  if (text.includes('&')) {
    text = decodeHTMLStrict(text);
    if (text.includes('&amp;')) text = decodeHTMLStrict(text);
    text = text.replace(CONTROLS, ' ');
  }
  if (text.includes('\\/')) text = text.replaceAll('\\/', '/');
  return text.trim();
}

/** True for a line that is no text: NUL or several control characters, or mostly undecodable bytes. */
export function isBinaryLine(raw: string): boolean {
  if (PLAIN_ASCII.test(raw)) return false;
  let controls = 0;
  let undecodable = 0;
  for (let i = 0; i < raw.length; i++) {
    const code = raw.charCodeAt(i);
    if (code === 0) return true;
    if (code === 0xfffd) undecodable++;
    else if (code < 32 && !TEXT_CONTROLS.has(code)) controls++;
  }
  return controls > MAX_STRAY_CONTROLS || undecodable * 4 > raw.length;
}

const MAX_STRAY_CONTROLS = 3;
/** Tab, vertical tab, form feed, escape (of a terminal's colours). */
const TEXT_CONTROLS = new Set([9, 11, 12, 27]);
const PLAIN_ASCII = /^[\t -~]*$/;
/** Zero-width characters, the soft hyphen and byte order marks, which copying leaves behind. */
const INVISIBLE = /[\u200b-\u200d\u2060\u00ad\ufeff]/g;
// eslint-disable-next-line no-control-regex -- control characters are what it is for
const CONTROLS = /[\u0000-\u0008\u000b-\u001f\u007f]/g;
