import { decodeToUtf8 } from './encoding.ts';
import type { AppendixLine } from './line.ts';
import { type LineReader, TextLines } from './text-lines.ts';

export interface ReadAppendixOptions {
  /** `# Title` is a heading, not a comment; and tables are Markdown's. */
  readonly markdown?: boolean;
  /** Whether a text may be a CSV; true when absent. */
  readonly tables?: boolean;
}

/**
 * Reads an appendix of text or CSV, plain or gzipped, as batches of its lines in their order.
 *
 * Every line is there exactly once, numbered from 1; what cannot be read is a line with problems. In a
 * CSV, a record of several lines is one line of the appendix, with the number of its first.
 * Memory does not grow with the input: a batch is what 64 KiB of text hold, or one long line, of
 * which `MAX_LINE_ENTRIES` are kept.
 *
 * @throws {CertImpactError} `not-an-appendix` for a file that is binary throughout; `bad-archive`
 *   for damaged gzip, after the lines before the damage; `limit-exceeded` for a gzip bomb; and what
 *   `chunks` throws
 */
export async function* readAppendix(
  chunks: AsyncIterable<Uint8Array>,
  options: ReadAppendixOptions = {},
): AsyncGenerator<AppendixLine[]> {
  let lines: LineReader | undefined;
  try {
    for await (const slice of decodeToUtf8(chunks)) {
      lines ??= await openLines(slice, options);
      const batch = lines.push(slice);
      if (batch.length > 0) yield batch;
    }
  } catch (error) {
    // without the line in progress: half an id is another certificate's
    const batch = lines?.take(true) ?? [];
    if (batch.length > 0) yield batch;
    throw error;
  }
  const batch = lines?.end() ?? [];
  if (batch.length > 0) yield batch;
}

/** Tells by the first 64 KiB how the whole is read. */
async function openLines(
  head: Buffer,
  { markdown = false, tables = true }: ReadAppendixOptions,
): Promise<LineReader> {
  const text = new TextLines(markdown);
  if (markdown || !tables || !DELIMITERS.some((delimiter) => head.includes(delimiter))) return text;
  // csv-parse is loaded for those who have a table
  const { openTable } = await import('./table/open-table.ts');
  return openTable(head, text) ?? text;
}

const DELIMITERS: readonly string[] = [',', ';', '\t', '|'];
