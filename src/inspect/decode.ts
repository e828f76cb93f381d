/** Puts the sections together; each survives the failure of every other. */
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { algorithmItem } from './algorithm.ts';
import { readCertificate, type Readings } from './decoders.ts';
import { bitsOf, type Element, integerOf, readElement } from './element.ts';
import { extensionItem } from './extensions/extension.ts';
import { hashItems } from './hashes.ts';
import {
  boundedItems,
  hexItem,
  hexOf,
  type Inspection,
  type Item,
  reasonOf,
  type Section,
} from './inspection.ts';
import type { InspectOptions } from './inspect.ts';
import { keyItems } from './key.ts';
import { nameItem } from './names.ts';
import { type Outline, outlineOf } from './outline.ts';
import { partialStructureLines, structureItems } from './structure.ts';
import { isPrecertificate, summaryItems } from './summary.ts';
import { validityItems } from './validity.ts';

/** A Classic McEliece key takes 1.4 MB; what is larger than this is not read as a certificate. */
const MAX_CERTIFICATE_BYTES = 4 * 1024 * 1024;

export async function decode(given: Uint8Array, options: InspectOptions): Promise<Inspection> {
  // a copy of its own: the libraries keep views, and some look past a view at its whole buffer
  const der = Uint8Array.from(given);
  const sha256 = fingerprintOf(der);
  const outline = der.length > MAX_CERTIFICATE_BYTES ? undefined : outlineOf(der);
  if (outline?.tbs === undefined) return notACertificate(der, sha256);

  const readings = await readCertificate(der, outline);
  const sections: Section[] = [
    {
      title: 'Certificate',
      items: summaryItems(sha256, outline, readings.reading),
    },
    { title: 'Hashes', items: guard('hashes', () => hashItems(der, outline)) },
    decodingSection(outline, readings, options),
    { title: 'Identity', items: identityItems(outline) },
    section('Validity', outline.validity, validityItems),
    section('Public key', outline.publicKey, keyItems),
    extensionsSection(readings),
    { title: 'Signature', items: signatureItems(outline) },
  ];
  if (readings.refusals.length > 1) sections.push(structureSection(der));
  return {
    title: `${isPrecertificate(readings.reading) ? 'precertificate' : 'certificate'} ${sha256}`,
    sha256,
    sections,
  };
}

function notACertificate(der: Uint8Array, sha256: string): Inspection {
  const reason =
    der.length > MAX_CERTIFICATE_BYTES
      ? `more than ${MAX_CERTIFICATE_BYTES} bytes, not read`
      : 'no decoder can read it: the bytes are not a SEQUENCE with a certificate inside';
  return {
    title: `not a certificate: ${sha256}`,
    sha256,
    sections: [
      { title: 'Certificate', items: [{ label: 'problem', value: reason }] },
      { title: 'Hashes', items: hashItems(der, undefined) },
      structureSection(der.subarray(0, MAX_CERTIFICATE_BYTES)),
      { title: 'Bytes', items: [hexItem('bytes', der)] },
    ],
  };
}

function decodingSection(outline: Outline, readings: Readings, options: InspectOptions): Section {
  const { reading, refusals } = readings;
  const items: Item[] = [{ label: 'decoded by', value: reading.decoder }];
  for (const { decoder, reason } of refusals) {
    items.push({ label: `${decoder} refuses it`, value: reason });
  }
  for (const problem of outline.problems) items.push({ label: 'problem', value: problem });
  for (const { code, offset } of options.problems ?? []) {
    items.push({ label: 'problem', value: code, note: `at offset ${offset}` });
  }
  return { title: 'Decoding', items: boundedItems(items) };
}

function identityItems(outline: Outline): Item[] {
  const { version, serial, issuer, subject, issuerUniqueId, subjectUniqueId } = outline;
  return [
    ...guard('version', () => [versionItem(version)]),
    ...guard('serial number', () => (serial === undefined ? [] : serialItems(serial))),
    ...guard('issuer', () => (issuer === undefined ? [] : [nameItem('issuer', issuer.raw)])),
    ...guard('subject', () => (subject === undefined ? [] : [nameItem('subject', subject.raw)])),
    ...(issuerUniqueId === undefined ? [] : [hexItem('issuer unique ID', bitsOf(issuerUniqueId))]),
    ...(subjectUniqueId === undefined
      ? []
      : [hexItem('subject unique ID', bitsOf(subjectUniqueId))]),
  ];
}

function versionItem(version: Element | undefined): Item {
  if (version === undefined) return { label: 'version', value: '1' };
  const number = readElement(version.content);
  if (number === undefined) return { label: 'version', value: 'unreadable' };
  return { label: 'version', value: (integerOf(number.content) + 1n).toString() };
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets. The sign octet is not part of what people write. */
function serialItems({ content }: Element): Item[] {
  const value = integerOf(content);
  const digits = (value < 0n ? -value : value).toString(16);
  const even = digits.length % 2 === 0 ? digits : `0${digits}`;
  const notes: string[] = [];
  if (value < 0n) notes.push('negative');
  if (value === 0n) notes.push('zero');
  if (content.length > 20) notes.push(`${content.length} octets`);
  if (notes.length > 0) notes.push('RFC 5280 §4.1.2.2: positive, at most 20 octets');
  const note = notes.length === 0 ? {} : { note: notes.join('; ') };
  const items: Item[] = [
    { label: 'serial number', value: `${value < 0n ? '-' : ''}${even}`, ...note },
  ];
  if (content.length <= 64) {
    items.push({ label: 'serial number (decimal)', value: value.toString() });
  }
  return items;
}

function extensionsSection({ reading }: Readings): Section {
  const items = reading.extensions.map(extensionItem);
  const title = `Extensions (${items.length})`;
  return { title, items: boundedItems(items) };
}

function signatureItems({ tbsSignature, signatureAlgorithm, signature }: Outline): Item[] {
  const items: Item[] = [];
  if (signatureAlgorithm !== undefined) {
    items.push(...guard('algorithm', () => [algorithmItem('algorithm', signatureAlgorithm)]));
  }
  const differs =
    tbsSignature !== undefined &&
    signatureAlgorithm !== undefined &&
    hexOf(tbsSignature.raw) !== hexOf(signatureAlgorithm.raw);
  if (differs) {
    items.push(
      { label: 'problem', value: 'RFC 5280 §4.1.1.2: the TBSCertificate names another algorithm' },
      ...guard('algorithm (in TBS)', () => [algorithmItem('algorithm (in TBS)', tbsSignature)]),
    );
  }
  if (signature !== undefined) items.push(hexItem('value', bitsOf(signature)));
  return items;
}

/** As far as the framing goes, and not a line further: the bytes need not be ASN.1 at all. */
function structureSection(der: Uint8Array): Section {
  const lines = partialStructureLines(der);
  const items = lines.length === 0 ? [] : [{ label: 'structure', values: lines }];
  return { title: 'ASN.1 structure', items };
}

function section(
  title: string,
  element: Element | undefined,
  read: (element: Element) => Item[],
): Section {
  if (element === undefined) return { title, items: [{ label: 'problem', value: 'missing' }] };
  try {
    return { title, items: read(element) };
  } catch (error) {
    const items = [
      { label: 'not decoded', value: reasonOf(error) },
      ...structureItems(element.raw),
    ];
    return { title, items };
  }
}

function guard(label: string, read: () => Item[]): Item[] {
  try {
    return read();
  } catch (error) {
    return [{ label, value: `not decoded: ${reasonOf(error)}` }];
  }
}
