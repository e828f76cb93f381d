/** Writes bundles of distinct, real-looking certificates, and lists of their fingerprints. */
import { hash } from 'node:crypto';
import { closeSync, existsSync, openSync, renameSync, writeSync } from 'node:fs';
import { join } from 'node:path';
import { PROFILES } from './profiles.ts';
import { Random } from './random.ts';
import { SERIAL_OCTETS, type Template, makeTemplate } from './template.ts';
import { HOST_PLACE } from './profiles.ts';

export interface Bundle {
  readonly certificates: number;
  readonly pem: string;
  /** A list of `https://crt.sh/?sha256=` lines, in the order of the bundle. */
  readonly list: string;
  /** The same lines dealt out to ten lists, the first to the first, the second to the second … */
  readonly tenLists: readonly string[];
}

const SEED = 20260101;
const FIRST_NOT_BEFORE_S = Date.UTC(2025, 0, 1) / 1000;
const SPAN_S = 300 * 86_400;
/** Letters and digits that a host name is made of; 32, so that five bits choose one. */
const LETTERS = Buffer.from('abcdefghijklmnopqrstuvwxyz234567');
const WRITE_CHARACTERS = 1 << 20;

/** The bundle of `count` certificates in `dir`; made if it is not there. */
export async function ensureBundle(dir: string, count: number): Promise<Bundle> {
  const path = (suffix: string): string => join(dir, `${count}${suffix}`);
  const tenLists = Array.from({ length: 10 }, (_, i) => path(`-part-${i}.txt`));
  const bundle = { certificates: count, pem: path('.pem'), list: path('.txt'), tenLists };
  // the bundle is renamed last: where it is, all are whole
  if (!existsSync(bundle.pem)) await writeBundle(bundle);
  return bundle;
}

async function writeBundle(bundle: Bundle): Promise<void> {
  const templates = await Promise.all(PROFILES.map(makeTemplate));
  const random = new Random(SEED);
  const unfinished = `${bundle.pem}.unfinished`;
  const pem = new Writer(unfinished);
  const list = new Writer(bundle.list);
  const parts = bundle.tenLists.map((path) => new Writer(path));
  for (let i = 0; i < bundle.certificates; i++) {
    const template = templates[random.below(templates.length)]!;
    vary(template, random);
    const line = `https://crt.sh/?sha256=${hash('sha256', template.der, 'hex')}\n`;
    list.write(line);
    parts[i % parts.length]!.write(line);
    pem.write(encodePem(template.der));
  }
  for (const writer of [pem, list, ...parts]) writer.close();
  renameSync(unfinished, bundle.pem);
}

function vary(template: Template, random: Random): void {
  const { der, serials, hosts, sctTimestamps } = template;
  for (const at of serials) {
    random.fill(der, at, at + SERIAL_OCTETS);
    der[at] = (der[at]! & 0x7f) | 0x40; // positive, and as long as it was
  }
  const notBefore = FIRST_NOT_BEFORE_S + random.below(SPAN_S);
  writeUtcTime(der, template.notBefore, notBefore);
  writeUtcTime(der, template.notAfter, notBefore + template.validityDays * 86_400 - 1);
  for (const at of sctTimestamps) {
    // CAs backdate notBefore by an hour
    const timestamp = (notBefore + 3600) * 1000 + random.below(5000);
    writeWord(der, at, Math.floor(timestamp / 2 ** 32));
    writeWord(der, at + 4, timestamp >>> 0);
  }
  const first = hosts[0]!;
  for (let i = 0; i < HOST_PLACE.length; i++) der[first + i] = LETTERS[random.word() & 31]!;
  for (const at of hosts) der.copyWithin(at, first, first + HOST_PLACE.length);
  for (const [start, end] of template.signature) random.fill(der, start, end);
}

function writeWord(der: Uint8Array, at: number, value: number): void {
  for (let i = 0; i < 4; i++) der[at + i] = value >>> (24 - 8 * i);
}

/** YYMMDDhhmmss; the Z behind it stands. */
function writeUtcTime(der: Uint8Array, at: number, seconds: number): void {
  const date = new Date(seconds * 1000);
  writeDigits(der, at, date.getUTCFullYear() % 100);
  writeDigits(der, at + 2, date.getUTCMonth() + 1);
  writeDigits(der, at + 4, date.getUTCDate());
  writeDigits(der, at + 6, date.getUTCHours());
  writeDigits(der, at + 8, date.getUTCMinutes());
  writeDigits(der, at + 10, date.getUTCSeconds());
}

function writeDigits(der: Uint8Array, at: number, value: number): void {
  der[at] = 48 + Math.floor(value / 10);
  der[at + 1] = 48 + (value % 10);
}

function encodePem(der: Uint8Array): string {
  const base64 = Buffer.from(der.buffer, der.byteOffset, der.length).toString('base64');
  let text = '-----BEGIN CERTIFICATE-----\n';
  for (let i = 0; i < base64.length; i += 64) text += `${base64.slice(i, i + 64)}\n`;
  return `${text}-----END CERTIFICATE-----\n`;
}

/** Writes a file in large pieces, one after the other. */
class Writer {
  readonly #fd: number;
  #pieces: string[] = [];
  #characters = 0;

  constructor(path: string) {
    this.#fd = openSync(path, 'w');
  }

  write(text: string): void {
    this.#pieces.push(text);
    this.#characters += text.length;
    if (this.#characters >= WRITE_CHARACTERS) this.#flush();
  }

  close(): void {
    this.#flush();
    closeSync(this.#fd);
  }

  #flush(): void {
    const bytes = Buffer.from(this.#pieces.join(''), 'latin1');
    for (let at = 0; at < bytes.length;) at += writeSync(this.#fd, bytes, at);
    this.#pieces = [];
    this.#characters = 0;
  }
}
