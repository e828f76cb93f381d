import { lineProblem } from '../line-problem.ts';
import { onlyFingerprintIn } from './fingerprint-token.ts';
import type { Form, Mark } from './form.ts';
import { decodePercent, findLinks } from './link.ts';

/**
 * Links to other hosts, such as `https://search.censys.io/certificates/<sha256>`: an entry when
 * path and query hold exactly one fingerprint.
 */
export const foreignLink: Form = {
  name: 'foreign link',
  find(text) {
    return findLinks(text).map(({ start, end, url, target }): Mark => {
      const fingerprint = onlyFingerprintIn(decodePercent(target));
      if (fingerprint !== undefined) {
        return { kind: 'entry', entry: { form: 'fingerprint', fingerprint }, start, end };
      }
      const problem = lineProblem('foreign-link', url, 'a link that names no certificate');
      return { kind: 'problem', problem, start, end };
    });
  },
};
