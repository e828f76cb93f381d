import { CRT_SH_SQL } from './crt-sh-sql.ts';
import { CRT_SH } from './crt-sh.ts';
import type { SourceKind } from './kind.ts';
import { LOCAL } from './local.ts';
import { MISTAKEN } from './mistaken.ts';
import { STORE } from './store.ts';
import { URL_TEMPLATE } from './url-template.ts';

/** In the order in which a name is looked at; what is none of them is a local path. */
export const SOURCE_KINDS: readonly SourceKind[] = [
  STORE,
  CRT_SH_SQL,
  CRT_SH,
  URL_TEMPLATE,
  MISTAKEN,
  LOCAL,
];

/** Whether a name that `--from` takes is one of a source that needs the network. */
export function isNetworkSource(name: string): boolean {
  return SOURCE_KINDS.find((kind) => kind.isNamed(name))!.network;
}
