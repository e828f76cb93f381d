/** Where links stand in a line, and what host they lead to. */
import { CLAIMED } from './form.ts';

export interface Link {
  readonly start: number;
  readonly end: number;
  /** As it stands in the text, perhaps without a scheme. */
  readonly url: string;
  /** Lower case, without user, port and trailing dot. */
  readonly host: string;
  /** Path, query and fragment. */
  readonly target: string;
}

/** Every link with a scheme, and every mention of crt.sh that goes on like a link. */
export function findLinks(text: string): Link[] {
  const links: Link[] = [];
  if (!text.includes('://') && !CRT_SH.test(text)) return links;
  LINK_START.lastIndex = 0;
  for (let match = LINK_START.exec(text); match !== null; match = LINK_START.exec(text)) {
    const start = match.index;
    const end = linkEnd(text, start + match[0].length);
    links.push({ start, end, url: text.slice(start, end), ...splitUrl(text.slice(start, end)) });
    LINK_START.lastIndex = end;
  }
  return links;
}

/** True for crt.sh under any of its names. */
export function isCrtSh(link: Link): boolean {
  return link.host === 'crt.sh' || link.host.endsWith('.crt.sh');
}

/** `text` with its percent-escapes of ASCII characters undone, once. */
export function decodePercent(text: string): string {
  if (!text.includes('%')) return text;
  return text.replace(/%([2-7][0-9a-f])/gi, (_, hex: string) =>
    String.fromCharCode(Number.parseInt(hex, 16)),
  );
}

function splitUrl(url: string): Pick<Link, 'host' | 'target'> {
  const scheme = url.indexOf('//');
  const from = scheme >= 0 && scheme <= 6 ? scheme + 2 : 0;
  let end = from;
  while (end < url.length && !'/?#'.includes(url.charAt(end))) end++;
  const authority = url.slice(from, end);
  const host = authority.slice(authority.lastIndexOf('@') + 1).split(':', 1)[0] ?? '';
  return { host: host.replace(/\.$/, '').toLowerCase(), target: url.slice(end) };
}

function linkEnd(text: string, from: number): number {
  let parameter = from;
  let at = from;
  for (; at < text.length; at++) {
    const char = text.charAt(at);
    if (char === '?' || char === '&') parameter = at + 1;
    else if (char === ',' && !continuesOptions(text, parameter, at)) {
      const listEnd = idListEnd(text, parameter, at);
      if (listEnd === at) break;
      at = listEnd - 1;
    } else if (char <= ' ' || LINK_BOUNDS.has(char)) break;
    else if (char > '\u007f' && SPACE.test(char)) break;
  }
  return at;
}

// A comma ends a link, as in CSV, save in crt.sh's opt=cablint,x509lint,zlint.
function continuesOptions(text: string, parameter: number, comma: number): boolean {
  if (text.slice(parameter, parameter + 4).toLowerCase() !== 'opt=') return false;
  return OPTION_NAME.test(text.slice(comma + 1, comma + 24));
}

// `?id=1,2,3` names three; a further column, as in CSV, makes the comma one of the table.
function idListEnd(text: string, parameter: number, comma: number): number {
  if (comma - parameter > MAX_ID_PARAMETER) return comma;
  if (!ONE_ID.test(text.slice(parameter, comma))) return comma;
  MORE_IDS.lastIndex = comma;
  return MORE_IDS.test(text) ? MORE_IDS.lastIndex : comma;
}

const ONE_ID = /^id=\d{1,19}$/i;
const MAX_ID_PARAMETER = 22;
const MORE_IDS = /(?:,\d{1,19})+(?![\w.:/%-]|,[^\s,])/y;
const CRT_SH = /crt\.sh/i;
const LINK_START = /https?:\/\/|(?<![\w.@-])(?:\/\/)?(?:www\.)?crt\.sh(?=\/|\?|:\d)/gi;
const LINK_BOUNDS = new Set(Array.from(`<>"'\`|()[]{};\u201c\u201d\u2018\u2019${CLAIMED}`));
const OPTION_NAME = /^[a-z][a-z0-9]{1,18}(?![0-9a-z:/.])/i;
const SPACE = /\s/;
