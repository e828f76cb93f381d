/** crt.sh's answer to `?d=` -> what it means, for each status and body that it is known to give. */
import type { Fingerprint } from '../../fingerprint/fingerprint.ts';
import { fingerprintOf } from '../../fingerprint/fingerprint.ts';
import { DerSlab } from '../scan/der-slab.ts';
import { PemReader } from '../scan/pem-reader.ts';
import type { HttpReply, Reply } from './reply.ts';

/**
 * - `hit`: the certificate, proved by its hash (or, asked for by id, whatever came)
 * - `mismatched`: a certificate, but another one
 * - `absent`: the source says that it does not have it, which may be a passing weakness
 * - `busy`: asked too much, by all requests together
 * - `transient`: worth another try
 * - `unreachable`: no connection; another try is worth little
 * - `refused`: the same question will get the same answer
 */
export type Verdict =
  | { readonly kind: 'hit'; readonly der: Uint8Array; readonly fingerprint: Fingerprint }
  | { readonly kind: 'mismatched'; readonly reason: string }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'busy';
      readonly reason: string;
      readonly retryAfterSeconds: number | undefined;
    }
  | { readonly kind: 'transient' | 'unreachable' | 'refused'; readonly reason: string };

const PEM_MARK = '-----BEGIN ';
const SEQUENCE = 0x30;

/** @param wanted the fingerprint asked for; absent where the question was an id */
export function judge(reply: Reply, wanted?: Fingerprint): Verdict {
  if (reply.kind === 'none') {
    return { kind: reply.unreachable ? 'unreachable' : 'transient', reason: reply.reason };
  }
  const { status } = reply;
  if (status === 200) return judgeBody(reply, wanted);
  if (status === 404) return { kind: 'absent' };
  if (status === 429) {
    const { retryAfterSeconds } = reply;
    return { kind: 'busy', reason: 'too many requests (429)', retryAfterSeconds };
  }
  if (status >= 500 || status === 408) return { kind: 'transient', reason: `answered ${status}` };
  if (status >= 300 && status < 400) {
    return { kind: 'refused', reason: `answered ${status}: a redirect that is not followed` };
  }
  return { kind: 'refused', reason: `answered ${status}` };
}

function judgeBody(reply: HttpReply, wanted?: Fingerprint): Verdict {
  const { body, contentType, tooLarge } = reply;
  if (tooLarge) return { kind: 'refused', reason: `answered with more than ${body.length} bytes` };
  // an error that crt.sh's database functions swallow is shown as a page, with status 200
  if (contentType === 'text/html') {
    return { kind: 'transient', reason: 'answered with an error page (200, text/html)' };
  }
  const ders = body.includes(PEM_MARK)
    ? readPem(body)
    : body[0] === SEQUENCE && body[1]! >= 0x80
      ? [body]
      : [];
  let other: Fingerprint | undefined;
  for (const der of ders) {
    const fingerprint = fingerprintOf(der);
    if (wanted === undefined || fingerprint === wanted) return { kind: 'hit', der, fingerprint };
    other ??= fingerprint;
  }
  if (other === undefined) {
    return { kind: 'transient', reason: 'answered with something that is no certificate' };
  }
  return { kind: 'mismatched', reason: `answered with another certificate (SHA-256 ${other})` };
}

function readPem(body: Buffer): Uint8Array[] {
  const reader = new PemReader({ place: '', slab: new DerSlab() });
  return [...reader.push(body), ...reader.end()].flatMap((item) =>
    item.kind === 'certificate' ? [item.der] : [],
  );
}
