import { DerReader } from '../der/reader.ts';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { SLOT_CRL_DISTRIBUTION_POINTS, SLOT_EXTENDED_KEY_USAGE } from '../x509/extension-slot.ts';
import { decodeOids } from '../x509/oid-list.ts';
import { findExtension } from './certificate-extension.ts';
import { comparableName } from './comparable-name.ts';
import { decodeKeyIdentifier } from './crl-extensions.ts';
import { type DistributionPoint, decodeDistributionPoints } from './distribution-point.ts';
import type { SerialSet } from './serial-set.ts';

/**
 * What a certificate's status depends on. A precertificate has that of its final certificate: the same
 * issuer and serial number (RFC 6962 §3.2), so that nothing here tells them apart.
 */
export interface RevocationSubject {
  /** `comparableName` of the issuer. */
  readonly issuer: string;
  /** Row of the serial number in the set that CRLs are looked up with; -1 when it has none. */
  readonly serial: number;
  /** Seconds since 1970; NaN when unreadable. */
  readonly notBefore: number;
  readonly notAfter: number;
  readonly ca: boolean;
  /** keyIdentifier of its authorityKeyIdentifier, lower-case hex. */
  readonly authorityKeyId: string | null;
  readonly distributionPoints: readonly DistributionPoint[];
  /** extKeyUsage has id-kp-serverAuth: the BR's rules for short-lived certificates apply. */
  readonly serverAuth: boolean;
}

const AUTHORITY_KEY_IDENTIFIER = 35;
const SERVER_AUTH = '1.3.6.1.5.5.7.3.1';

/**
 * Reads subjects. What repeats from one certificate to the next (issuers, distribution points, key
 * identifiers) is decoded and kept once for each distinct value.
 */
export class RevocationSubjectReader {
  readonly #der: DerReader = new DerReader();
  readonly #issuers = new Map<string, string>();
  readonly #keyIds = new Map<string, string | null>();
  readonly #distributionPoints = new Map<string, readonly DistributionPoint[]>();

  /** Reads the certificate that `reader` stands on, and enters its serial number in `serials`. */
  read(reader: CertificateReader, serials: SerialSet): RevocationSubject {
    const { bytes, extensions, serialStart, serialEnd } = reader;
    const startOf = (slot: number): number => extensions.startOf(slot);
    const endOf = (slot: number): number => extensions.endOf(slot);
    const key = findExtension(reader, AUTHORITY_KEY_IDENTIFIER);
    this.#der.bytes = bytes;
    return {
      issuer: once(this.#issuers, bytes, reader.issuerStart, reader.issuerEnd, comparableName),
      serial: serialStart < serialEnd ? serials.add(bytes, serialStart, serialEnd) : -1,
      notBefore: reader.notBefore,
      notAfter: reader.notAfter,
      ca: extensions.isCa,
      authorityKeyId: once(
        this.#keyIds,
        bytes,
        key?.start ?? 0,
        key?.end ?? 0,
        (_bytes, start, end) => decodeKeyIdentifier(this.#der, start, end),
      ),
      distributionPoints: once(
        this.#distributionPoints,
        bytes,
        startOf(SLOT_CRL_DISTRIBUTION_POINTS),
        endOf(SLOT_CRL_DISTRIBUTION_POINTS),
        decodeDistributionPoints,
      ),
      serverAuth: decodeOids(
        bytes,
        startOf(SLOT_EXTENDED_KEY_USAGE),
        endOf(SLOT_EXTENDED_KEY_USAGE),
        false,
      ).includes(SERVER_AUTH),
    };
  }
}

/** What `decode` makes of the octets `[start, end)`, kept in `known` for when they come again. */
function once<T>(
  known: Map<string, T>,
  bytes: Uint8Array,
  start: number,
  end: number,
  decode: (bytes: Uint8Array, start: number, end: number) => T,
): T {
  const octets = Buffer.from(bytes.buffer, bytes.byteOffset + start, end - start);
  const key = octets.toString('latin1');
  let value = known.get(key);
  if (value === undefined) {
    value = decode(bytes, start, end);
    known.set(key, value);
  }
  return value;
}
