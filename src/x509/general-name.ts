import { decodeHex } from '../der/integer.ts';
import { areAsciiWords, isAscii, wordsBase, wordsOf } from '../der/octets.ts';
import { tryDecodeOid } from '../der/oid.ts';
import { plainEnd, plainStart, shortEnd } from '../der/plain.ts';
import { DerReader } from '../der/reader.ts';
import { SEQUENCE } from '../der/tags.ts';
import { decodeLatin1 } from '../der/text.ts';
import { HAS_DNS_NAMES, HAS_EMAIL_ADDRESSES } from './features.ts';
import { formatIpAddress } from './ip-address.ts';
import { decodeName } from './name.ts';
import { type ProblemLog, problemNumber } from './problem.ts';

const BAD_EXTENSION = problemNumber('bad-extension');
const ILL_FORMED_TEXT = problemNumber('ill-formed-text');

/** The identifier octet without its constructed bit, for the choices of GeneralName (§4.2.1.6). */
const OTHER_NAME = 0x80;
const RFC822_NAME = 0x81;
const DNS_NAME = 0x82;
const X400_ADDRESS = 0x83;
const DIRECTORY_NAME = 0x84;
const EDI_PARTY_NAME = 0x85;
const URI = 0x86;
const IP_ADDRESS = 0x87;
const REGISTERED_ID = 0x88;

/** The names of a subjectAltName, each list in the order of the certificate. */
export interface SubjectAltNames {
  readonly dnsNames: string[];
  readonly ipAddresses: string[];
  readonly emailAddresses: string[];
  readonly uris: string[];
  /** otherName, x400Address, directoryName, ediPartyName, registeredID. */
  readonly otherNames: OtherName[];
}

export interface OtherName {
  readonly type: 'otherName' | 'x400Address' | 'directoryName' | 'ediPartyName' | 'registeredID';
  /** RFC 4514 for a directoryName, dotted decimal for a registeredID, else hex of the content. */
  readonly value: string;
}

/**
 * Checks GeneralNames ::= SEQUENCE SIZE (1..MAX) OF GeneralName (RFC 5280 §4.2.1.6), and returns
 * which names there are, as bits of `features.ts`.
 */
export function checkGeneralNames(
  der: DerReader,
  start: number,
  end: number,
  problems: ProblemLog,
): number {
  const words = wordsOf(der.bytes);
  if (arePlainDnsNames(words, wordsBase + start, wordsBase + end)) return HAS_DNS_NAMES;
  if (!der.readTag(start, end, SEQUENCE)) problems.add(BAD_EXTENSION, start);
  if (start >= end) return 0;
  if (der.flaws !== 0) problems.addFlaws(der.flaws, start);
  const listEnd = der.contentEnd;
  if (der.contentStart === listEnd) problems.add(BAD_EXTENSION, start);
  let features = 0;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    if (der.flaws !== 0) problems.addFlaws(der.flaws, pos);
    const tag = der.tag & 0xdf;
    if (tag === DNS_NAME) features |= HAS_DNS_NAMES;
    else if (tag === RFC822_NAME) features |= HAS_EMAIL_ADDRESSES;
    if (tag < OTHER_NAME || tag > REGISTERED_ID) problems.add(BAD_EXTENSION, pos);
    else if (tag === DNS_NAME || tag === RFC822_NAME || tag === URI) {
      if (!isAscii(der.bytes, der.contentStart, der.contentEnd)) problems.add(ILL_FORMED_TEXT, pos);
    }
    pos = der.next;
  }
  return features;
}

/** True for a list of at least one dNSName, all with plain headers, in which nothing is wrong. */
function arePlainDnsNames(words: DataView, start: number, end: number): boolean {
  const listEnd = plainEnd(words, start, end, SEQUENCE);
  if (listEnd === 0) return false;
  let pos = plainStart(words, start);
  if (pos === listEnd) return false;
  while (pos < listEnd) {
    const next = shortEnd(words, pos, listEnd, DNS_NAME);
    if (next === 0 || !areAsciiWords(words, pos + 2, next)) return false;
    pos = next;
  }
  return true;
}

/** Decodes GeneralNames; IA5 text is read as Latin-1, one character for each octet. */
export function decodeGeneralNames(bytes: Uint8Array, start: number, end: number): SubjectAltNames {
  const names: SubjectAltNames = {
    dnsNames: [],
    ipAddresses: [],
    emailAddresses: [],
    uris: [],
    otherNames: [],
  };
  const der = new DerReader();
  der.bytes = bytes;
  if (!der.read(start, end)) return names;
  const listEnd = der.contentEnd;
  let pos = der.contentStart;
  while (der.read(pos, listEnd)) {
    pos = der.next;
    addName(names, der);
  }
  return names;
}

function addName(names: SubjectAltNames, der: DerReader): void {
  const { bytes, contentStart: start, contentEnd: end } = der;
  switch (der.tag & 0xdf) {
    case DNS_NAME:
      names.dnsNames.push(decodeLatin1(bytes, start, end));
      return;
    case RFC822_NAME:
      names.emailAddresses.push(decodeLatin1(bytes, start, end));
      return;
    case URI:
      names.uris.push(decodeLatin1(bytes, start, end));
      return;
    case IP_ADDRESS:
      names.ipAddresses.push(formatIpAddress(bytes, start, end));
      return;
    case DIRECTORY_NAME:
      names.otherNames.push({ type: 'directoryName', value: decodeName(bytes, start, end) });
      return;
    case REGISTERED_ID: {
      const value = tryDecodeOid(bytes, start, end) ?? decodeHex(bytes, start, end);
      names.otherNames.push({ type: 'registeredID', value });
      return;
    }
    case OTHER_NAME:
      names.otherNames.push({ type: 'otherName', value: decodeHex(bytes, start, end) });
      return;
    case X400_ADDRESS:
      names.otherNames.push({ type: 'x400Address', value: decodeHex(bytes, start, end) });
      return;
    case EDI_PARTY_NAME:
      names.otherNames.push({ type: 'ediPartyName', value: decodeHex(bytes, start, end) });
      return;
    default:
      return;
  }
}
