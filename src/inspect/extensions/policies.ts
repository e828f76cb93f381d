/** Certificate policies and their mappings. */
import { PolicyInformation, PolicyMappings } from '@peculiar/asn1-x509';
import { SEQUENCE } from '../../der/tags.ts';
import { childrenOf, type Element, expectElement } from '../element.ts';
import { type Item, listItem, textItem } from '../inspection.ts';
import { namedOid, oidLabel } from '../oids/oid-names.ts';
import { decodeString, textOf } from '../primitive.ts';
import { entryItems, parseSchema } from '../schema.ts';
import { structureItems } from '../structure.ts';

const CPS = '1.3.6.1.5.5.7.2.1';
const USER_NOTICE = '1.3.6.1.5.5.7.2.2';

/** RFC 5280 §4.2.1.4. */
export function certificatePolicies(value: Uint8Array): Item[] {
  return entryItems(value, PolicyInformation, policyItems);
}

export function policyMappings(value: Uint8Array): Item[] {
  return [
    listItem("issuer's → subject's", parseSchema(value, PolicyMappings), (mapping) => {
      return `${namedOid(mapping.issuerDomainPolicy)} → ${namedOid(mapping.subjectDomainPolicy)}`;
    }),
  ];
}

function policyItems({ policyIdentifier: oid, policyQualifiers }: PolicyInformation): Item[] {
  const item = { label: 'policy', oid, value: namedOid(oid) };
  if (policyQualifiers === undefined) return [item];
  const items = policyQualifiers.flatMap(({ policyQualifierId, qualifier }) =>
    qualifierItems(policyQualifierId, expectElement(new Uint8Array(qualifier))),
  );
  return [{ ...item, items }];
}

/** Read here: the schema knows four string types where CAs used all, and forgets which it was. */
function qualifierItems(oid: string, qualifier: Element): Item[] {
  if (oid === CPS) return [textItem('CPS', textOf(qualifier))];
  if (oid === USER_NOTICE && qualifier.tag === SEQUENCE) {
    return childrenOf(qualifier).map(noticeItem);
  }
  return [{ label: 'qualifier', value: oidLabel(oid), items: structureItems(qualifier.raw) }];
}

/** UserNotice ::= SEQUENCE { noticeRef SEQUENCE OPTIONAL, explicitText DisplayText OPTIONAL } */
function noticeItem(part: Element): Item {
  if (part.tag !== SEQUENCE) {
    return textItem('user notice', textOf(part), decodeString(part)?.problem);
  }
  const [organization, numbers] = childrenOf(part);
  const name = organization === undefined ? '?' : textOf(organization);
  const list = numbers === undefined ? [] : childrenOf(numbers);
  const digits = list.map(({ content }) => content.join('.'));
  return textItem('notice reference', `${name}, number ${digits.join(', ')}`);
}
