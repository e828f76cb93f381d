/** qcStatements: RFC 3739 §3.2.6, ETSI EN 319 412-5, ETSI TS 119 495 (PSD2). */
import { childrenOf, type Element, expectElement, expectTag, integerOf, TAG } from '../element.ts';
import { boundedItems, type Item, listItem } from '../inspection.ts';
import { oidLabel } from '../oids/oid-names.ts';
import { structureItems } from '../structure.ts';
import { decodeOid, decodeString, latin1 } from '../strings.ts';
import { generalNameLines } from './general-names.ts';

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
  return [...boundedItems(childrenOf(expectElement(value, TAG.sequence)).map(statementItem))];
}

function statementItem(statement: Element): Item {
  const [id, information] = childrenOf(statement);
  const oid = decodeOid(expectTag(id, TAG.oid).content);
  const [name, read] = STATEMENTS[oid] ?? [undefined, undefined];
  const item = { label: 'statement', oid, value: name === undefined ? oid : `${name} (${oid})` };
  if (information === undefined) return item;
  const items = read === undefined ? structureItems(information.raw) : read(information);
  return { ...item, items };
}

function semantics(information: Element): Item[] {
  return childrenOf(information).map((part) =>
    part.tag === TAG.oid
      ? { label: 'semantics', value: named(part) }
      : listItem('registration authorities', generalNameLines(part)),
  );
}

/** MonetaryValue: amount × 10^exponent in an ISO 4217 currency. */
function limitValue(information: Element): Item[] {
  const [currency, amount, exponent] = childrenOf(information);
  if (currency === undefined || amount === undefined || exponent === undefined) {
    return structureItems(information.raw);
  }
  const code = decodeString(currency)?.text ?? integerOf(currency.content).toString();
  const value = `${integerOf(amount.content)} × 10^${integerOf(exponent.content)} ${code}`;
  return [{ label: 'limit', value }];
}

function retention(information: Element): Item[] {
  return [{ label: 'retention', value: `${integerOf(information.content)} years after expiry` }];
}

function disclosures(information: Element): Item[] {
  const lines = childrenOf(information).map((location) => {
    const [url, language] = childrenOf(location).map((part) => latin1(part.content));
    return `${url ?? '?'} (${language ?? '?'})`;
  });
  return [listItem('documents', lines)];
}

function types(information: Element): Item[] {
  return [listItem('types', childrenOf(information).map(named))];
}

function countries(information: Element): Item[] {
  return [
    listItem(
      'countries',
      childrenOf(information).map((part) => latin1(part.content)),
    ),
  ];
}

/** SEQUENCE { rolesOfPSP, nCAName UTF8String, nCAId UTF8String } */
function psd2(information: Element): Item[] {
  const [roles, name, id] = childrenOf(information);
  if (roles === undefined || name === undefined || id === undefined) {
    return structureItems(information.raw);
  }
  const lines = childrenOf(roles).map((role) => {
    const [oid] = childrenOf(role);
    return oid === undefined ? '?' : named(oid);
  });
  return [
    listItem('roles', lines),
    {
      label: 'authority',
      value: `${decodeString(name)?.text ?? '?'} (${decodeString(id)?.text ?? '?'})`,
    },
  ];
}

function named(element: Element): string {
  const oid = decodeOid(element.content);
  const name = NAMES[oid];
  return name === undefined ? oidLabel(oid) : `${name} (${oid})`;
}
