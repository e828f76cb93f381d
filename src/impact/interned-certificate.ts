import { CertificateReader } from '../x509/certificate-reader.ts';
import { SLOT_EXTENDED_KEY_USAGE, SLOT_POLICIES } from '../x509/extension-slot.ts';
import { isRsaAlgorithm, modulusBits } from '../x509/public-key.ts';
import { ByteInterner, type InternedBytes } from './byte-interner.ts';

/** What repeats from certificate to certificate, and is kept once: each the octets of an element. */
const DICTIONARY_NAMES = [
  'issuer', // Name
  'policies', // the value of the extension
  'usages', // the value of extKeyUsage
  'signatureAlgorithm', // AlgorithmIdentifier
  'keyAlgorithm', // AlgorithmIdentifier
] as const;

type ByName<T> = Readonly<Record<(typeof DICTIONARY_NAMES)[number], T>>;

/** Dictionaries but that of the issuers. */
const EXPECTED = DICTIONARY_NAMES.length - 1;

export type Dictionaries = ByName<ByteInterner>;

/** For each dictionary, the numbers that its strings have in another one. */
export type Renumbering = ByName<Uint32Array>;

export type DictionariesSnapshot = ByName<InternedBytes>;

export function newDictionaries(snapshot?: DictionariesSnapshot): Dictionaries {
  return forEachName((name) => new ByteInterner(snapshot?.[name]));
}

export function snapshotOf(dictionaries: Dictionaries): DictionariesSnapshot {
  return forEachName((name) => dictionaries[name].snapshot());
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
  /**
   * By issuer, the numbers that its last certificate had: most certificates of an issuer have the
   * same, and to compare is less than to look up.
   */
  #expected: Uint32Array = new Uint32Array(64 * EXPECTED);
  /** By the number of a key algorithm, whether it is of RSA keys. */
  readonly #isRsa: boolean[] = [];

  constructor(dictionaries: Dictionaries) {
    this.#dictionaries = dictionaries;
  }

  /** Takes in the certificate that `reader` stands on. */
  take(reader: CertificateReader): void {
    const { bytes, extensions } = reader;
    const { issuer, policies, usages, signatureAlgorithm, keyAlgorithm } = this.#dictionaries;
    this.reader = reader;
    this.issuer = issuer.intern(bytes, reader.issuerStart, reader.issuerEnd, this.issuer);
    const at = this.issuer * EXPECTED;
    if (at >= this.#expected.length) this.#grow();
    const expected = this.#expected;
    this.policies = policies.intern(
      bytes,
      extensions.startOf(SLOT_POLICIES),
      extensions.endOf(SLOT_POLICIES),
      expected[at],
    );
    this.usages = usages.intern(
      bytes,
      extensions.startOf(SLOT_EXTENDED_KEY_USAGE),
      extensions.endOf(SLOT_EXTENDED_KEY_USAGE),
      expected[at + 1],
    );
    this.signatureAlgorithm = signatureAlgorithm.intern(
      bytes,
      reader.signatureAlgorithmStart,
      reader.signatureAlgorithmEnd,
      expected[at + 2],
    );
    this.keyAlgorithm = keyAlgorithm.intern(
      bytes,
      reader.keyAlgorithmStart,
      reader.keyAlgorithmEnd,
      expected[at + 3],
    );
    this.modulusBits = this.#modulusBits(reader);
    expected[at] = this.policies;
    expected[at + 1] = this.usages;
    expected[at + 2] = this.signatureAlgorithm;
    expected[at + 3] = this.keyAlgorithm;
  }

  #modulusBits({ der, publicKeyStart, publicKeyEnd, keyAlgorithmEnd }: CertificateReader): number {
    const isRsa = (this.#isRsa[this.keyAlgorithm] ??= isRsaAlgorithm(
      this.#dictionaries.keyAlgorithm.at(this.keyAlgorithm),
    ));
    if (!isRsa || !der.read(publicKeyStart, publicKeyEnd)) return -1;
    return modulusBits(der, keyAlgorithmEnd, der.contentEnd) ?? -1;
  }

  #grow(): void {
    const expected = new Uint32Array(this.#expected.length * 2);
    expected.set(this.#expected);
    this.#expected = expected;
  }
}

function forEachName<T>(make: (name: (typeof DICTIONARY_NAMES)[number]) => T): ByName<T> {
  return Object.fromEntries(DICTIONARY_NAMES.map((name) => [name, make(name)])) as ByName<T>;
}
