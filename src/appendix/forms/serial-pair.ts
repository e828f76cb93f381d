/** Which serial numbers of a line belong to which certificates that it names. */
import type { HexMark, Mark } from './form.ts';

export interface SerialPairs {
  /** The serial numbers among the marks, also those that belong to no certificate. */
  readonly serials: readonly HexMark[];
  /** The serial number beside each certificate that has one. */
  readonly serialOf: ReadonlyMap<Mark, HexMark>;
}

/**
 * Finds the serial number beside each certificate named in `marks` (in the order of the line).
 *
 * Where serial numbers and certificates take turns they go pair by pair; one serial number and two
 * certificates (a final one and its precertificate) belong together; otherwise a serial number
 * belongs to those that follow it. A hash of 40 digits is a serial number here, unless it stands
 * beside a better one.
 */
export function pairSerials(marks: readonly Mark[]): SerialPairs {
  const serialOf = new Map<Mark, HexMark>();
  const named = marks.filter(namesCertificate);
  const candidates = named.length === 0 ? [] : marks.filter(mayBeSerial);
  const turns = takeTurns(named, candidates);
  const serials = turns ? candidates : likeliest(candidates);
  const [only] = serials;
  if (turns) {
    named.forEach((mark, index) => {
      const serial = serials[index];
      if (serial !== undefined) serialOf.set(mark, serial);
    });
  } else if (only !== undefined && serials.length === 1 && named.length <= 2) {
    for (const mark of named) serialOf.set(mark, only);
  } else {
    pairWithFollowing(marks, new Set<Mark>(serials), serialOf);
  }
  return { serials, serialOf };
}

/** True where a certificate is named by more than a serial number. */
export function namesCertificate(mark: Mark): boolean {
  if (mark.kind === 'hex') return mark.digits.length === 64;
  return mark.kind === 'entry' && mark.entry.form !== 'serial';
}

function pairWithFollowing(
  marks: readonly Mark[],
  serials: ReadonlySet<Mark>,
  pairs: Map<Mark, HexMark>,
): void {
  let current: HexMark | undefined;
  for (const mark of marks) {
    if (mark.kind === 'hex' && serials.has(mark)) current = mark;
    else if (current !== undefined && namesCertificate(mark)) pairs.set(mark, current);
  }
}

// Serial, certificate, serial, certificate, …, or the other way round.
function takeTurns(named: readonly Mark[], serials: readonly HexMark[]): boolean {
  if (named.length !== serials.length || named.length < 2) return false;
  let serialsFirst = true;
  let serialsLast = true;
  for (const [index, mark] of named.entries()) {
    const serial = serials[index]?.start ?? 0;
    if (serial > mark.start || serial < (named[index - 1]?.start ?? 0)) serialsFirst = false;
    if (serial < mark.start || serial > (named[index + 1]?.start ?? Infinity)) serialsLast = false;
  }
  return serialsFirst || serialsLast;
}

// What says that it is a serial number, before what only looks like one.
function likeliest(candidates: readonly HexMark[]): readonly HexMark[] {
  const sure = candidates.filter((mark) => mark.label === 'serial' || mark.prefixed);
  if (sure.length > 0) return sure;
  const unlike = candidates.filter((mark) => mark.digits.length !== 40);
  return unlike.length > 0 ? unlike : candidates;
}

function mayBeSerial(mark: Mark): mark is HexMark {
  if (mark.kind !== 'hex' || mark.label === 'sha1' || mark.label === 'other') return false;
  const octets = mark.digits.replace(/^(?:00)+/, '').length / 2;
  if (octets > MAX_SERIAL_OCTETS) return mark.label === 'serial' && mark.digits.length < 64;
  if (mark.prefixed || mark.label === 'serial' || mark.digits.length >= 16) return true;
  return mark.ownField;
}

/** RFC 5280 §4.1.2.2: "Conforming CAs MUST NOT use serialNumber values longer than 20 octets." */
export const MAX_SERIAL_OCTETS = 20;
