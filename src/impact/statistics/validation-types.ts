import type { CertificateReader } from '../../x509/certificate-reader.ts';
import {
  SLOT_EXTENDED_KEY_USAGE,
  SLOT_POLICIES,
  SLOT_SUBJECT_ALT_NAME,
} from '../../x509/extension-slot.ts';
import { decodeGeneralNames } from '../../x509/general-name.ts';
import { decodeOids } from '../../x509/oid-list.ts';
import { classify, subjectFeatures } from '../../x509/validation-type.ts';
import type { Statistic } from '../statistic.ts';
import { countDecoded } from '../statistic.ts';

/** Marks a type that was inferred, in the dictionary's byte strings. */
const INFERRED = '?';

/** Certificates by validation type, and how many of them were inferred (design §5.7). */
export const validationTypes: Statistic = {
  id: 'validationTypes',
  interned: true,
  note: (reader, dictionary) => {
    const { type, inferred } = classifyCertificate(reader);
    return dictionary.intern(Buffer.from(inferred ? type + INFERRED : type));
  },
  summarise: (notes, figures) => {
    const counted = countDecoded(
      notes,
      (bytes) => Buffer.from(bytes).toString(),
      (text) => text,
    );
    const types = new Map<string, { type: string; count: number; inferred: number }>();
    for (const { value, count } of counted) {
      const inferred = value.endsWith(INFERRED);
      const type = inferred ? value.slice(0, -1) : value;
      const sum = types.get(type) ?? { type, count: 0, inferred: 0 };
      sum.count += count;
      // "unknown" is the absence of an inference
      if (inferred && type !== 'unknown') sum.inferred += count;
      types.set(type, sum);
    }
    figures.validationTypes = [...types.values()].sort(
      (a, b) => b.count - a.count || (a.type < b.type ? -1 : 1),
    );
  },
  shared: ({ validationTypes }) => {
    if (validationTypes.length !== 1 || validationTypes[0]!.type === 'unknown') return undefined;
    const { type, inferred } = validationTypes[0]!;
    return `are ${type} certificates${inferred > 0 ? ' (inferred, not by policy OID)' : ''}`;
  },
};

function classifyCertificate(reader: CertificateReader): ReturnType<typeof classify> {
  const { bytes, extensions } = reader;
  const [altStart, altEnd] = [
    extensions.startOf(SLOT_SUBJECT_ALT_NAME),
    extensions.endOf(SLOT_SUBJECT_ALT_NAME),
  ];
  const names = decodeGeneralNames(bytes, altStart, altEnd);
  return classify({
    isCa: extensions.isCa,
    policies: decodeOids(
      bytes,
      extensions.startOf(SLOT_POLICIES),
      extensions.endOf(SLOT_POLICIES),
      true,
    ),
    extendedKeyUsages: decodeOids(
      bytes,
      extensions.startOf(SLOT_EXTENDED_KEY_USAGE),
      extensions.endOf(SLOT_EXTENDED_KEY_USAGE),
      false,
    ),
    subject: subjectFeatures(bytes, reader.subjectStart, reader.subjectEnd),
    hasDnsNames: names.dnsNames.length > 0,
    hasEmailAddresses: names.emailAddresses.length > 0,
  });
}
