/** Puts the sections together; each survives the failure of every other. */
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { CertificateReader } from '../x509/certificate-reader.ts';
import { type CertificateFacts, decodeFacts } from '../x509/facts.ts';
import { algorithmItem } from './algorithm.ts';
import { readCertificate, type Reading } from './decoders.ts';
import type { Element } from './element.ts';
import { extensionItem } from './extensions/extension.ts';
import { certificateHashItems, hashItems } from './hashes.ts';
import {
  boundedItems,
  hexItem,
  hexOf,
  type Inspection,
  type Item,
  reasonOf,
  type Section,
  textItem,
} from './inspection.ts';
import { keyItems } from './key.ts';
import { nameItem } from './names.ts';
import { type Outline, outlineOf } from './outline.ts';
import { bitsOf, integerOf } from './primitive.ts';
import { partialStructureLines, structureItems } from './structure.ts';
import { summaryItems } from './summary.ts';
import { validityItems } from './validity.ts';

/** A Classic McEliece key takes 1.4 MB; what is larger than this is not read as a certificate. */
const MAX_CERTIFICATE_BYTES = 4 * 1024 * 1024;

/** Never throws, whatever the bytes: what cannot be decoded is in the tree, with the reason. */
export async function decode(given: Uint8Array): Promise<Inspection> {
  // a copy of its own: the libraries keep views, and some look past a view at its whole buffer
  const der = Uint8Array.from(given);
  const sha256 = fingerprintOf(der);
  if (der.length > MAX_CERTIFICATE_BYTES) {
    return notACertificate(der, sha256, `more than ${MAX_CERTIFICATE_BYTES} bytes, not read`);
  }
  const reader = new CertificateReader();
  reader.read(der);
  if (!reader.readable) return notACertificate(der, sha256, NOT_FRAMED);

  const facts = decodeFacts(reader, sha256);
  const outline = outlineOf(reader);
  const reading = await readCertificate(der, outline);
  const sections: Section[] = [
    { title: 'Certificate', items: summaryItems(facts) },
    { title: 'Hashes', items: certificateHashItems(reader, outline) },
    decodingSection(facts, reading),
    { title: 'Identity', items: identityItems(reader, facts, outline) },
    section('Validity', outline.validity, validityItems),
    section('Public key', outline.publicKey, keyItems),
    extensionsSection(reading),
    { title: 'Signature', items: signatureItems(outline) },
  ];
  if (reading.refusals.length > 1) sections.push(structureSection(der));
  const kind = facts.precertificate ? 'precertificate' : 'certificate';
  return { title: `${kind} ${sha256}`, sha256, sections };
}

const NOT_FRAMED = 'no decoder can read it: the bytes are not a SEQUENCE with a certificate inside';

function notACertificate(der: Uint8Array, sha256: string, reason: string): Inspection {
  return {
    title: `not a certificate: ${sha256}`,
    sha256,
    sections: [
      { title: 'Certificate', items: [{ label: 'problem', value: reason }] },
      { title: 'Hashes', items: hashItems(der) },
      structureSection(der.subarray(0, MAX_CERTIFICATE_BYTES)),
      { title: 'Bytes', items: [hexItem('bytes', der)] },
    ],
  };
}

/** What the libraries refuse, and what our own reader noted on its way. */
function decodingSection({ problems }: CertificateFacts, { decoder, refusals }: Reading): Section {
  const items: Item[] = [
    { label: 'decoded by', value: decoder },
    ...refusals.map((each) => ({ label: `${each.decoder} refuses it`, value: each.reason })),
    ...problems.map(({ code, offset }) => ({
      label: 'problem',
      value: code,
      note: `at offset ${offset}`,
    })),
  ];
  return { title: 'Decoding', items };
}

function identityItems(
  reader: CertificateReader,
  facts: CertificateFacts,
  { issuer, subject, issuerUniqueId, subjectUniqueId }: Outline,
): Item[] {
  const optional = (element: Element | undefined, item: (element: Element) => Item): Item[] =>
    element === undefined ? [] : [item(element)];
  return [
    { label: 'version', value: reader.version === 0 ? 'unreadable' : `${reader.version}` },
    ...serialItems(reader, facts),
    ...optional(issuer, (name) => nameItem('issuer', name)),
    ...optional(subject, (name) => nameItem('subject', name)),
    ...optional(issuerUniqueId, (id) => hexItem('issuer unique ID', bitsOf(id))),
    ...optional(subjectUniqueId, (id) => hexItem('subject unique ID', bitsOf(id))),
  ];
}

/** RFC 5280 §4.1.2.2: positive, at most 20 octets. */
function serialItems(reader: CertificateReader, { serial }: CertificateFacts): Item[] {
  const content = reader.bytes.subarray(reader.serialStart, reader.serialEnd);
  const value = integerOf(content);
  const wrong = value <= 0n || content.length > 20;
  const note = `RFC 5280 §4.1.2.2: positive, at most 20 octets; here are ${content.length}`;
  const hex = textItem('serial number', serial ?? 'missing', wrong ? note : undefined);
  if (content.length > MAX_DECIMAL_SERIAL) return [hex];
  return [hex, { label: 'serial number (decimal)', value: value.toString() }];
}

/** Octets; the decimal form of a larger one is of no use to anyone. */
const MAX_DECIMAL_SERIAL = 64;

function extensionsSection({ extensions }: Reading): Section {
  const items = boundedItems(extensions, (extension) => [extensionItem(extension)]);
  return { title: `Extensions (${extensions.length})`, items };
}

function signatureItems({ tbsSignature, signatureAlgorithm, signature }: Outline): Item[] {
  const items: Item[] = [];
  if (signatureAlgorithm !== undefined) items.push(algorithmItem('algorithm', signatureAlgorithm));
  const outer = signatureAlgorithm === undefined ? undefined : hexOf(signatureAlgorithm.raw);
  if (tbsSignature !== undefined && outer !== hexOf(tbsSignature.raw)) {
    items.push(
      { label: 'problem', value: 'RFC 5280 §4.1.1.2: the TBSCertificate names another algorithm' },
      algorithmItem('algorithm (in TBS)', tbsSignature),
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
