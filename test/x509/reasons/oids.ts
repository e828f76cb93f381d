/** Why OIDs may differ: large ones, long ones and empty ones. */
import type { Disagreement, Reason } from '../disagreement.ts';
import { BOTH, reports } from './disagreeing.ts';

const OIDS = [
  ...(['policies', 'extendedKeyUsages', 'registeredIds', 'signatureOid', 'keyAlgorithm'] as const),
  'curve',
] as const;

const MAX_OID_OCTETS = 128;

export const OID_REASONS: readonly Reason[] = [
  {
    reason:
      'an OID without content in a list (X.690 §8.19.2; problem bad-oid): left out here, an empty ' +
      'string there',
    libraries: BOTH,
    fields: ['policies', 'extendedKeyUsages', 'registeredIds'],
    explains: (d) => isLeftOut(d, isEmpty),
  },
  {
    reason:
      'an OID of more than 128 octets, which X.690 §8.19 allows and no certificate needs (bad-oid): ' +
      'left out here, in hex where there is a name to keep; in full there',
    libraries: BOTH,
    fields: ['policies', 'extendedKeyUsages', 'registeredIds'],
    explains: (d) =>
      isLeftOut(d, isLong) ||
      (d.index >= 0 && isLong(d.theirs) && /^[0-9a-f]+$/.test(String(d.ours))),
  },
  {
    reason:
      'an arc of an OID of 2^53 or more (X.690 §8.19.2 sets no bound): exact here, rounded or a ' +
      'placeholder in asn1js',
    libraries: BOTH,
    fields: OIDS,
    explains: ({ ours, theirs }) => isRounded(ours, theirs),
  },
];

/** Whether an arc that a double cannot hold is all that differs, so far as that can be seen. */
function isRounded(ours: unknown, theirs: unknown): boolean {
  const arcs = String(ours).split('.');
  const big = arcs.findIndex((arc) => /^\d+$/.test(arc) && BigInt(arc) >= 2n ** 53n);
  const before = arcs.slice(0, big === 1 ? 1 : big).join('.');
  return big > 0 && String(theirs).startsWith(`${before}.`);
}

function isEmpty(id: unknown): boolean {
  return id === '';
}

function isLong(id: unknown): boolean {
  return String(id).split('.').length > MAX_OID_OCTETS;
}

/** Whether the lists are the same but for OIDs that are not read here, of which one at least `is` so. */
function isLeftOut(
  { facts, index, ours, theirs }: Disagreement,
  is: (id: unknown) => boolean,
): boolean {
  if (index >= 0 || !Array.isArray(ours) || !Array.isArray(theirs)) return false;
  const read = theirs.filter((id) => !isEmpty(id) && !isLong(id)) as unknown[];
  return (
    reports(facts, 'bad-oid') &&
    theirs.some(is) &&
    ours.length === read.length &&
    ours.every((id, i) => id === read[i] || isRounded(id, read[i]))
  );
}
