import { normalizeSerial } from '../serial-number.ts';
import type { Form } from './form.ts';

/**
 * The lines of Let's Encrypt's CAA rechecking incident (2020, 3,048,289 of them):
 * `serial <hex> <account id> <hash of the names> names: […] missing CAA checking results for …`.
 * The whole line is claimed, because the second hash on it names no certificate.
 */
export const caaRecheckLine: Form = {
  name: 'caa-recheck-line',
  find(text) {
    if (!text.startsWith('serial ')) return [];
    const serial = CAA_RECHECK_LINE.exec(text)?.[1];
    if (serial === undefined) return [];
    const entry = { form: 'serial', serial: normalizeSerial(serial) } as const;
    return [{ kind: 'entry', entry, start: 0, end: text.length }];
  },
};

const CAA_RECHECK_LINE = /^serial ([0-9a-f]{2,64}) \d{1,20} [0-9a-f]{1,128} names: \[/i;
