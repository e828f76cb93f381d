/** How people name a bug -> the Bugzilla that has it, and its number. */
import { CertImpactError } from '../../errors.ts';
import { type Address, parseAddress } from '../http/address.ts';
import { withheld } from '../http/withheld.ts';

export interface BugAddress {
  /** Of the Bugzilla, with a slash at the end: `https://bugzilla.mozilla.org/`. */
  readonly bugzilla: Address;
  readonly bug: number;
  /** Of the link, where it leads to one: `#c7`. */
  readonly comment?: number;
}

/** Where CAs publish their incident reports (CCADB Incident Reporting Guidelines). */
const BUGZILLA = 'https://bugzilla.mozilla.org/';
/** Its own short links. */
const SHORT = 'bugzil.la';
const HINT = 'write bug:1970259, or the address of its page with show_bug.cgi?id=1970259';

/** Whether this is meant for a bug, and not for a file. */
export function isBugName(name: string): boolean {
  if (/^bug:/i.test(name)) return true;
  if (!/^https?:\/\//i.test(name) || !URL.canParse(name)) return false;
  const { hostname, pathname } = new URL(name);
  return hostname === SHORT || pathname.endsWith(PAGE) || RESOURCE.test(pathname);
}

/**
 * Reads `bug:N`, `https://bugzil.la/N`, and the address of a bug's page or of its REST resource, at any
 * Bugzilla.
 * @throws {CertImpactError} `bad-option` where it names no bug by its number
 */
export function parseBugName(name: string): BugAddress {
  const short = /^bug:\s*(\d+)(?:#c(\d+))?$/i.exec(name);
  if (short !== null) return addressOf(name, BUGZILLA, short[1], short[2]);
  if (/^bug:/i.test(name) || !URL.canParse(name)) return fail(name);
  const url = new URL(name);
  const comment = /^#c(\d+)$/.exec(url.hash)?.[1];
  if (url.hostname === SHORT) {
    return addressOf(name, BUGZILLA, /^\/(\d+)\/?$/.exec(url.pathname)?.[1], comment);
  }
  const id = RESOURCE.exec(url.pathname)?.[1] ?? url.searchParams.get('id') ?? undefined;
  const { pathname } = url;
  const folder = pathname.endsWith(PAGE)
    ? pathname.slice(0, -PAGE.length)
    : pathname.replace(RESOURCE, '');
  url.pathname = `${folder}/`;
  url.search = url.hash = '';
  return addressOf(name, url.href, id, comment);
}

function addressOf(
  name: string,
  bugzilla: string,
  id: string | undefined,
  comment: string | undefined,
): BugAddress {
  if (id === undefined || !/^[1-9]\d{0,8}$/.test(id)) return fail(name);
  return {
    bugzilla: parseAddress(bugzilla, HINT, name),
    bug: Number(id),
    ...(comment !== undefined && { comment: Number(comment) }),
  };
}

function fail(name: string): never {
  throw new CertImpactError('bad-option', 'this names no bug by its number', {
    file: withheld(name),
    hint: HINT,
  });
}

const PAGE = '/show_bug.cgi';
const RESOURCE = /\/rest\/bug\/([^/]+)(?:\/(?:comment|attachment))?\/?$/;
