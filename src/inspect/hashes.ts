/** The hashes by which people and programs know a certificate, its key and what was signed. */
import { hash } from 'node:crypto';
import { childrenOf, elementsIn, type Element } from './element.ts';
import { hexOf, type Item } from './inspection.ts';
import type { Outline } from './outline.ts';

const SCT_LIST = '060a2b06010401d679020402';
const POISON = '060a2b06010401d679020403';

export function hashItems(der: Uint8Array, outline: Outline | undefined): Item[] {
  const sha256 = hash('sha256', der);
  const items: Item[] = [
    { label: 'SHA-256', value: sha256 },
    { label: 'SHA-1', value: hash('sha1', der) },
  ];
  if (outline?.publicKey !== undefined) {
    items.push(
      { label: 'public key SHA-256', value: hash('sha256', outline.publicKey.raw) },
      {
        label: 'public key pin',
        value: hash('sha256', outline.publicKey.raw, 'base64'),
        note: 'the same in base64',
      },
    );
  }
  if (outline?.tbs !== undefined) {
    items.push({ label: 'TBS SHA-256', value: hash('sha256', outline.tbs.raw) });
    const transformed = transformedTbs(outline.tbs);
    if (transformed !== undefined) {
      items.push({
        label: 'TBS SHA-256, CT form',
        value: hash('sha256', transformed),
        note: 'RFC 6962 §3.2: equal for a precertificate and its certificate',
      });
    }
  }
  items.push({ label: 'size', value: `${der.length} bytes` });
  return items;
}

/**
 * RFC 6962 §3.2: the TBSCertificate without its poison or SCT list extension; `undefined` when it
 * has neither. (A precertificate signed by a special precertificate CA differs in its issuer, too.)
 */
export function transformedTbs(tbs: Element): Uint8Array | undefined {
  const fields = childrenOf(tbs);
  const at = fields.findIndex(({ tagClass, tag }) => tagClass === 2 && tag === 3);
  const list = fields[at] === undefined ? undefined : childrenOf(fields[at])[0];
  if (list === undefined) return undefined;
  const kept = childrenOf(list).filter((extension) => !isOfTransparency(extension));
  const bytes = kept.map(({ raw }) => raw);
  if (Buffer.concat(bytes).length === list.content.length) return undefined;
  const wrapped = kept.length === 0 ? [] : [encode(0xa3, [encode(0x30, bytes)])];
  const parts = fields.map(({ raw }) => raw);
  parts.splice(at, 1, ...wrapped);
  return encode(0x30, parts);
}

function isOfTransparency(extension: Element): boolean {
  const [oid] = elementsIn(extension.content);
  const hex = oid === undefined ? '' : hexOf(oid.raw);
  return hex === SCT_LIST || hex === POISON;
}

function encode(tag: number, parts: readonly Uint8Array[]): Uint8Array {
  const content = Buffer.concat(parts);
  if (content.length < 128) return Buffer.concat([Buffer.of(tag, content.length), content]);
  const digits = content.length.toString(16);
  const length = Buffer.from(digits.length % 2 === 0 ? digits : `0${digits}`, 'hex');
  return Buffer.concat([Buffer.of(tag, 0x80 | length.length), length, content]);
}
