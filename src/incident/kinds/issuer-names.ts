/** What issuing CAs are called: by their names, distinguished names, or crt.sh's links. */

/** The names of issuing CAs from a place on; at most so many. */
export function readNames(text: string, start: number): Name[] {
  const names: Name[] = [];
  for (let at = start; names.length < MAX_NAMES;) {
    const name = readName(text, at);
    if (name === undefined) break;
    names.push(name);
    JOINED.lastIndex = name.end;
    const joined = JOINED.exec(text);
    if (joined === null) break;
    at = name.end + joined[0].length;
  }
  return names;
}

export interface Name {
  readonly name: string;
  /** Exclusive, in the text. */
  readonly end: number;
}

const MAX_NAMES = 50;

/** "e-Szigno" and "certSIGN" begin with a small letter. */
const WORD = "(?:\\p{Ll}{1,4}-?)?\\p{Lu}(?:[\\p{L}\\d&'-]|\\.(?=\\S)){0,60}";
const NAME = new RegExp(
  `[\\s"'(:]{0,4}(${WORD}(?: (?:${WORD}|\\p{N}(?:[\\p{L}\\d]|\\.(?=\\S)){0,20}|of|for|der|de|du|del|di|y|van|von|and(?= \\p{Lu}\\S* (?:CA|Authority))|-|\u2013)){0,11})`,
  'uy',
);
/** In quotation marks a name may have words in lower case, or be in a script that has no case. */
const QUOTED = /(?:[\s(:]{0,3}["']|(?<=["'])\s?)([\p{Lu}\p{Lo}][^"'\n]{3,79})["']/uy;
const ATTRIBUTE = '(?:CN|C|O|OU|L|ST|S|serialNumber|organizationIdentifier|2\\.5\\.4\\.97) ?=';
/** The value ends where a sentence goes on. */
const VALUE =
  ' ?(?:(?! (?:with|was|were|which|that|and|is|are|has|have|on|in|between|from) )[^,=;\\n"()]){1,80}';
const DN = new RegExp(
  `[\\s"'(:]{0,4}(${ATTRIBUTE}${VALUE}(?:[,/] ?${ATTRIBUTE}${VALUE}){0,11})`,
  'uy',
);
const CAID = /[\s"'(:]{0,4}(https:\/\/crt\.sh\/\?caid=\d{1,12})/uy;
const JOINED =
  /["')]{0,2}(?: \([^()]{1,60}\))?(?:, (?:and )?(?:the |our )?| (?:and|as well as) (?:the |our )?| & |; ?| ?\/ ?)["'(]?/uy;

/** What a certificate of an issuing CA is called by, and a company is not. */
const CA_NAME =
  /\b(?:CA\d{0,2}|Certification Authority(?= - )|RDC|ICA|Root|Intermediate|SubCA|R\d{1,2}|E\d{1,2}|G\d{1,2}|X\d)\b|\b(?:TLS|SSL|QWAC|SMIME|ECC|RSA|DV|OV|EV|Class)\b.*\b(?:\d|CA|[A-Z]\d)|(?<!(?:January|February|March|April|May|June|July|August|September|October|November|December) )\b(?:19|20)\d\d$/u;
/** "DigiCert CA" says who, not which. */
const ANY_CA = /^(?:The |Our )?\p{Lu}\S* (?:CAs?|Root|Root CA|ICA)$/u;
/** "The issuing CA Example TLS CA 1": what it is, before what it is called. */
const ROLE =
  /^(?:(?:Issuing|Intermediate|Subordinate|Issuer|Sub-?CA|CA|ICA)s? )+(?=.* (?:CA|ICA|R\d|G\d)\b)/u;
/** Behind the name, when a sentence goes on with a capital. */
const NOT_NAME =
  /(?: (?:of|for|and|-|\u2013|In|On|The|We|This|All|They|It|When|After|Before|However)|[.,'])+$/u;

function readName(text: string, at: number): Name | undefined {
  for (const pattern of [CAID, DN]) {
    const match = execAt(pattern, text, at);
    if (match !== undefined) return named(match, match[1]!.trimEnd().replace(/[.]$/, ''), at);
  }
  const quoted = execAt(QUOTED, text, at);
  if (quoted !== undefined && CA_NAME.test(quoted[1]!) && !isOwner(quoted[1]!)) {
    return named(quoted, quoted[1]!, at);
  }
  const match = execAt(NAME, text, at);
  if (match === undefined) return undefined;
  const behind = text.slice(at + match[0].length, at + match[0].length + MAX_NOUN);
  const whole = COUNTED.test(behind) ? match[1]!.replace(COUNT, '') : match[1]!;
  const name = whole.replace(NOT_NAME, '').replace(ROLE, '');
  if (SHORT_NAME.test(name)) return named(match, name, at);
  if (!name.includes(' ') || !CA_NAME.test(name) || isOwner(name)) return undefined;
  return named(match, name, at);
}

/** "Amazon RSA 2048 M02 62 certificates": the number is of these; "Example CA 2 certificates" may be the second CA's. */
const COUNTED =
  /^ (?:(?:affected|impacted|misissued|TLS|SSL|DV|OV|EV) ){0,2}(?:certificates|certs)\b/i;
const COUNT = /(?<= (?!(?:CA|ICA|SubCA|Root|Class|TLS|SSL|Intermediate|R|E|G) )\S+) \p{N}+$/u;
const MAX_NOUN = 60;

/** Let's Encrypt's and Google's have no more to their names. */
const SHORT_NAME = /^(?:[RE]|[WY][RE])\d{1,2}$/;

/** A company with "CA" behind it, such as "Telia CA"; an issuing CA's name has more to it. */
function isOwner(name: string): boolean {
  return ANY_CA.test(name) || NOT_CA.test(name);
}

const NOT_CA =
  /^(?:BRs?|CA\/B|CAB|CCADB|Section|Mozilla|Chrome|Microsoft|Google|TLS BR|SSL BR|Bug|Baseline)\b|\b(?:Administrator|Programm?e?|Policy|Team|Operations|Engineer|Officer|Forum|Owners?|Operators?|Manager|Requirements|Guidelines|Store)\b/;

function named(match: RegExpExecArray, name: string, at: number): Name {
  return { name, end: at + match[0].indexOf(match[1]!) + name.length };
}

function execAt(pattern: RegExp, text: string, at: number): RegExpExecArray | undefined {
  pattern.lastIndex = at;
  return pattern.exec(text) ?? undefined;
}
