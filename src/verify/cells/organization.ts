import { parseName } from './written-name.ts';

/** Who an issuer is: its organisation, else its common name, else the whole name. */
export function organizationOf(name: string): string {
  const attributes = parseName(name)?.flat() ?? [];
  const of = (oid: string): string | undefined =>
    attributes.find(({ type }) => type === oid)?.value;
  return of(ORGANIZATION) ?? of(COMMON_NAME) ?? name;
}

const ORGANIZATION = '2.5.4.10';
const COMMON_NAME = '2.5.4.3';
