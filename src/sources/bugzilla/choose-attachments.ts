/** Which of a bug's attachments may be the appendix, told by what is known of them without their contents. */
import { CertImpactError } from '../../errors.ts';
import type { Attachment } from './records.ts';

export interface ChosenAttachments {
  readonly taken: readonly Attachment[];
  readonly skipped: readonly { readonly attachment: Attachment; readonly why: string }[];
}

/** Stops a bug with nothing but attachments; real ones have less than ten. */
export const MAX_ATTACHMENTS = 50;

/**
 * @param wanted ids, which are taken whatever they are
 * @throws {CertImpactError} `bad-option` where there is no attachment of such an id; `limit-exceeded`
 *   beyond `MAX_ATTACHMENTS`
 */
export function chooseAttachments(
  attachments: readonly Attachment[],
  wanted?: readonly number[],
): ChosenAttachments {
  if (wanted !== undefined && wanted.length > 0) {
    return { taken: wanted.map((id) => attachmentOf(attachments, id)), skipped: [] };
  }
  const taken: Attachment[] = [];
  const skipped: { attachment: Attachment; why: string }[] = [];
  for (const attachment of attachments) {
    const why = whyNot(attachment, attachments);
    if (why === undefined) taken.push(attachment);
    else skipped.push({ attachment, why });
  }
  if (taken.length > MAX_ATTACHMENTS) {
    throw new CertImpactError('limit-exceeded', `more than ${MAX_ATTACHMENTS} attachments`, {
      hint: 'choose some of them with --attachment',
    });
  }
  return { taken, skipped };
}

function attachmentOf(attachments: readonly Attachment[], id: number): Attachment {
  const found = attachments.find((attachment) => attachment.id === id);
  if (found !== undefined) return found;
  const ids = attachments.map((attachment) => String(attachment.id)).slice(0, MAX_NAMED);
  throw new CertImpactError('bad-option', `the bug has no attachment ${id} that can be read`, {
    hint: ids.length === 0 ? 'it has none at all' : `it has ${ids.join(', ')}`,
  });
}

function whyNot(attachment: Attachment, all: readonly Attachment[]): string | undefined {
  const { fileName, contentType, isObsolete, isPatch, size } = attachment;
  if (isObsolete) return 'obsolete';
  if (isPatch) return 'a patch';
  if (size === 0) return 'empty, or its contents were deleted';
  const name = fileName.toLowerCase();
  const mayList = LISTS.test(name) || (!OTHERS.test(name) && LIST_TYPES.test(contentType));
  if (!mayList) return `no list of certificates (${contentType || 'of no type'})`;
  // a list that is attached once more replaces the one before, which CAs forget to mark
  const newer = all.findLast(
    (other) => other.fileName === fileName && !other.isObsolete && other.id > attachment.id,
  );
  return newer === undefined ? undefined : `attachment ${newer.id} is a newer file of this name`;
}

/** What an appendix comes as; the type that browsers send with it is often wrong. */
const LISTS =
  /\.(?:txt|text|csv|tsv|tab|xlsx|xlsm|zip|gz|tgz|tar|pem|crt|cer|der|b64|json|jsonl|md|markdown|lst|list|urls?)$/;
/** Pictures, documents and pages that come as `text/plain` or without a type. */
const OTHERS =
  /\.(?:png|jpe?g|gif|webp|svg|pdf|docx?|odt|pptx?|html?|eml|har|patch|diff|log|asc|sig)$/;
const LIST_TYPES =
  /^(?:text\/(?:plain|csv|comma-separated-values|tab-separated-values|markdown|x-markdown)|application\/(?:csv|zip|x-zip-compressed|x-zip|gzip|x-gzip|x-tar|octet-stream|pkix-cert|x-x509-[a-z-]+|x-pem-file|pem-certificate-chain|json|vnd\.ms-excel|vnd\.openxmlformats-officedocument\.spreadsheetml\.sheet))$/;
const MAX_NAMED = 20;
