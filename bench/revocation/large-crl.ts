/** A CRL as a large CA's would be, and the serial numbers that are looked for on it. */
import { type KeyObject, generateKeyPairSync, sign } from 'node:crypto';
import { existsSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { Random } from '../certificates/random.ts';

export interface LargeCrl {
  readonly crl: string;
  /** The issuer's certificate, DER. */
  readonly issuer: string;
  /** Hex, a line each; every other one is on the CRL. */
  readonly serials: string;
  readonly entries: number;
  readonly wanted: number;
}

const SERIAL_OCTETS = 17;
const SHA256_WITH_RSA = hex('300d06092a864886f70d01010b0500');
const VERSION_2 = hex('020101');
/** CN=Large CA */
const NAME = hex('3013311130 0f06035504030c08 4c61726765204341');
const THIS_AND_NEXT_UPDATE = Buffer.concat([utcTime('251101000000Z'), utcTime('251108000000Z')]);
const CRL_NUMBER = hex('a00e300c300a0603551d140403020101');

/** Makes it, or takes it from the run before. */
export function ensureLargeCrl(dir: string, entries: number, wanted: number): LargeCrl {
  const path = (name: string): string => join(dir, `large-crl-${entries}-${wanted}.${name}`);
  const made = { crl: path('crl'), issuer: path('crt'), serials: path('txt'), entries, wanted };
  if (Object.values(made).every((file) => typeof file === 'number' || existsSync(file)))
    return made;
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
  const spki = publicKey.export({ type: 'spki', format: 'der' });
  const list = makeEntries(entries);
  const tbs = [VERSION_2, SHA256_WITH_RSA, NAME, THIS_AND_NEXT_UPDATE, sequence(list), CRL_NUMBER];
  writeFileSync(made.crl, signed(Buffer.concat(tbs), privateKey));
  writeFileSync(made.issuer, signed(makeCertificate(spki), privateKey));
  writeFileSync(made.serials, makeWanted(list, entries, wanted).join('\n'));
  return made;
}

/** 36 octets each: a positive serial number of 17 octets, and a date of this year. */
function makeEntries(entries: number): Buffer {
  const random = new Random(5);
  const template = Buffer.concat([
    hex('3022'),
    Buffer.of(2, SERIAL_OCTETS),
    Buffer.alloc(SERIAL_OCTETS),
    utcTime('251001000000Z'),
  ]);
  const list = Buffer.alloc(template.length * entries);
  for (let i = 0; i < entries; i++) {
    const at = i * template.length;
    template.copy(list, at);
    random.fill(list, at + 4, at + 4 + SERIAL_OCTETS);
    list[at + 4] = 1 + (list[at + 4]! & 0x3f);
  }
  return list;
}

function makeWanted(list: Buffer, entries: number, wanted: number): string[] {
  const random = new Random(6);
  const octets = list.length / entries;
  return Array.from({ length: wanted }, (_, i) => {
    const at = random.below(entries) * octets + 4;
    const serial = Buffer.from(list.subarray(at, at + SERIAL_OCTETS));
    if (i % 2 === 1) random.fill(serial, 1, SERIAL_OCTETS);
    return serial.toString('hex');
  });
}

function makeCertificate(spki: Buffer): Buffer {
  const validity = sequence(Buffer.concat([utcTime('250101000000Z'), utcTime('350101000000Z')]));
  return Buffer.concat([hex('020101'), SHA256_WITH_RSA, NAME, validity, NAME, spki]);
}

function signed(fields: Buffer, key: KeyObject): Buffer {
  const contents = sequence(fields);
  const signature = sign('sha256', contents, key);
  return sequence(Buffer.concat([contents, SHA256_WITH_RSA, hex('0382010100'), signature]));
}

function sequence(content: Buffer): Buffer {
  const octets = content.length.toString(16).padStart(8, '0');
  const head = content.length < 0x80 ? Buffer.of(content.length) : shortest(hex(octets));
  return Buffer.concat([Buffer.of(0x30), head, content]);
}

function shortest(length: Buffer): Buffer {
  const octets = length.subarray(length.findIndex((octet) => octet !== 0));
  return Buffer.concat([Buffer.of(0x80 | octets.length), octets]);
}

function utcTime(text: string): Buffer {
  return Buffer.concat([Buffer.of(0x17, text.length), Buffer.from(text)]);
}

function hex(digits: string): Buffer {
  return Buffer.from(digits.replaceAll(' ', ''), 'hex');
}
