/**
 * `quotations.json`: what CAs and root programs wrote, with its source, and what a careful reader writes
 * down of it; `ours` are words that were added where the quotation is no sentence. `phrasings.json`: the
 * same in words of our own, and `phrasings-of-grammar.json` for rules of grammar: shares, ends and spans
 * of issuance, labels in any order.
 */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readClaims } from '../../src/incident/read-claims.ts';

interface Quotation {
  readonly source?: string;
  readonly text: string;
  readonly claims: readonly { kind: string; value: unknown; qualifier: string | null }[];
}

function load(name: string): Quotation[] {
  return JSON.parse(readFileSync(new URL(name, import.meta.url), 'utf8')) as Quotation[];
}

function sorted(claims: Quotation['claims']): string[] {
  return claims
    .map(({ kind, value, qualifier }) => JSON.stringify([kind, value, qualifier]))
    .sort();
}

describe('readClaims', () => {
  it.each(load('quotations.json'))('understands $source', ({ text, claims }) => {
    expect(sorted(readClaims(text).claims)).toEqual(sorted(claims));
  });

  it.each([...load('phrasings.json'), ...load('phrasings-of-grammar.json')])(
    'understands: $text',
    ({ text, claims }) => {
      expect(sorted(readClaims(text).claims)).toEqual(sorted(claims));
    },
  );
});
