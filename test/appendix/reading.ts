/** Shared by the tests of this room: reading from memory, and short forms of what was read. */
import { readAppendix, type ReadAppendixOptions } from '../../src/appendix/read-appendix.ts';
import type { AppendixLine, Entry } from '../../src/appendix/line.ts';

export async function* chunked(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  await Promise.resolve();
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

export async function readBytes(
  bytes: Uint8Array,
  options: ReadAppendixOptions & { chunkSize?: number } = {},
): Promise<AppendixLine[]> {
  const lines: AppendixLine[] = [];
  const { chunkSize = 1 << 16, ...rest } = options;
  for await (const batch of readAppendix(chunked(bytes, chunkSize), rest)) lines.push(...batch);
  return lines;
}

export function readText(text: string, options: ReadAppendixOptions = {}): Promise<AppendixLine[]> {
  return readBytes(Buffer.from(text), options);
}

/** `form fingerprint serial crtShId`, what is absent left out. */
export function entryText(entry: Entry): string {
  return [
    entry.form,
    entry.fingerprint,
    entry.serial === undefined ? undefined : `serial=${entry.serial}`,
    entry.crtShId === undefined ? undefined : `id=${entry.crtShId}`,
  ]
    .filter((part) => part !== undefined)
    .join(' ');
}

/** Kind, entries and codes of problems of a line. */
export function lineSummary(line: AppendixLine): string[] {
  return [
    line.kind,
    ...line.entries.map(entryText),
    ...line.problems.map((problem) => `!${problem.code}`),
  ];
}
