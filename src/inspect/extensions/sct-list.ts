/** The SignedCertificateTimestampList of RFC 6962 §3.3, which is TLS encoding, not ASN.1. */
import { OCTET_STRING } from '../../der/tags.ts';
import { expectElement } from '../element.ts';
import { boundedItems, hexItem, hexOf, type Item } from '../inspection.ts';

const LOG_ID_BYTES = 32;

/** static-ct-api (c2sp.org): the extension type whose data is the entry's index in the log. */
const LEAF_INDEX = 0;

/** It sits in an OCTET STRING inside the extension's own. An SCT that cannot be read is an item, too. */
export function sctList(value: Uint8Array): Item[] {
  const list = expectElement(value, OCTET_STRING).content;
  const body = vector(list, 0);
  if (body.length + 2 !== list.length) {
    throw new Error(`list of ${body.length} bytes in ${list.length} bytes`);
  }
  const scts: Uint8Array[] = [];
  for (let at = 0; at < body.length;) {
    const sct = vector(body, at);
    scts.push(sct);
    at += 2 + sct.length;
  }
  if (scts.length === 0) return [{ label: 'SCTs', value: 'none' }];
  return boundedItems(scts, (sct, i) => [sctItem(`SCT ${i + 1}`, sct)]);
}

function sctItem(label: string, sct: Uint8Array): Item {
  try {
    return { label, items: fieldItems(sct) };
  } catch (error) {
    const reason = error instanceof RangeError ? error.message : 'cannot be read';
    return { label, items: [{ label: 'not decoded', value: reason }, hexItem('bytes', sct)] };
  }
}

function fieldItems(sct: Uint8Array): Item[] {
  const version = take(sct, 0, 1)[0] ?? 0;
  if (version !== 0) throw new RangeError(`version ${version + 1}, only 1 is defined`);
  const logId = take(sct, 1, LOG_ID_BYTES);
  const milliseconds = Number(BigInt(`0x${hexOf(take(sct, 33, 8))}`));
  const date = new Date(milliseconds);
  const timestamp = Number.isNaN(date.getTime()) ? 'beyond any calendar' : date.toISOString();
  const extensions = vector(sct, 41);
  const at = 43 + extensions.length;
  const [hash = 0, kind = 0] = take(sct, at, 2);
  const signature = vector(sct, at + 2);
  const items: Item[] = [
    { label: 'version', value: '1' },
    { label: 'log ID', value: Buffer.from(logId).toString('base64'), note: 'base64' },
    { label: 'log ID', value: hexOf(logId), note: 'hex' },
    { label: 'timestamp', value: timestamp, note: `${milliseconds} ms` },
    { label: 'signature', value: `${SIGNATURES[kind] ?? kind} with ${HASHES[hash] ?? hash}` },
    hexItem('signature value', signature),
    ...extensionItems(extensions),
  ];
  const rest = sct.length - (at + 4 + signature.length);
  if (rest > 0) items.push({ label: 'problem', value: `${rest} bytes after the signature` });
  return items;
}

function extensionItems(extensions: Uint8Array): Item[] {
  if (extensions.length === 0) return [{ label: 'extensions', value: 'none' }];
  const items: Item[] = [];
  for (let at = 0; at < extensions.length;) {
    const type = take(extensions, at, 1)[0];
    const data = vector(extensions, at + 1);
    at += 3 + data.length;
    if (type === LEAF_INDEX && data.length === 5) {
      const index = BigInt(`0x${hexOf(data)}`).toString();
      items.push({ label: 'leaf_index', value: index, note: 'entry of a static CT log' });
    } else {
      items.push(hexItem(`extension ${type ?? '?'}`, data));
    }
  }
  return [{ label: 'extensions', items }];
}

/** The bytes behind a two-byte length. */
function vector(bytes: Uint8Array, at: number): Uint8Array {
  const [high = 0, low = 0] = take(bytes, at, 2);
  return take(bytes, at + 2, high * 256 + low);
}

function take(bytes: Uint8Array, at: number, length: number): Uint8Array {
  if (at + length <= bytes.length) return bytes.subarray(at, at + length);
  throw new RangeError(`${length} bytes needed at ${at}, ${Math.max(0, bytes.length - at)} there`);
}

/** RFC 5246 §7.4.1.4.1, by their numbers. */
const HASHES = ['none', 'MD5', 'SHA-1', 'SHA-224', 'SHA-256', 'SHA-384', 'SHA-512'];
const SIGNATURES = ['anonymous', 'RSA', 'DSA', 'ECDSA'];
