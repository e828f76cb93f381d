/** What stands between a number of certificates and its verb, and changes neither. */

/** "5 certificates (3 DV, 2 OV) were issued", "5 certificates, belonging to 2 customers, were issued". */
export function withoutAsides(behind: string): string {
  return behind
    .replace(/^ \( [^()]{0,200}\)(?= )/, '')
    .replace(APPOSITION, '')
    .replace(OF_CUSTOMERS, '');
}

const OF_CUSTOMERS =
  /^ (?:of|for|from|held by|owned by|belonging to|across|of a total of) # (?:\S+ )?(?:customers?|subscribers?|organi[sz]ations?|companies|accounts|entities|applicants?)(?= )/;
const APPOSITION =
  /^ , (?!(?:which|that|who|of|and|but|or|so|all|both|each|none|not|we|it|they|#|@|NP|DEFNP) )(?:(?!revoked |expired |@ )[^\s,;:]+ ){1,10},(?= (?:was|were|are|is|have|has|had|contain|contained|contains|lack|lacked|did|do|failed|carry|carried) )/;
