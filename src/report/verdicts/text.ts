/** A report claim by claim, for a terminal. */
import type { JudgedReport, Verdict } from '../../verify/claims/verdict.ts';
import { escapeTerminal } from '../escape.ts';
import type { Page } from '../findings/page.ts';
import type { Style } from '../findings/paint.ts';
import { claimText, computedText, VERDICT_WORDS } from './words.ts';

const COLOURS: Readonly<Record<Verdict, Style>> = {
  holds: 'green',
  'holds-within': 'green',
  differs: 'red',
  explained: 'red',
  unchecked: 'dim',
  'not-understood': 'dim',
};

/** Each claim with its verdict, its place and quotation, and what is listed; ends with a blank line. */
export function* verdictsText({ file, claims }: JudgedReport, page: Page): Generator<string> {
  const name = escapeTerminal(file);
  yield `${page.paint.style('underline', `${name}, claim by claim`)}\n\n`;
  if (claims.length === 0) yield page.text('No claim was understood.', 2);
  for (const claim of claims) {
    const { verdict, quote, line, kind, explanation } = claim;
    const word = page.paint.style(
      [COLOURS[verdict], 'bold'].flat() as Style,
      VERDICT_WORDS[verdict],
    );
    yield page.beside(`  ${word}`.trimStart(), escapeTerminal(claimText(claim)), 2);
    const quoted =
      kind === null
        ? ''
        : `“${escapeTerminal(quote.replaceAll(/\*\*|__/g, '').replaceAll(/\s+/g, ' '))}”`;
    yield page.beside(`${name}:${line}`, quoted, 4);
    const computed = computedText(claim);
    const listed = computed === '' ? [] : [`listed: ${computed}`];
    const rest = [...listed, ...(explanation === null ? [] : [explanation])].join('; ');
    if (rest !== '') yield page.text(escapeTerminal(rest), 4);
  }
  yield '\n';
}
