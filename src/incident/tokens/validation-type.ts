/** The words for what a certificate is for and how its subject was validated. */

/**
 * The type that a word names: the TLS validation types, S/MIME and code signing. "TLS" and "SSL" alone
 * say no type.
 */
export function typeOfWord(word: string): string | undefined {
  return TYPES.get(word);
}

/**
 * Whether a word is a type of S/MIME too ("organization-validated", S/MIME BRs §7.1.6.1), and of TLS only
 * where no word says S/MIME.
 */
export function isMailType(word: string): boolean {
  return word.endsWith('-validated');
}

/** The type that a label names and says nothing else: "OV", "Domain Validated (DV)", "EV TLS certificates". */
export function typeOfLabel(label: string): string | undefined {
  let plain = label.toLowerCase().replaceAll(/[\s()*_"-]+/g, ' ');
  for (const [words, word] of TYPE_PHRASES) plain = plain.replaceAll(words.join(' '), word);
  const words = plain.split(' ').filter((word) => word !== '' && !ANY_TYPE.has(word));
  const [type, ...more] = new Set(words.map(typeOfWord));
  return more.length === 0 ? type : undefined;
}

const ANY_TYPE: ReadonlySet<string> = new Set(
  'tls ssl server certificates certificate certs cert type only'.split(' '),
);

/** In lower case, without a plural's s. */
const TYPES: ReadonlyMap<string, string> = new Map([
  ['dv', 'DV'],
  ['ov', 'OV'],
  ['iv', 'IV'],
  ['ev', 'EV'],
  ['domain-validated', 'DV'],
  ['organization-validated', 'OV'],
  ['individual-validated', 'IV'],
  ['extended-validation', 'EV'],
  ['s/mime', 'S/MIME'],
  ['smime', 'S/MIME'],
  ['s-mime', 'S/MIME'],
  ['code-signing', 'code signing'],
  ['codesigning', 'code signing'],
]);

/** Types that are written in several words, which become one. */
export const TYPE_PHRASES: readonly (readonly [words: readonly string[], word: string])[] = [
  [['domain', 'validated'], 'domain-validated'],
  [['organization', 'validated'], 'organization-validated'],
  [['organisation', 'validated'], 'organization-validated'],
  [['individual', 'validated'], 'individual-validated'],
  [['extended', 'validation'], 'extended-validation'],
  [['code', 'signing'], 'code-signing'],
];
