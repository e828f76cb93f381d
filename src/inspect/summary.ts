/** What a person asks first: what kind of certificate, for whom, from whom, until when. */
import type { Reading } from './decoders.ts';
import { childrenOf, type Element, isUniversal, readElement, TAG } from './element.ts';
import { hexOf, type Item, listItem, textItem } from './inspection.ts';
import { keySummary } from './key.ts';
import { nameString } from './names.ts';
import { POLICY_NAMES } from './oids/policy-names.ts';
import type { Outline } from './outline.ts';
import { tryOid } from './strings.ts';
import { timeString } from './validity.ts';

const BASIC_CONSTRAINTS = '2.5.29.19';
const POLICIES = '2.5.29.32';
const SCT_LIST = '1.3.6.1.4.1.11129.2.4.2';
const POISON = '1.3.6.1.4.1.11129.2.4.3';

/** The CA/Browser Forum's reserved OIDs, which say the validation type (BR §7.1.6.1 and others). */
const RESERVED_POLICIES = '2.23.140.1.';

export function summaryItems(sha256: string, outline: Outline, reading: Reading): Item[] {
  const { issuer, subject, validity, publicKey } = outline;
  const items: Item[] = [{ label: 'kind', value: kindOf(reading) }];
  const types = cabfTypes(reading);
  if (types.length > 0) items.push(listItem('issued as', types));
  if (subject !== undefined) items.push(textItem('subject', textOf(subject, nameText)));
  if (issuer !== undefined) {
    const selfIssued = subject !== undefined && hexOf(issuer.raw) === hexOf(subject.raw);
    const note = selfIssued ? 'self-issued: equal to the subject' : undefined;
    items.push(textItem('issuer', textOf(issuer, nameText), note));
  }
  if (validity !== undefined) items.push({ label: 'valid', value: spanOf(validity) });
  if (publicKey !== undefined) items.push({ label: 'key', value: textOf(publicKey, keySummary) });
  items.push({ label: 'crt.sh', value: `https://crt.sh/?sha256=${sha256}` });
  return items;
}

/** RFC 6962 §3.1: by its poison, whatever else is in it. */
export function isPrecertificate(reading: Reading): boolean {
  return reading.extensions.some(({ oid }) => oid === POISON);
}

function kindOf(reading: Reading): string {
  const role = isCa(reading) ? 'CA' : 'end entity';
  if (!isPrecertificate(reading)) return `certificate, ${role}`;
  if (valueOf(reading, SCT_LIST) === undefined) return `precertificate, ${role}`;
  return `precertificate with an SCT list, ${role}`;
}

function isCa(reading: Reading): boolean {
  const value = valueOf(reading, BASIC_CONSTRAINTS);
  const sequence = value === undefined ? undefined : readElement(value);
  const ca = sequence === undefined ? undefined : childrenOf(sequence)[0];
  return isUniversal(ca, TAG.boolean) && ca?.content[0] !== 0;
}

function cabfTypes(reading: Reading): string[] {
  const value = valueOf(reading, POLICIES);
  const sequence = value === undefined ? undefined : readElement(value);
  if (sequence === undefined) return [];
  return childrenOf(sequence).flatMap((policy) => {
    const [element] = childrenOf(policy);
    const oid = element === undefined ? undefined : tryOid(element.content);
    if (oid?.startsWith(RESERVED_POLICIES) !== true) return [];
    return [POLICY_NAMES[oid] ?? oid];
  });
}

function valueOf(reading: Reading, oid: string): Uint8Array | undefined {
  return reading.extensions.find((extension) => extension.oid === oid)?.value;
}

function spanOf(validity: Element): string {
  const [from, to] = childrenOf(validity).map((time) => timeString(time) ?? 'unreadable');
  return `${from ?? 'missing'} to ${to ?? 'missing'}`;
}

function nameText({ raw }: Element): string {
  return nameString(raw) || '(empty)';
}

function textOf(element: Element, read: (element: Element) => string): string {
  try {
    return read(element);
  } catch {
    return 'unreadable';
  }
}
