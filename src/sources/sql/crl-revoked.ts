/** What crt.sh's own reading of CRLs says of certificates: its tables `crl_revoked` and `crl`. */
import type { Wanted } from '../source.ts';
import type { Row } from './connection.ts';
import type { Question } from './look-up.ts';
import { CRLS_OF_CA, REVOKED_BY_FINGERPRINT, REVOKED_BY_SERIAL } from './statements.ts';

/** An entry that crt.sh has seen on a CRL; it stays there when it leaves the CRL. Seconds since 1970. */
export interface CrtShRevocation {
  readonly date: number | null;
  /** RFC 5280 §5.3.1; `null` without one. */
  readonly reasonCode: number | null;
  /** When crt.sh last saw it on the CRL. */
  readonly lastSeen: number | null;
}

/** A CRL that crt.sh watches, as it last was. Seconds since 1970. */
export interface CrtShCrl {
  readonly url: string;
  readonly thisUpdate: number | null;
  readonly nextUpdate: number | null;
  readonly lastChecked: number | null;
  /** The last check went well. */
  readonly sound: boolean;
  readonly active: boolean;
}

/** What crt.sh has about one certificate. */
export interface CrtShStatus {
  /** crt.sh's ids of its issuer: one, or those of several names with one key. */
  readonly caIds: readonly number[];
  /** `null` where crt.sh has seen it on no CRL. That it is not revoked does not follow: see `CrtShCrl`. */
  readonly revocation: CrtShRevocation | null;
}

/** Where the answers go; each wanted row gets one. */
export interface CrlRevokedSink {
  found(row: number, status: CrtShStatus): void;
  /** crt.sh has neither the certificate nor its issuer. */
  notFound(row: number): void;
  unavailable(row: number, reason: string): void;
}

/** Another way to say which certificate is meant, where crt.sh does not have it. */
export interface IssuerAndSerial {
  /** SHA-256 of the issuer's SubjectPublicKeyInfo, lower-case hex. */
  readonly issuerKeySha256: string;
  /** Content octets of serialNumber, a leading 00 included; lower-case hex. */
  readonly serial: string;
}

export interface RevokedWanted extends Wanted {
  /** `undefined` where it is not known. */
  readonly issuerAndSerial?: (row: number) => IssuerAndSerial | undefined;
}

/** By the certificate, which crt.sh mostly has; `missed` rows are for `revokedBySerial`. */
export function revokedByFingerprint(
  { fingerprints, rows }: Wanted,
  sink: Omit<CrlRevokedSink, 'notFound'>,
  missed: (row: number) => void,
): Question {
  return {
    items: rows,
    text: REVOKED_BY_FINGERPRINT,
    bounded: true,
    key: (row) => fingerprints.at(row),
    take: (row, answers) => takeStatus(row, answers, sink),
    missed,
    unavailable(row, reason) {
      sink.unavailable(row, reason);
    },
  };
}

/** By issuer and serial number. */
export function revokedBySerial(
  rows: Uint32Array,
  issuerAndSerial: (row: number) => IssuerAndSerial,
  sink: CrlRevokedSink,
): Question {
  return {
    items: rows,
    text: REVOKED_BY_SERIAL,
    bounded: false,
    key(row) {
      const { issuerKeySha256, serial } = issuerAndSerial(row);
      return `${issuerKeySha256} ${serial}`;
    },
    take: (row, answers) => takeStatus(row, answers, sink),
    missed(row) {
      sink.notFound(row);
    },
    unavailable(row, reason) {
      sink.unavailable(row, reason);
    },
  };
}

/** Whether the octets can be put into a statement's parameter: the server would refuse the whole batch. */
export function isAskable({ issuerKeySha256, serial }: IssuerAndSerial): boolean {
  return /^[0-9a-f]{64}$/.test(issuerKeySha256) && /^(?:[0-9a-f]{2}){1,256}$/.test(serial);
}

/** The CRLs that crt.sh watches of each CA; a CA whose CRLs could not be asked for is not in `crls`. */
export function crlsOfCas(caIds: readonly number[], crls: Map<number, CrtShCrl[]>): Question {
  return {
    items: Uint32Array.from(caIds.keys()),
    text: CRLS_OF_CA,
    bounded: false,
    key: (index) => `${caIds[index]!}`,
    take(index, answers) {
      if (answers.length === 0) return false;
      crls.set(caIds[index]!, answers.map(crlOf));
      return true;
    },
    missed(index) {
      crls.set(caIds[index]!, []);
    },
    unavailable: () => undefined,
  };
}

/** Columns of `REVOKED_BY_…`: key, ca, is revoked, date, reason, last seen. */
function takeStatus(
  row: number,
  answers: readonly Row[],
  sink: Pick<CrlRevokedSink, 'found'>,
): boolean {
  // -1 stands for an issuer that crt.sh does not know
  const caIds = answers.map((answer) => numberIn(answer[1]) ?? -1).filter((id) => id > 0);
  if (caIds.length === 0) return false;
  const revoked = answers.find((answer) => isTrue(answer[2]));
  const revocation = revoked && {
    date: numberIn(revoked[3]),
    reasonCode: numberIn(revoked[4]),
    lastSeen: numberIn(revoked[5]),
  };
  sink.found(row, { caIds: [...new Set(caIds)], revocation: revocation ?? null });
  return true;
}

/** Columns of `CRLS_OF_CA`: key, URL, this and next update, last check, sound, active. */
function crlOf(row: Row): CrtShCrl {
  return {
    url: typeof row[1] === 'string' ? row[1] : '',
    thisUpdate: numberIn(row[2]),
    nextUpdate: numberIn(row[3]),
    lastChecked: numberIn(row[4]),
    sound: isTrue(row[5]),
    active: isTrue(row[6]),
  };
}

/** A number as text; `null` for NULL, `infinity` and columns of another type. */
function numberIn(value: unknown): number | null {
  if (typeof value !== 'string' || value === '') return null;
  const number = Number(value);
  return Number.isFinite(number) ? Math.floor(number) : null;
}

/** A boolean as the server writes it. */
function isTrue(value: unknown): boolean {
  return value === 't';
}
