/** qcStatements: RFC 3739 §3.2.6, ETSI EN 319 412-5, ETSI TS 119 495 (PSD2). No schema has them. */
import { INTEGER, OBJECT_IDENTIFIER, SEQUENCE } from '../../der/tags.ts';
import { childrenOf, type Element, expectElement, expectTag } from '../element.ts';
import { boundedItems, type Item, listItem } from '../inspection.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { structureItems } from '../structure.ts';
import { decodeOid, integerOf, textOf } from '../primitive.ts';
import { nameLine } from './general-names.ts';

type StatementReader = (information: Element) => Item[];

const STATEMENTS: Readonly<Record<string, readonly [name: string, read?: StatementReader]>> = {
  '1.3.6.1.5.5.7.11.1': ['RFC 3739 semantics (v1)', semantics],
  '1.3.6.1.5.5.7.11.2': ['RFC 3739 semantics (v2)', semantics],
  '0.4.0.1862.1.1': ['QcCompliance: EU qualified certificate'],
  '0.4.0.1862.1.2': ['QcLimitValue: limit of transactions', limitValue],
  '0.4.0.1862.1.3': ['QcRetentionPeriod', retention],
  '0.4.0.1862.1.4': ['QcSSCD: key in a qualified signature creation device'],
  '0.4.0.1862.1.5': ['QcPDS: disclosure statements', disclosures],
  '0.4.0.1862.1.6': ['QcType', types],
  '0.4.0.1862.1.7': ['QcCClegislation: countries', countries],
  '0.4.0.19495.2': ['PSD2 QcStatement', psd2],
};

const NAMES: Readonly<Record<string, string>> = {
  '0.4.0.1862.1.6.1': 'electronic signature (eSign)',
  '0.4.0.1862.1.6.2': 'electronic seal (eSeal)',
  '0.4.0.1862.1.6.3': 'website authentication (web)',
  '0.4.0.194121.1.1': 'natural person (ETSI EN 319 412-1)',
  '0.4.0.194121.1.2': 'legal person (ETSI EN 319 412-1)',
  '0.4.0.19495.1.1': 'account servicing (PSP_AS)',
  '0.4.0.19495.1.2': 'payment initiation (PSP_PI)',
  '0.4.0.19495.1.3': 'account information (PSP_AI)',
  '0.4.0.19495.1.4': 'card-based payment instruments (PSP_IC)',
};

export function qcStatements(value: Uint8Array): Item[] {
  return boundedItems(childrenOf(expectElement(value, SEQUENCE)), statementItems);
}

function statementItems(statement: Element): Item[] {
  const [id, information] = childrenOf(statement);
  const oid = decodeOid(expectTag(id, OBJECT_IDENTIFIER).content);
  const [name, read] = STATEMENTS[oid] ?? [undefined, undefined];
  const item = { label: 'statement', oid, value: name === undefined ? oid : `${name} (${oid})` };
  if (information === undefined) return [item];
  const items = read === undefined ? structureItems(information.raw) : read(information);
  return [{ ...item, items }];
}

function semantics(information: Element): Item[] {
  return childrenOf(information).map((part) =>
    part.tag === OBJECT_IDENTIFIER
      ? { label: 'semantics', value: named(part) }
      : listItem('registration authorities', childrenOf(part), nameLine),
  );
}

/** MonetaryValue: amount × 10^exponent in an ISO 4217 currency. */
function limitValue(information: Element): Item[] {
  const [currency, amount, exponent] = childrenOf(information);
  if (currency === undefined || amount === undefined || exponent === undefined) {
    return structureItems(information.raw);
  }
  const code = currency.tag === INTEGER ? integerOf(currency.content).toString() : textOf(currency);
  const value = `${integerOf(amount.content)} × 10^${integerOf(exponent.content)} ${code}`;
  return [{ label: 'limit', value }];
}

function retention(information: Element): Item[] {
  return [{ label: 'retention', value: `${integerOf(information.content)} years after expiry` }];
}

function disclosures(information: Element): Item[] {
  return [
    listItem('documents', childrenOf(information), (location) => {
      const [url, language] = childrenOf(location).map(textOf);
      return `${url ?? '?'} (${language ?? '?'})`;
    }),
  ];
}

function types(information: Element): Item[] {
  return [listItem('types', childrenOf(information), named)];
}

function countries(information: Element): Item[] {
  return [listItem('countries', childrenOf(information), textOf)];
}

/** SEQUENCE { rolesOfPSP, nCAName UTF8String, nCAId UTF8String } */
function psd2(information: Element): Item[] {
  const [roles, name, id] = childrenOf(information);
  if (roles === undefined || name === undefined || id === undefined) {
    return structureItems(information.raw);
  }
  const role = (each: Element): string => {
    const [oid] = childrenOf(each);
    return oid === undefined ? '?' : named(oid);
  };
  return [
    listItem('roles', childrenOf(roles), role),
    { label: 'authority', value: `${textOf(name)} (${textOf(id)})` },
  ];
}

function named(element: Element): string {
  const oid = decodeOid(element.content);
  const name = NAMES[oid];
  return name === undefined ? oidLabel(oid) : `${name} (${oid})`;
}
