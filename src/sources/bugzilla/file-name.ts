import type { Attachment } from './records.ts';

/**
 * The name that a stranger gave a file, as one that is safe anywhere: letters, digits, `.`, `_` and `-`, no
 * folder, not hidden, not too long. Empty where nothing of it is left.
 */
export function safeFileName({ fileName }: Pick<Attachment, 'fileName'>): string {
  const plain = fileName
    .slice(0, MAX_LOOKED_AT)
    .normalize('NFC')
    .replaceAll(/[^\p{L}\p{N}._-]+/gu, '_')
    .replaceAll(/\.{2,}/g, '.')
    .replace(/^[._-]+/, '')
    .replace(/[._-]+$/, '');
  const extension = /\.[\da-z]{1,8}$/i.exec(plain)?.[0] ?? '';
  const stem = plain.slice(0, plain.length - extension.length);
  return Array.from(stem).slice(0, MAX_STEM).join('') + extension;
}

/** `attachment-123-cert_urls.txt`: the number keeps it apart from all others, and from devices of Windows. */
export function savedFileName(attachment: Pick<Attachment, 'id' | 'fileName'>): string {
  const name = safeFileName(attachment);
  return `attachment-${attachment.id}${name === '' ? '' : `-${name}`}`;
}

const MAX_LOOKED_AT = 1_000;
/** Four octets each at most: file systems allow 255 in all. */
const MAX_STEM = 40;
