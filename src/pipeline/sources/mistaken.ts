import { CertImpactError } from '../../errors.ts';
import { withheld } from '../../sources/http/withheld.ts';
import type { SourceKind } from './kind.ts';

/**
 * A scheme of two letters or more (one is a drive) with a slash, or with an `@` later; a known scheme
 * whatever follows; more than `crt.sh` and a dot.
 */
const LIKE_A_URL =
  /^\s*(?:[a-z][a-z\d+.-]+:(?:\/|.*@)|(?:https?|postgres(?:ql)?|ftp|mysql|file)\s*:|crt\.sh\s*[:@])/i;

const KNOWN =
  'one of store, crt.sh:sql, a postgres:// URL, crt.sh, crt.sh@URL and https://HOST/PATH/{sha256}, ' +
  'else ./NAME for a file';

/** What looks like a URL and is none that is known: no path, and as good as any may hold a password. */
export const MISTAKEN: SourceKind = {
  says: 'a URL of another kind',
  network: false,
  isNamed: (name) => LIKE_A_URL.test(name),
  open(name) {
    const error = new CertImpactError('unknown-source', 'no such kind of source', {
      file: withheld(name),
      hint: /^\s/.test(name) ? 'leave out the blank at its beginning' : KNOWN,
    });
    return Promise.reject(error);
  },
};
