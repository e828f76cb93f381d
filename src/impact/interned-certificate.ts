import { CertificateReader } from '../x509/certificate-reader.ts';
import { SLOT_EXTENDED_KEY_USAGE, SLOT_POLICIES } from '../x509/extension-slot.ts';
import { isRsaKeyOid, modulusBits } from '../x509/public-key.ts';
import { ByteInterner } from './byte-interner.ts';

/** What repeats from certificate to certificate, and is kept once: each the octets of an element. */
const DICTIONARY_NAMES = [
  'issuer', // Name
  'policies', // the value of the extension
  'usages', // the value of extKeyUsage
  'signatureAlgorithm', // AlgorithmIdentifier
  'keyAlgorithm', // AlgorithmIdentifier
] as const;

type ByName<T> = Readonly<Record<(typeof DICTIONARY_NAMES)[number], T>>;

export type Dictionaries = ByName<ByteInterner>;

/** For each dictionary, the numbers that its strings have in another one. */
export type Renumbering = ByName<Uint32Array>;

export function newDictionaries(): Dictionaries {
  return forEachName(() => new ByteInterner());
}

/** Takes every string of `from` into `to`. */
export function mergeDictionaries(from: Dictionaries, to: Dictionaries): Renumbering {
  return forEachName((name) =>
    Uint32Array.from({ length: from[name].size }, (_, n) => to[name].intern(from[name].at(n))),
  );
}

/** A certificate with the numbers of what repeats in it; the next one is taken into the same object. */
export class InternedCertificate {
  reader: CertificateReader = new CertificateReader();
  issuer = 0;
  policies = 0;
  usages = 0;
  signatureAlgorithm = 0;
  keyAlgorithm = 0;
  /** Of an RSA key; -1 for others, and where it cannot be read. */
  modulusBits = -1;
  readonly #dictionaries: Dictionaries;

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
  }

  /** Takes in the certificate that `reader` stands on. */
  take(reader: CertificateReader): void {
    const { bytes, extensions } = reader;
    const { issuer, policies, usages, signatureAlgorithm } = this.#dictionaries;
    this.reader = reader;
    this.issuer = issuer.intern(bytes, reader.issuerStart, reader.issuerEnd);
    this.policies = policies.intern(
      bytes,
      extensions.startOf(SLOT_POLICIES),
      extensions.endOf(SLOT_POLICIES),
    );
    this.usages = usages.intern(
      bytes,
      extensions.startOf(SLOT_EXTENDED_KEY_USAGE),
      extensions.endOf(SLOT_EXTENDED_KEY_USAGE),
    );
    this.signatureAlgorithm = signatureAlgorithm.intern(
      bytes,
      reader.signatureAlgorithmStart,
      reader.signatureAlgorithmEnd,
    );
    this.#takeKey(reader);
  }

  /** SubjectPublicKeyInfo ::= SEQUENCE { algorithm, subjectPublicKey BIT STRING }. */
  #takeKey({ der, bytes, publicKeyStart, publicKeyEnd }: CertificateReader): void {
    const { keyAlgorithm } = this.#dictionaries;
    this.modulusBits = -1;
    const found = der.read(publicKeyStart, publicKeyEnd);
    const infoEnd = der.contentEnd;
    const start = der.contentStart;
    if (!found || !der.read(start, infoEnd)) {
      this.keyAlgorithm = keyAlgorithm.intern(bytes, 0, 0);
      return;
    }
    const end = der.next;
    this.keyAlgorithm = keyAlgorithm.intern(bytes, start, end);
    const isRsa =
      der.read(der.contentStart, der.contentEnd) &&
      isRsaKeyOid(bytes, der.contentStart, der.contentEnd);
    if (isRsa) this.modulusBits = modulusBits(der, end, infoEnd) ?? -1;
  }
}

function forEachName<T>(make: (name: (typeof DICTIONARY_NAMES)[number]) => T): ByName<T> {
  return Object.fromEntries(DICTIONARY_NAMES.map((name) => [name, make(name)])) as ByName<T>;
}
