/** A quote as a person reads it: without the emphasis of its label, of which it often has but the end. */
export function plainQuote(quote: string): string {
  return quote
    .replaceAll(/\*\*|__/g, '')
    .replaceAll(/\s+/g, ' ')
    .trim();
}
