import type { Form, Mark } from './form.ts';
import { readCrtShTarget } from './crtsh-query.ts';
import { findLinks, isCrtSh } from './link.ts';

/** Links to crt.sh: `https://crt.sh/?sha256=…`, the guidelines' recommended form, and its kin. */
export const crtShLink: Form = {
  name: 'crt.sh link',
  find(text) {
    const marks: Mark[] = [];
    for (const link of findLinks(text)) {
      if (!isCrtSh(link)) continue;
      const { entry, problem } = readCrtShTarget(link.target, link.url);
      const { start, end } = link;
      if (entry === undefined) marks.push({ kind: 'problem', problem, start, end });
      else if (problem === undefined) marks.push({ kind: 'entry', entry, start, end });
      else marks.push({ kind: 'entry', entry, problem, start, end });
    }
    return marks;
  },
};
