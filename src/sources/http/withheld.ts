/** Names of sources, URLs that users write -> what may be printed of them. */

/** What begins a URL, be it misspelt: `postgres://`, `https:/`, `postgres:`, `crt.sh@http://`. */
const BEGINNING = /^\s*(?:crt\.sh@\s*)?(?:[a-z][a-z\d+.-]*:\/+|(?:https?|postgres(?:ql)?):\/*)?/i;

/** A user name alone or before a password; of databases, it is no secret. */
const DATABASE_USER = /^\s*postgres(?:ql)?:\/\/([^:@/?#\s]+)[:@]/i;

/** A host, and perhaps a port; or what `--from` calls crt.sh. */
const AUTHORITY = /^(?:crt\.sh:(?:sql|http)|(?:\[[^\]]*\]|[^:[\]]*)(?::\d*)?)$/i;

const PLACEHOLDER = /(\{sha256\})/i;

/**
 * A URL, template or other name for people, as it ends up in messages and reports: without what stands
 * before the last `@`, and without the values of its query and its fragment but for placeholders, as each
 * may be a password or a key. The URL may be wrong: a `/`, `?` or `#` in a password was to be escaped, and
 * whether it was is not to be known, so that what is only perhaps a secret is withheld too; `…` stands for
 * it.
 */
export function withheld(text: string): string {
  const beginning = BEGINNING.exec(text)![0];
  const rest = text.slice(beginning.length);
  const at = rest.lastIndexOf('@');
  const before = rest.slice(0, Math.max(0, at));
  // the end of a query, or a host behind a password
  if (/[?#]/.test(before)) return `${beginning}…`;
  const user = at < 0 ? undefined : DATABASE_USER.exec(text)?.[1];
  const mark = user !== undefined ? `${user}@` : before.includes('/') ? '…@' : '';
  const shown = rest.slice(at + 1);
  const place = /^[^?#]*/.exec(shown)![0];
  return beginning + mark + placeOf(place) + valuesOf(shown.slice(place.length));
}

/** `user:secret`, and the `@` forgotten or escaped. */
function placeOf(place: string): string {
  const [authority = ''] = place.split('/', 1);
  return AUTHORITY.test(authority) ? place : '…';
}

function valuesOf(tail: string): string {
  return tail.replace(
    /([?&#])([^=&#]*=)?([^&#]*)/g,
    (_whole, mark: string, name = '', value: string) => {
      const parts = value.split(PLACEHOLDER);
      const shown = parts.map((part) => (part === '' || PLACEHOLDER.test(part) ? part : '…'));
      return `${mark}${name as string}${shown.join('')}`;
    },
  );
}
