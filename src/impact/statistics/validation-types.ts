import { FEATURES_END } from '../../x509/features.ts';
import { decodeOids } from '../../x509/oid-list.ts';
import { type ValidationType, classify } from '../../x509/validation-type.ts';
import type { Dictionaries } from '../interned-certificate.ts';
import type { Statistic } from '../statistic.ts';

/**
 * A note holds, from the highest: the number of the policies and that of the extended key usages
 * (values of their extensions), the features of `x509/features.ts`, and whether it is a CA. That is
 * 23 + 23 + 6 + 1 of a double's 53 bits.
 */
const NUMBERS = 2 ** 23;
const FLAGS = FEATURES_END * 2;
const IS_CA = FEATURES_END;

/** Certificates by validation type, and how many of them were inferred (design §5.7). */
export const validationTypes: Statistic = {
  id: 'validationTypes',
  note: ({ policies, usages, reader: { extensions, subjectFeatures } }) => {
    const flags = subjectFeatures | extensions.features | (extensions.isCa ? IS_CA : 0);
    return joinNote(policies, usages, flags);
  },
  renumber: (note, numbers) => {
    const { policies, usages, flags } = splitNote(note);
    return joinNote(numbers.policies[policies]!, numbers.usages[usages]!, flags);
  },
  summarise: (notes, figures) => {
    const byNote = new Map<number, number>();
    notes.forEach((note) => byNote.set(note, (byNote.get(note) ?? 0) + 1));
    const types = new Map<string, { type: string; count: number; inferred: number }>();
    for (const [note, count] of byNote) {
      const { type, inferred } = validationTypeOf(note, notes.dictionaries);
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
    const { type, count, inferred } = validationTypes[0]!;
    if (inferred === 0) return `are ${type} certificates`;
    const extent = inferred === count ? '' : ` for ${inferred} of them`;
    return `are ${type} certificates (inferred${extent}, not by policy OID)`;
  },
};

function joinNote(policies: number, usages: number, flags: number): number {
  // a list with eight million distinct values of these extensions: the rest is lumped together
  const high = Math.min(policies, NUMBERS - 1);
  return (high * NUMBERS + Math.min(usages, NUMBERS - 1)) * FLAGS + flags;
}

function splitNote(note: number): { policies: number; usages: number; flags: number } {
  const numbers = Math.floor(note / FLAGS);
  return {
    policies: Math.floor(numbers / NUMBERS),
    usages: numbers % NUMBERS,
    flags: note % FLAGS,
  };
}

/** What a note of `validationTypes` comes to. */
export function validationTypeOf(note: number, dictionaries: Dictionaries): ValidationType {
  const { policies, usages, flags } = splitNote(note);
  const policyBytes = dictionaries.policies.at(policies);
  const usageBytes = dictionaries.usages.at(usages);
  return classify({
    isCa: (flags & IS_CA) !== 0,
    policies: decodeOids(policyBytes, 0, policyBytes.length, true),
    extendedKeyUsages: decodeOids(usageBytes, 0, usageBytes.length, false),
    features: flags % FEATURES_END,
  });
}
