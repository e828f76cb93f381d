/** Which certificate a line of the CA's list of revocations is of. */
import { normalizeSerial } from '../../appendix/serial-number.ts';
import { withoutTextFormula } from '../../appendix/table/cell-text.ts';
import { withoutFormulaGuard } from '../../appendix/write/formula.ts';
import { type Fingerprint, tryFingerprint } from '../../fingerprint/fingerprint.ts';
import { isAbsent } from '../../verify/cells/absent.ts';
import { issuerKey } from './issuer-key.ts';

/** Which cells of a line say what; -1 where none does. */
export interface RevocationHead {
  readonly hashes: readonly number[];
  readonly serial: number;
  readonly issuer: number;
  readonly status: number;
  readonly date: number;
  readonly reason: number;
}

/** Finds the columns by their names, in any spelling; the guidelines' own table has them too. */
export function readRevocationHead(cells: readonly string[]): RevocationHead {
  const names = cells.map((cell) => cell.toLowerCase().replaceAll(/[^a-z0-9]/g, ''));
  const find = (pattern: RegExp): number => names.findIndex((name) => pattern.test(name));
  return {
    hashes: [...names.keys()].filter((at) => HASH.test(names[at]!)),
    serial: find(/serial/),
    issuer: find(/^(?:issuer(?:dn|name|distinguishedname)?|issuingca|ca)$/),
    status: find(/^(?:isrevoked|revoked|status|revocationstatus)$/),
    date: find(DATE),
    reason: find(/reason/),
  };
}

const HASH = /^(?!.*(?:sha1(?!\d)|key|spki)).*(?:sha256|fingerprint|thumbprint|hash)/;
const DATE =
  /^(?:revo(?:ked|cation|ke))?(?:date|time|datetime|timestamp)(?:utc|gmt)?$|^revoked(?:at|on)$/;

/** What a line says of its certificate. */
export interface RevocationName {
  readonly fingerprints: readonly Fingerprint[];
  /** As of `normalizeSerial`; two where the digits may be those of a decimal number. */
  readonly serials: readonly string[];
  /** As of `issuerKey`. */
  readonly issuer: string | undefined;
  /** What of it is not understood. */
  readonly fault: string | undefined;
}

export function readNamed(cells: readonly string[], head: RevocationHead): RevocationName {
  const fingerprints: Fingerprint[] = [];
  let fault: string | undefined;
  for (const at of head.hashes) {
    for (const word of readCell(cells[at]).split(/[\s,;]+/)) {
      if (word === '') continue;
      const hash = CRT_SH_LINK.exec(word)?.[1] ?? word.replaceAll(':', '');
      const fingerprint = tryFingerprint(hash);
      if (fingerprint !== undefined) fingerprints.push(fingerprint);
      else if (at !== head.serial) fault = `no SHA-256 hash: ${word}`;
    }
  }
  const isHash = head.hashes.includes(head.serial) && fingerprints.length > 0;
  const serial = isHash ? '' : readCell(cells[head.serial]);
  const serials = readSerials(serial);
  if (serials === undefined) fault = `no serial number in hex: ${serial}`;
  const issuer = readCell(cells[head.issuer]);
  return {
    fingerprints,
    serials: serials ?? [],
    issuer: issuer === '' ? undefined : issuerKey(issuer),
    fault,
  };
}

/** The text of a cell; `''` where it says that nothing stands there. */
export function readCell(cell = ''): string {
  const text = withoutFormulaGuard(withoutTextFormula(cell.trim())).trim();
  return isAbsent(text) ? '' : text;
}

/** `undefined` for what is none. */
function readSerials(serial: string): string[] | undefined {
  if (serial === '') return [];
  if (!SERIAL.test(serial)) return undefined;
  const hex = normalizeSerial(serial);
  if (!DECIMAL.test(serial)) return [hex];
  return [...new Set([hex, normalizeSerial(BigInt(serial).toString(16))])];
}

const SERIAL = /^(?:0x)?[0-9a-f][0-9a-f\s:.-]*$/i;
/** 49 digits are 20 octets (RFC 5280 §4.1.2.2), and misissued ones may be longer: no number of a million digits. */
const DECIMAL = /^\d{1,80}$/;
const CRT_SH_LINK =
  /^\W*https?:\/\/(?:www\.)?crt\.sh\/\S*?[?&](?:sha256|q|d)=([0-9a-f]{64})(?![0-9a-f])/i;
