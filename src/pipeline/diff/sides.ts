/** Which of two revisions a list that is read belongs to. */
import type { Revision } from '../../report/diff/list-difference.ts';
import type { Input } from '../input.ts';

export interface Sides {
  /** All inputs, those of the old revision first; each with a name of its own. */
  readonly inputs: readonly Input[];
  readonly names: Readonly<Record<Revision, readonly string[]>>;
  /** @param file a name of an input, or what an archive of that name holds */
  sideOf(file: string): Revision;
}

export function sidesOf(before: readonly Input[], after: readonly Input[]): Sides {
  const names = new Map<string, Revision>();
  const named = (inputs: readonly Input[], side: Revision): Input[] =>
    inputs.map((input) => {
      let { name } = input;
      for (let copy = 1; names.has(name); copy++) {
        name = `${input.name} (${side}${copy === 1 ? '' : ` ${copy}`})`;
      }
      names.set(name, side);
      return { ...input, name };
    });
  const [old, fresh] = [named(before, 'old'), named(after, 'new')];
  const sides = new Map<string, Revision>(names);
  return {
    inputs: [...old, ...fresh],
    names: { old: old.map(({ name }) => name), new: fresh.map(({ name }) => name) },
    sideOf(file) {
      let side = sides.get(file);
      if (side === undefined) sides.set(file, (side = sideOfMember(file, names)));
      return side;
    },
  };
}

function sideOfMember(file: string, names: ReadonlyMap<string, Revision>): Revision {
  for (let end = file.lastIndexOf('/'); end > 0; end = file.lastIndexOf('/', end - 1)) {
    const side = names.get(file.slice(0, end));
    if (side !== undefined) return side;
  }
  throw new Error(`a list that no input has: ${file}`);
}
