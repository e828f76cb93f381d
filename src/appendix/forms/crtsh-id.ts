import { lineProblem } from '../line-problem.ts';
import type { Form, Mark } from './form.ts';

/**
 * crt.sh's ids without a link, where words say that they are: `crt.sh ID: 617995390`, or the first
 * number of a line under a heading or table head that says so. The guidelines 1.0 and the bulk bugs
 * of 2017 asked for "the fingerprints or crt.sh IDs".
 */
export const crtShId: Form = {
  name: 'crt.sh id',
  find(text, expects) {
    const pattern = expects === 'crt.sh id' ? LISTED_ID : LABELLED_ID;
    if (pattern === LABELLED_ID && !/crt\.?sh/i.test(text)) return [];
    const match = pattern.exec(text) ?? (expects === 'crt.sh id' ? LABELLED_ID.exec(text) : null);
    const id = match?.groups?.['id'];
    if (match === null || id === undefined) return [];
    const end = match.index + match[0].length;
    const start = end - id.length;
    const message = 'only crt.sh can tell which certificate has this id';
    const mark: Mark = {
      kind: 'entry',
      entry: { form: 'crt.sh?id', crtShId: normalizeId(id) },
      problem: lineProblem('not-recommended-form', id, message),
      start,
      end,
    };
    return [mark];
  },
};

/** An id is a number: with zeros in front it is the same one. */
export function normalizeId(digits: string): string {
  return digits.replace(/^0+(?=\d)/, '');
}

const LABELLED_ID =
  /crt\.?sh[ _-]?id["']?(?: {0,3}[:=#] {0,3}| {1,3})["']?(?<id>\d{1,19})(?![\w.-])/i;
const LISTED_ID = /^[\s>|*+"'-]*(?<id>\d{4,19})(?![\w.:/-])/;
