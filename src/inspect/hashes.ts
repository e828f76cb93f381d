/** The hashes by which people and programs know a certificate, its key and what was signed. */
import { hash } from 'node:crypto';
import type { CertificateReader } from '../x509/certificate-reader.ts';
import { TbsDigester } from '../x509/precertificate.ts';
import { hexOf, type Item } from './inspection.ts';
import type { Outline } from './outline.ts';

export function hashItems(der: Uint8Array): Item[] {
  return [
    { label: 'SHA-256', value: hash('sha256', der) },
    { label: 'SHA-1', value: hash('sha1', der) },
    { label: 'size', value: `${der.length} bytes` },
  ];
}

/** `hashItems`, and those of the parts that other programs identify by. */
export function certificateHashItems(reader: CertificateReader, outline: Outline): Item[] {
  const items = hashItems(reader.bytes);
  if (outline.publicKey !== undefined) {
    const { raw } = outline.publicKey;
    const pin = hash('sha256', raw, 'base64');
    items.push(
      { label: 'public key SHA-256', value: hash('sha256', raw) },
      { label: 'public key pin', value: pin, note: 'the same in base64' },
    );
  }
  const tbs = hash('sha256', outline.tbs);
  items.push({ label: 'TBS SHA-256', value: tbs });
  const transformed = hexOf(new TbsDigester().digest(reader));
  if (transformed !== tbs) {
    const note = 'RFC 6962 §3.2: equal for a precertificate and its certificate';
    items.push({ label: 'TBS SHA-256, CT form', value: transformed, note });
  }
  return items;
}
