/** Certificates under the titles that the script of `--print-sql` writes above them: `crt.sh id 617995390`. */
import { createReadStream } from 'node:fs';
import { createInterface } from 'node:readline';
import { fingerprintOf } from '../fingerprint/fingerprint.ts';
import { MAX_PEM_BYTES } from './scan/scan-item.ts';
import type { AnswerId } from './source.ts';

const TITLE = /^crt\.sh id 0*([1-9]\d{0,18})\s*$/;
const BEGIN = '-----BEGIN CERTIFICATE-----';
const END = '-----END CERTIFICATE-----';

/**
 * Finds the certificates of crt.sh ids in a text. That a certificate has this number cannot be proved by
 * it; it is believed to the file, as it would be to crt.sh.
 * @param answer called once for each that is found
 * @returns the places in `ids` of what was found
 */
export async function findTitledIds(
  path: string,
  ids: readonly string[],
  answer: AnswerId,
  signal: AbortSignal,
): Promise<ReadonlySet<number>> {
  const found = new Set<number>();
  const wanted = new Map(ids.map((id, index) => [id, index]));
  const lines = createInterface({ input: createReadStream(path, { signal }), crlfDelay: Infinity });
  let titled: number | undefined;
  let body: string | undefined;
  for await (const line of lines) {
    const title = TITLE.exec(line)?.[1];
    if (title !== undefined) {
      titled = wanted.get(title);
      body = undefined;
    } else if (titled === undefined) continue;
    else if (body === undefined) {
      // the title is of what stands directly below it
      if (line.startsWith(BEGIN)) body = '';
      else titled = undefined;
    } else if (!line.startsWith(END)) {
      body += line;
      if (body.length > MAX_PEM_BYTES) titled = undefined;
    } else {
      const der = new Uint8Array(Buffer.from(body, 'base64'));
      wanted.delete(ids[titled]!);
      found.add(titled);
      await answer(titled, { outcome: 'found', fingerprint: fingerprintOf(der), der });
      titled = undefined;
    }
  }
  return found;
}
