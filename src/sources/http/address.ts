/** URLs as users write them, credentials and all -> what is asked. */
import { CertImpactError } from '../../errors.ts';
import { withheld } from './withheld.ts';

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

/** A `%` that stands for itself is no reason to fail. */
function unescaped(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
