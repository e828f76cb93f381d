/**
 * The plain tree that `inspect` makes of one certificate. Renderers walk it without knowing X.509.
 * Text in it is the certificate's own, unescaped: whoever prints it escapes it for where it goes.
 */
import { decodeHex } from '../der/integer.ts';

export interface Inspection {
  readonly title: string;
  /** SHA-256 of the bytes given, 64 lower-case hex digits. */
  readonly sha256: string;
  readonly sections: readonly Section[];
}

export interface Section {
  readonly title: string;
  readonly items: readonly Item[];
}

/** One fact: a label with a value, a list of values, bytes, further items, or several of these. */
export interface Item {
  readonly label: string;
  /** The object identifier behind the label, dotted. */
  readonly oid?: string;
  /** Of an extension. */
  readonly critical?: boolean;
  readonly value?: string;
  readonly values?: readonly string[];
  /** Lower-case hex of at most `MAX_HEX_BYTES` bytes. */
  readonly hex?: string;
  /** How many bytes there are in all, beside every `hex`. */
  readonly byteLength?: number;
  readonly items?: readonly Item[];
  /** What a reader must know to understand the value: how it was encoded, which rule it breaks. */
  readonly note?: string;
}

/** Room for an RSA modulus of 8,192 bits; keeps a 50 kB post-quantum signature off the screen. */
export const MAX_HEX_BYTES = 1024;

/** Against a user notice or a name that is a novel. */
const MAX_TEXT_CHARACTERS = 1024;

/** Against subjectAltNames with tens of thousands of entries. */
const MAX_LIST_ENTRIES = 2000;

/** Bytes as an item; cut after `MAX_HEX_BYTES`, its true length beside it. */
export function hexItem(label: string, bytes: Uint8Array, note?: string): Item {
  return {
    label,
    hex: hexOf(bytes.subarray(0, MAX_HEX_BYTES)),
    byteLength: bytes.length,
    ...(note === undefined ? {} : { note }),
  };
}

/** Text as an item; cut after `MAX_TEXT_CHARACTERS`, its true length named. */
export function textItem(label: string, value: string, note?: string): Item {
  return { label, value: bounded(value), ...(note === undefined ? {} : { note }) };
}

/** A list as an item; cut after `MAX_LIST_ENTRIES`, the number of the others named. */
export function listItem<T>(
  label: string,
  entries: readonly T[],
  text: (entry: T) => string = String,
): Item {
  const values = entries.slice(0, MAX_LIST_ENTRIES).map((entry) => bounded(text(entry)));
  if (entries.length > values.length) values.push(`… (${entries.length - values.length} more)`);
  return { label, values };
}

/** The items of the first `MAX_LIST_ENTRIES` entries, the number of the others named. */
export function boundedItems<T>(
  entries: readonly T[],
  read: (entry: T, index: number) => Item[],
): Item[] {
  const items = entries.slice(0, MAX_LIST_ENTRIES).flatMap(read);
  const more = entries.length - MAX_LIST_ENTRIES;
  return more > 0 ? [...items, { label: '…', value: `(${more} more)` }] : items;
}

/** Text cut after `MAX_TEXT_CHARACTERS`. */
export function bounded(value: string): string {
  if (value.length <= MAX_TEXT_CHARACTERS) return value;
  return `${value.slice(0, MAX_TEXT_CHARACTERS)}… (${value.length} characters)`;
}

export function hexOf(bytes: Uint8Array): string {
  return decodeHex(bytes, 0, bytes.length);
}

/** A library's reason for refusing, as one clause in our words: first line, no full stop. */
export function reasonOf(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const line = message.split('\n', 1)[0] ?? '';
  return bounded(line.trim().replace(/\.$/, '')) || 'no reason given';
}
