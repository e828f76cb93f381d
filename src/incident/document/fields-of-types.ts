/** Fields whose labels divide the certificates: "DV certificates affected: 16", "OV certificates affected: 10". */
import { typeOfWord } from '../tokens/validation-type.ts';
import type { Field, Passage } from './passage.ts';

/** Passages of which the fields that count one type each are of that type; a single one may count all. */
export function withTypesOfLabels(passages: readonly Passage[]): readonly Passage[] {
  const scopes = new Map<number, string>();
  for (const { field } of passages) {
    if (field?.kind !== 'total' || field.scope !== undefined) continue;
    const type = typeIn(field);
    if (type !== undefined) scopes.set(field.number, type);
  }
  if (new Set(scopes.values()).size < 2) return passages;
  return passages.map((passage) => {
    const { field } = passage;
    const scope = field && scopes.get(field.number);
    return scope === undefined ? passage : { ...passage, field: { ...field!, scope } };
  });
}

function typeIn({ label }: Field): string | undefined {
  const types = new Set(
    label.text
      .toLowerCase()
      .split(/[^\w/-]+/)
      .flatMap((word) => typeOfWord(word) ?? []),
  );
  const [type] = types;
  return types.size === 1 ? type : undefined;
}
