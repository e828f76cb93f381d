/** Certificate policies and their mappings. */
import {
  childrenOf,
  type Element,
  expectElement,
  expectTag,
  isUniversal,
  readElement,
  TAG,
} from '../element.ts';
import { boundedItems, type Item, listItem, textItem } from '../inspection.ts';
import { POLICY_NAMES } from '../oids/policy-names.ts';
import { namedOid, oidLabel } from '../oids/oid-names.ts';
import { structureItems } from '../structure.ts';
import { decodeOid, decodeString, latin1 } from '../strings.ts';

const CPS = '1.3.6.1.5.5.7.2.1';
const USER_NOTICE = '1.3.6.1.5.5.7.2.2';

/** RFC 5280 §4.2.1.4. */
export function certificatePolicies(value: Uint8Array): Item[] {
  const policies = childrenOf(expectElement(value, TAG.sequence)).map(policyItem);
  return [...boundedItems(policies)];
}

export function policyMappings(value: Uint8Array): Item[] {
  const lines = childrenOf(expectElement(value, TAG.sequence)).map((mapping) => {
    const [ofIssuer, ofSubject] = childrenOf(mapping);
    return `${policyName(ofIssuer)} → ${policyName(ofSubject)}`;
  });
  return [listItem("issuer's → subject's", lines)];
}

/** PolicyInformation ::= SEQUENCE { policyIdentifier OID, policyQualifiers SEQUENCE OPTIONAL } */
function policyItem(information: Element): Item {
  const [identifier, qualifiers] = childrenOf(information);
  const oid = decodeOid(expectTag(identifier, TAG.oid).content);
  const item = { label: 'policy', oid, value: namedOid(POLICY_NAMES, oid) };
  if (qualifiers === undefined) return item;
  const items = childrenOf(qualifiers).flatMap((info) => {
    const [id, qualifier] = childrenOf(info);
    const kind = decodeOid(expectTag(id, TAG.oid).content);
    return qualifierItems(kind, qualifier?.raw ?? new Uint8Array(0));
  });
  return { ...item, items };
}

function policyName(oid: Element | undefined): string {
  return namedOid(POLICY_NAMES, decodeOid(expectTag(oid, TAG.oid).content));
}

function qualifierItems(oid: string, qualifier: Uint8Array): Item[] {
  const element = readElement(qualifier);
  if (oid === CPS && element !== undefined) return [textItem('CPS', latin1(element.content))];
  if (oid === USER_NOTICE && isUniversal(element, TAG.sequence)) return noticeItems(qualifier);
  return [{ label: 'qualifier', value: oidLabel(oid), items: structureItems(qualifier) }];
}

/** UserNotice ::= SEQUENCE { noticeRef SEQUENCE OPTIONAL, explicitText DisplayText OPTIONAL } */
function noticeItems(notice: Uint8Array): Item[] {
  return childrenOf(expectElement(notice)).map((part) => {
    if (!isUniversal(part, TAG.sequence)) {
      const decoded = decodeString(part);
      return textItem('user notice', decoded?.text ?? latin1(part.content), decoded?.problem);
    }
    const [organization, numbers] = childrenOf(part);
    const name = organization === undefined ? undefined : decodeString(organization)?.text;
    const list =
      numbers === undefined ? [] : childrenOf(numbers).map(({ content }) => content.join('.'));
    return textItem('notice reference', `${name ?? '?'}, number ${list.join(', ')}`);
  });
}
