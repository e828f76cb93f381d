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
      const { start, end } = link;
      const reading = readCrtShTarget(link.target, link.url);
      if (reading.entry === undefined) {
        marks.push({ kind: 'problem', problem: reading.problem, start, end });
      } else {
        marks.push({ kind: 'entry', ...reading, start, end });
      }
    }
    return marks;
  },
};
