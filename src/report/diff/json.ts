/** A difference as JSON: the contract of `diff --format json`, its fields in the order that stands here. */
import { indented, jsonArray } from '../findings/json.ts';
import { pieces } from '../findings/pieces.ts';
import { orderedFigures } from '../json.ts';
import type { Figures } from '../../impact/impact.ts';
import {
  type ChangedCertificate,
  type DifferenceSet,
  isDifferent,
  type ListDifference,
  type ListedCertificate,
  type ListPlace,
} from './list-difference.ts';

/** Two spaces of indentation, one newline at the end; the cells exactly as they are. */
export function renderDifferenceJson(difference: ListDifference): Iterable<string> {
  const { asOf, names, counts, columns, uncompared, sets } = difference;
  const { added, removed, changed, unchanged } = counts;
  const head = {
    asOf,
    old: names.old,
    new: names.new,
    different: isDifferent(difference),
    counts: { added, removed, changed, unchanged, uncompared },
    columns: { added: columns.added, removed: columns.removed },
  };
  return pieces(
    [indented(head, 0).replace(/\n\}$/, ',\n  "added": ')],
    jsonArray(difference.added, orderedListed),
    [',\n  "removed": '],
    jsonArray(difference.removed, orderedListed),
    [',\n  "changed": '],
    jsonArray(difference.changed, orderedChange),
    [`,\n  "sets": ${indented(orderedSets(sets), 2)}\n}\n`],
  );
}

function orderedSets(sets: ListDifference['sets']): Record<DifferenceSet, object> {
  return {
    old: orderedFigures(sets.old),
    new: orderedFigures(sets.new),
    added: withoutLines(sets.added),
    removed: withoutLines(sets.removed),
    changed: withoutLines(sets.changed),
    unchanged: withoutLines(sets.unchanged),
  };
}

/** A set is no file, and has no lines. */
function withoutLines(figures: Figures): object {
  const all = Object.entries(orderedFigures(figures));
  return Object.fromEntries(all.filter(([field]) => field !== 'lines'));
}

function orderedListed({ entry, ...place }: ListedCertificate): object {
  return { entry, ...orderedPlace(place) };
}

function orderedChange(change: ChangedCertificate): object {
  const { entry, cells, added, removed } = change;
  return {
    entry,
    old: orderedPlace(change.old),
    new: orderedPlace(change.new),
    cells: cells.map(({ column, old, new: now }) => ({ column, old, new: now })),
    added,
    removed,
  };
}

function orderedPlace({ file, sheet, line }: ListPlace): ListPlace {
  return { file, sheet, line };
}
