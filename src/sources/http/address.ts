/** URLs as users write them, credentials and all -> what is asked, and what may be printed. */
import { CertImpactError } from '../../errors.ts';

export interface Address {
  /** Without credentials and fragment. */
  readonly url: URL;
  /** The value of the Authorization header, if the URL had credentials (RFC 7617). */
  readonly authorization?: string;
}

/**
 * @param hint what a right one looks like
 * @param shown the text as the user wrote it, where it is another
 * @throws {CertImpactError} `bad-option`
 */
export function parseAddress(text: string, hint: string, shown = text): Address {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  if (!url || !/^https?:$/.test(url.protocol)) {
    throw new CertImpactError('bad-option', 'not an http or https URL', {
      file: withheld(shown),
      hint,
    });
  }
  const { username, password } = url;
  url.username = url.password = url.hash = '';
  if (username === '' && password === '') return { url };
  const pair = `${unescaped(username)}:${unescaped(password)}`;
  return { url, authorization: `Basic ${Buffer.from(pair).toString('base64')}` };
}

/**
 * A URL or template for people: without credentials, and without the values of its query but for
 * placeholders, as a name ends up in reports, and a value may be a key.
 */
export function withheld(text: string): string {
  return text
    .replace(/\/\/[^/?#]*@/, '//')
    .replace(/([?&][^=&#]*=)([^&#]*)/g, (whole, name: string, value: string) =>
      value === '' || value.includes('{') ? whole : `${name}…`,
    );
}

/** A `%` that stands for itself is no reason to fail. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
