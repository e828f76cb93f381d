/** The three questions of a source, as look-ups: what is asked, and what the answers mean. */
import { type Fingerprint, fingerprintOf } from '../../fingerprint/fingerprint.ts';
import { Hasher } from '../../fingerprint/hasher.ts';
import type { AnswerId, SiblingSink, Sink, Wanted } from '../source.ts';
import type { Row } from './connection.ts';
import type { Question } from './look-up.ts';
import { BY_FINGERPRINT, BY_ID, SIBLINGS } from './statements.ts';

/** The place of CERTIFICATE in the rows of each statement. */
const BY_FINGERPRINT_DER = 3;
const BY_ID_DER = 1;
const SIBLINGS_DER = 4;

const FOREIGN = 'the certificate that it gives has another SHA-256';

/** `CertificateSource.collect`. */
export function byFingerprint({ fingerprints, rows }: Wanted, sink: Sink): Question {
  const hasher = new Hasher();
  const foreign = new Set<number>();
  return {
    items: rows,
    text: BY_FINGERPRINT,
    bounded: true,
    key: (row) => fingerprints.at(row),
    take(row, answers) {
      const der = derIn(answers[0], BY_FINGERPRINT_DER);
      if (der === undefined) return false;
      if (fingerprints.rowOfBytes(hasher.hash(der)) !== row) {
        // a replica may be corrupt where another is not: it counts if both are
        foreign.add(row);
        return false;
      }
      const settled = sink.found(row, der);
      return settled ? settled.then(() => true) : true;
    },
    missed(row) {
      if (foreign.has(row)) sink.mismatched(row, FOREIGN);
      else sink.notFound(row);
    },
    unavailable(row, reason) {
      if (foreign.has(row)) sink.mismatched(row, FOREIGN);
      else sink.unavailable(row, reason);
    },
  };
}

/**
 * `CertificateSource.resolveIds`.
 * @param ids as the database writes them (`tryCrtShId`); `undefined` is not asked
 */
export function byId(ids: readonly (string | undefined)[], answer: AnswerId): Question {
  return {
    items: Uint32Array.from(ids.keys()).filter((index) => ids[index] !== undefined),
    text: BY_ID,
    bounded: true,
    key: (index) => ids[index]!,
    take(index, answers) {
      const der = derIn(answers[0], BY_ID_DER);
      if (der === undefined) return false;
      const settled = answer(index, { outcome: 'found', fingerprint: fingerprintOf(der), der });
      return settled ? settled.then(() => true) : true;
    },
    missed: (index) => answer(index, { outcome: 'notFound' }),
    unavailable: (index, reason) => answer(index, { outcome: 'unavailable', reason }),
  };
}

/** `CertificateSource.siblings`. */
export function siblingsOf({ fingerprints, rows }: Wanted, sink: SiblingSink): Question {
  return {
    items: rows,
    text: SIBLINGS,
    bounded: false,
    key: (row) => fingerprints.at(row),
    async take(row, answers) {
      const seen = new Set<Fingerprint>([fingerprints.at(row)]);
      for (const each of answers) {
        const der = derIn(each, SIBLINGS_DER);
        // not what the server says it is; and a certificate may be there twice, under two ids
        const fingerprint = der && fingerprintOf(der);
        if (fingerprint === undefined || seen.has(fingerprint)) continue;
        seen.add(fingerprint);
        await sink.sibling(row, fingerprint, der!);
      }
      return seen.size > 1;
    },
    missed: (row) => {
      sink.none(row);
    },
    unavailable: (row, reason) => {
      sink.unavailable(row, reason);
    },
  };
}

/** The bytes in a column; a column of another type, or none, has none. */
function derIn(row: Row | undefined, column: number): Uint8Array | undefined {
  const value = row?.[column];
  return value instanceof Uint8Array ? value : undefined;
}
