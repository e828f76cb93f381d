import type { Impact } from '../../impact/impact.ts';
import { say } from '../sentence.ts';
import { countCell, countColumn, textColumn, type Table } from './table.ts';

/** What `--siblings` found; the figures of the Impact are of what is listed. */
export function siblingsTable({ siblings }: Impact): Table {
  const table = {
    title: 'Siblings',
    columns: [textColumn('Of the listed certificates'), countColumn('Number')],
  };
  if (siblings === undefined) return { ...table, rows: [], notes: [] };
  const { found, listed, none, unavailable, different } = siblings;
  return {
    ...table,
    rows: [
      [
        say`Have a sibling (the final certificate of a precertificate, or the reverse)`,
        countCell(found),
      ],
      [say`Of these, with a sibling that is listed too`, countCell(listed)],
      [say`Have none that is known`, countCell(none)],
      [say`Could not be asked for`, countCell(unavailable)],
      [say`Share issuer and serial number with other contents`, countCell(different)],
    ],
    notes: [],
  };
}
