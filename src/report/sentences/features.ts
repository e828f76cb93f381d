/**
 * Issuers, algorithms and keys in one sentence each. Where there is only one of a kind, the model's
 * `shared` says so already, and the sentence is left out.
 */
import type { Figures } from '../../impact/impact.ts';
import { MAX_NAMES_IN_SENTENCE } from '../limits.ts';
import { enumerate, plural, quoted, say, words, type Sentence } from '../sentence.ts';

export function issuersSentence({ issuers, shared }: Figures): Sentence {
  return featureSentence(
    'Issuer',
    issuers.map(({ name, count }) => ({ label: [quoted(name)], count })),
    shared,
  );
}

export function signatureAlgorithmsSentence({ signatureAlgorithms, shared }: Figures): Sentence {
  return featureSentence(
    'Signature algorithm',
    signatureAlgorithms.map(({ name, count }) => ({ label: [words(name)], count })),
    shared,
  );
}

export function publicKeysSentence({ publicKeys, shared }: Figures): Sentence {
  return featureSentence(
    'Public key',
    publicKeys.map((key) => ({ label: keyLabel(key), count: key.count })),
    shared,
  );
}

/** "RSA 2048-bit", "EC P-256". */
export function keyLabel({ algorithm, bits, curve }: Figures['publicKeys'][number]): Sentence {
  if (curve !== null) return say`${words(algorithm)} ${words(curve)}`;
  if (bits !== null) return say`${words(algorithm)} ${String(bits)}-bit`;
  return say`${words(algorithm)}`;
}

/** "Issuers: X (5,000), Y (76) and 3 more." Empty if there is none. */
function featureSentence(
  noun: string,
  features: readonly { readonly label: Sentence; readonly count: number }[],
  shared: readonly string[],
): Sentence {
  const [only] = features;
  if (only === undefined) return [];
  if (features.length === 1) {
    return shared.length > 0 ? [] : say`${noun}: ${only.label} (${only.count}).`;
  }
  const shown = features
    .slice(0, MAX_NAMES_IN_SENTENCE)
    .map(({ label, count }) => say`${label} (${count})`);
  const hidden = features.length - shown.length;
  const all = hidden > 0 ? [...shown, say`${plural(hidden, 'other')}`] : shown;
  return say`${noun}s: ${enumerate(all)}.`;
}
