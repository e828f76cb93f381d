/** GeneralName in all nine forms, wherever extensions hold them. */
import {
  childrenOf,
  type Element,
  expectElement,
  expectTag,
  readElement,
  TAG,
} from '../element.ts';
import { bounded, hexOf, type Item, listItem } from '../inspection.ts';
import { explicitNameString } from '../names.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { structureLines } from '../structure.ts';
import { decodeOid, decodeString, decodeUtf8, latin1 } from '../strings.ts';

export interface GeneralName {
  /** As RFC 5280 §4.2.1.6 calls it: `dNSName`, `iPAddress`, … */
  readonly form: string;
  readonly text: string;
}

type Reader = (element: Element) => string;

const FORMS: readonly (readonly [form: string, read: Reader])[] = [
  ['otherName', otherName],
  ['rfc822Name', ia5],
  ['dNSName', ia5],
  ['x400Address', anything],
  ['directoryName', (element) => explicitNameString(element.content)],
  ['ediPartyName', ediPartyName],
  ['uniformResourceIdentifier', ia5],
  ['iPAddress', (element) => addressString(element.content)],
  ['registeredID', (element) => oidLabel(decodeOid(element.content))],
];

/** Never throws: a name that cannot be read is its hex and the reason. */
export function generalName(element: Element): GeneralName {
  const form = element.tagClass === 2 ? FORMS[element.tag] : undefined;
  if (form === undefined) return { form: 'unknown', text: hexOf(element.raw) };
  try {
    return { form: form[0], text: bounded(form[1](element)) };
  } catch {
    return { form: form[0], text: `${bounded(hexOf(element.content))} (cannot be read)` };
  }
}

/** The names in a SEQUENCE, or in whatever implicit tag took its place, as `form: text`. */
export function generalNameLines(names: Element): string[] {
  return childrenOf(names).map((name) => {
    const { form, text } = generalName(name);
    return `${form}: ${text}`;
  });
}

/** subjectAltName and issuerAltName: one list a form, forms in the order of their tags. */
export function alternativeNames(value: Uint8Array): Item[] {
  const names = childrenOf(expectElement(value, TAG.sequence)).map(generalName);
  if (names.length === 0) return [{ label: 'names', value: 'none' }];
  const forms = [...FORMS.map(([form]) => form), 'unknown'];
  return forms.flatMap((form) => {
    const texts = names.filter((name) => name.form === form).map((name) => name.text);
    return texts.length === 0 ? [] : [listItem(form, texts)];
  });
}

/** 4 or 16 octets; twice that with a mask in name constraints. Anything else is shown as hex. */
export function addressString(octets: Uint8Array): string {
  switch (octets.length) {
    case 4:
      return octets.join('.');
    case 8:
      return `${octets.subarray(0, 4).join('.')}/${prefixOrMask(octets.subarray(4))}`;
    case 16:
      return ipv6(octets);
    case 32:
      return `${ipv6(octets.subarray(0, 16))}/${prefixOrMask(octets.subarray(16))}`;
    default:
      return `${hexOf(octets)} (${octets.length} bytes, no address)`;
  }
}

function prefixOrMask(mask: Uint8Array): string {
  const bits = [...mask].map((octet) => octet.toString(2).padStart(8, '0')).join('');
  if (/^1*0*$/.test(bits)) return String(bits.replaceAll('0', '').length);
  return mask.length === 4 ? mask.join('.') : ipv6(mask);
}

/** RFC 5952: lower case, the longest run of at least two zero groups as `::`. */
function ipv6(octets: Uint8Array): string {
  const groups = Array.from({ length: 8 }, (_, i) =>
    (((octets[2 * i] ?? 0) << 8) | (octets[2 * i + 1] ?? 0)).toString(16),
  );
  const runs = groups.join(':').match(/\b0(?::0)+\b/g) ?? [];
  const longest = runs.reduce((best, run) => (run.length > best.length ? run : best), '');
  if (longest === '') return groups.join(':');
  return groups.join(':').replace(new RegExp(`(^|:)${longest}(:|$)`), '::');
}

/** What RFC 5280 says is IA5String; raw UTF-8 in it is found and worth seeing. */
function ia5({ content, constructed }: Element): string {
  const text = constructed ? hexOf(content) : latin1(content);
  if (!/[\x80-\xff]/.test(text)) return text;
  const { text: utf8, problem } = decodeUtf8(content);
  return problem === undefined
    ? `${utf8} (UTF-8 where only ASCII is allowed)`
    : `${text} (not ASCII)`;
}

function otherName(element: Element): string {
  const [oid, wrapped] = childrenOf(element);
  const type = oidLabel(decodeOid(expectTag(oid, TAG.oid).content));
  const value = wrapped === undefined ? undefined : readElement(wrapped.content);
  if (value === undefined) return `${type} without a value`;
  const text = decodeString(value)?.text;
  return `${type} = ${text ?? anything(value)}`;
}

function ediPartyName(element: Element): string {
  const parts = childrenOf(element).map((part) => {
    const text = readElement(part.content);
    const value = text === undefined ? undefined : decodeString(text)?.text;
    return `${part.tag === 0 ? 'assigner' : 'party'} ${value ?? latin1(part.content)}`;
  });
  return parts.join(', ');
}

function anything(element: Element): string {
  const lines = element.constructed ? structureLines(element.raw) : undefined;
  return lines === undefined ? hexOf(element.content) : lines.map((line) => line.trim()).join(' ');
}
