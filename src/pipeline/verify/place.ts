/** Where a finding is, in words and as a key. */
import type { Place } from '../../verify/check.ts';

/** Tells a list or a sheet from all others. */
export function listKey({ file, sheet }: Pick<Place, 'file' | 'sheet'>): string {
  return sheet === null ? file : JSON.stringify([file, sheet]);
}

/** `list.csv:12`, `book.xlsx [Sheet 1]:12` */
export function formatPlace({ file, sheet, line }: Place): string {
  return `${file}${sheet === null ? '' : ` [${sheet}]`}${line === null ? '' : `:${line}`}`;
}

/** 0 stands for what has no line, such as a file in an archive. */
export function lineOrNull(line: number): number | null {
  return line === 0 ? null : line;
}
