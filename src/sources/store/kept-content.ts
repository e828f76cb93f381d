/** What is known of a URL's content that is kept, as a record of the store. */

/** What a server said to recognize its content by (RFC 9110 §8.8). */
export interface Validators {
  readonly etag: string | null;
  readonly lastModified: string | null;
}

export interface KeptContent extends Validators {
  readonly url: string;
  /** Lower-case hex. */
  readonly sha256: string;
  readonly length: number;
  /** When it came, and when the server last said that it still is so; milliseconds since 1970. */
  readonly fetchedAt: number;
  readonly checkedAt: number;
}

/** Where the octets of a content are: its pieces have keys that begin with this, 16 bytes. */
export type PieceKey = Buffer;

export interface ContentRecord {
  readonly content: KeptContent;
  readonly pieces: PieceKey;
}

const HEX_32_BYTES = /^[0-9a-f]{64}$/;
const HEX_16_BYTES = /^[0-9a-f]{32}$/;

export function encodeRecord({ content, pieces }: ContentRecord): Buffer {
  return Buffer.from(JSON.stringify({ ...content, pieces: pieces.toString('hex') }));
}

/** `undefined` for what is no record: the file may be damaged, or of a later program. */
export function tryDecodeRecord(bytes: Uint8Array): ContentRecord | undefined {
  let read: Partial<Record<string, unknown>>;
  try {
    read = { ...(JSON.parse(Buffer.from(bytes).toString()) as object) };
  } catch {
    return undefined;
  }
  const { url, sha256, length, fetchedAt, checkedAt, etag, lastModified, pieces } = read;
  if (typeof url !== 'string' || typeof sha256 !== 'string' || typeof pieces !== 'string') {
    return undefined;
  }
  if (!HEX_32_BYTES.test(sha256) || !HEX_16_BYTES.test(pieces)) return undefined;
  if (!isCount(length) || !isCount(fetchedAt) || !isCount(checkedAt)) return undefined;
  const content = {
    url,
    sha256,
    length,
    fetchedAt,
    checkedAt,
    etag: typeof etag === 'string' ? etag : null,
    lastModified: typeof lastModified === 'string' ? lastModified : null,
  };
  return { content, pieces: Buffer.from(pieces, 'hex') };
}

function isCount(value: unknown): value is number {
  return Number.isSafeInteger(value) && (value as number) >= 0;
}
